/** Finds an address's contact; stores the hashes that remain after an erasure. */

import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import {
  type Address,
  identityOf,
  sameSubscriber,
  variantsOf,
} from '../../../src/core/model/address.ts'
import { type Consent, type Contact, newContact } from '../../../src/core/model/contact.ts'
import type { Input } from '../../../src/core/model/message/message.ts'
import type { Loaded } from '../../../src/ports/store.ts'
import { type ContactRow, identitiesOf, toLoaded } from './rows.ts'

export type Found = ContactRow & { readonly identity: string }
export type Consents = Contact['consents']

/** The identities to look up for these addresses, and other spellings of them. */
export const lookupsFor = (addresses: readonly Address[]): readonly string[] => [
  ...new Set(identitiesOf(addresses).flatMap(spellings)),
]

/** The identities without a contact. */
export const unclaimed = (addresses: readonly Address[], found: readonly Found[]) =>
  identitiesOf(addresses).filter((identity) => !found.some((row) => row.identity === identity))

/** An identity, and other spellings that its owner may be known by. */
export const spellings = (identity: string): readonly string[] => [
  identity,
  ...variantsOf(identity),
]

/**
 * The contact of these addresses: the oldest if there are several, a new one if there is none. Another
 * spelling of the same subscriber only counts when the identity itself is unknown. A merely possible
 * spelling only passes on its no.
 */
export const assemble = (
  organisation: string,
  addresses: readonly [Address, ...Address[]],
  found: readonly Found[],
  suppressed: readonly Consents[],
): Loaded => {
  const free = unclaimed(addresses, found)
  const wanted = new Set([...identitiesOf(addresses), ...free.flatMap(sameSubscriber)])
  const people = new Map<string, Found>()
  for (const row of found) if (wanted.has(row.identity)) people.set(row.id, row)
  const [oldest, ...others] = [...people.values()].sort(
    (a, b) => a.created_at - b.created_at || (a.id < b.id ? -1 : 1),
  )
  const known = oldest
    ? toLoaded(oldest)
    : {
        contact: newContact(organisation, contactId(organisation, addresses[0]), []),
        version: 0,
        hash: '',
      }
  const { contact } = known
  const ownIds = new Set(people.keys())
  const variants = new Set(identitiesOf([...contact.addresses, ...addresses]).flatMap(variantsOf))
  const nos = found
    .filter((row) => variants.has(row.identity) && !ownIds.has(row.id))
    .map((row) => remains(toLoaded(row).contact.consents))
    .filter((no) => no !== undefined)
  return {
    ...known,
    contact: {
      ...contact,
      addresses: [...new Set([...contact.addresses, ...addresses])],
      consents: [...suppressed, ...nos].reduce(restrict, contact.consents),
    },
    others: others.map(toLoaded),
  }
}

/** A contact's id derives from the first address, so two concurrent first messages create one contact. */
const contactId = (organisation: string, address: Address): string => {
  const text = `${organisation}\n${identityOf(address)}`
  return `con_${createHash('sha256').update(text).digest('base64url').slice(0, 20)}`
}

/** A refusal from before an erasure holds, unless the contact has decided since. */
export const restrict = (consents: Consents, suppressed: Consents): Consents => {
  const result = { ...consents }
  for (const [key, old] of Object.entries(suppressed)) {
    const own = result[key]
    const decided = own && own.status !== 'unasked' && own.status !== 'requested'
    if (!decided || own.at < old.at) result[key] = old
  }
  return result
}

/** The part that outlives an erasure: each no, without the contact's words. */
export const remains = (consents: Consents): Consents | undefined => {
  const kept: Record<string, Consent> = {}
  for (const [key, { status, at, source, senders, isEverywhere }] of Object.entries(consents))
    if (status === 'refused' || status === 'revoked')
      kept[key] = {
        status,
        at,
        source,
        ...(senders && { senders }),
        ...(isEverywhere && { isEverywhere }),
      }
  return Object.keys(kept).length > 0 ? kept : undefined
}

/** The ids of inputs that a provider, unaware of the erasure, may deliver again. */
export const redeliverable = (rows: readonly { readonly input: string }[]): readonly string[] =>
  rows
    .map((row): Input => JSON.parse(row.input))
    .filter(isRedeliverable)
    .map((input) => input.id)

/** Only these can arrive again after an erasure, so only these are checked. */
export const isRedeliverable = ({ kind }: Input): boolean => kind === 'inbound'

export type HashKeys = {
  /** The key for hashes that remain after an erasure. */
  readonly hashKey: string
  /** Previous keys, to find older hashes. */
  readonly previousHashKeys?: readonly string[]
}

/** A hash that recognises a value without revealing it: HMAC-SHA256 with the gateway's own key. */
export type KeyedHash = {
  /** With the present key, for writing. */
  hash(organisation: string, text: string): string
  /** With the present and all previous keys, for lookups. */
  known(organisation: string, text: string): readonly string[]
}

export const createKeyedHash = ({ hashKey, previousHashKeys = [] }: HashKeys): KeyedHash => {
  // Imported once: from text, each hash would import the key again.
  const [key, ...former] = [hashKey, ...previousHashKeys].map((one) => createSecretKey(one, 'utf8'))
  const under = (one: KeyObject, organisation: string, text: string) =>
    createHmac('sha256', one).update(`${organisation}\n${text}`).digest('base64url')
  return {
    hash: (organisation, text) => under(key as KeyObject, organisation, text),
    known: (organisation, text) =>
      [key as KeyObject, ...former].map((one) => under(one, organisation, text)),
  }
}

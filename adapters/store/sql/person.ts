/** Finds the contact of an address; keeps the hashes that remain after an erasure. */

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

/** The identities to look up for these addresses: their own, and other spellings of them. */
export const lookupsFor = (addresses: readonly Address[]): readonly string[] => [
  ...new Set(identitiesOf(addresses).flatMap(spellings)),
]

/** The identities that no contact has yet. */
export const unclaimed = (addresses: readonly Address[], found: readonly Found[]) =>
  identitiesOf(addresses).filter((identity) => !found.some((row) => row.identity === identity))

/** An identity and the other spellings under which its owner may be known. */
export const spellings = (identity: string): readonly string[] => [
  identity,
  ...variantsOf(identity),
]

/**
 * The contact that these addresses belong to: the oldest when they belong to several, a new one
 * when they belong to nobody. Another spelling of the same subscriber counts only where the identity
 * itself is unknown. What may be another spelling lends nothing but its no.
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

/** A contact's id follows from the first address, so that two first messages at once make one contact. */
const contactId = (organisation: string, address: Address): string => {
  const text = `${organisation}\n${identityOf(address)}`
  return `con_${createHash('sha256').update(text).digest('base64url').slice(0, 20)}`
}

/** A refusal from before an erasure stands, unless the contact has decided since. */
export const restrict = (consents: Consents, suppressed: Consents): Consents => {
  const result = { ...consents }
  for (const [key, old] of Object.entries(suppressed)) {
    const own = result[key]
    const decided = own && own.status !== 'unasked' && own.status !== 'requested'
    if (!decided || own.at < old.at) result[key] = old
  }
  return result
}

/** What outlives an erasure: each no, without the contact's words. */
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

/** The ids of inputs that a provider, which knows nothing of the erasure, may deliver once more. */
export const redeliverable = (rows: readonly { readonly input: string }[]): readonly string[] =>
  rows
    .map((row): Input => JSON.parse(row.input))
    .filter(isRedeliverable)
    .map((input) => input.id)

/** Only these can come again after an erasure, so only these are looked for among the forgotten. */
export const isRedeliverable = ({ kind }: Input): boolean => kind === 'inbound'

export type HashKeys = {
  /** Keys the hashes that remain after an erasure. */
  readonly hashKey: string
  /** Keys used before: what was written under them is still found. */
  readonly previousHashKeys?: readonly string[]
}

/** A hash that recognises a value without revealing it: HMAC-SHA256 under the gateway's own key. */
export type KeyedHash = {
  /** Under the present key, to be written. */
  hash(organisation: string, text: string): string
  /** Under the present key and each one before, to be looked for. */
  known(organisation: string, text: string): readonly string[]
}

export const createKeyedHash = ({ hashKey, previousHashKeys = [] }: HashKeys): KeyedHash => {
  // As text, each hash would import it again.
  const [key, ...former] = [hashKey, ...previousHashKeys].map((one) => createSecretKey(one, 'utf8'))
  const under = (one: KeyObject, organisation: string, text: string) =>
    createHmac('sha256', one).update(`${organisation}\n${text}`).digest('base64url')
  return {
    hash: (organisation, text) => under(key as KeyObject, organisation, text),
    known: (organisation, text) =>
      [key as KeyObject, ...former].map((one) => under(one, organisation, text)),
  }
}

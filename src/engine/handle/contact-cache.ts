/** Loaded contacts by id and by address. */

import { LRUCache } from 'lru-cache'
import type { Contact } from '../../core/model/contact.ts'
import type { ContactKey, Loaded } from '../../ports/store.ts'
import { isEnded, MAX_UNDER_WAY, NONE, nameOfMessage, namesOf, type UnderWay } from './under-way.ts'

/** For contacts; their addresses take another quarter. About 10,000 typical contacts fit in. */
const MAX_BYTES = 16 * 1024 * 1024
/** The overhead of an object, a string or an entry. */
const OVERHEAD_BYTES = 48
const MAX_STATUS_BYTES = 300
/**
 * How many contacts to load from the store once another process has changed one in memory. Behind a load balancer at
 * least every second contact is stale, and each decision on a stale one is made and written twice.
 */
const MAX_DISTRUSTED = 1_000

/** A loaded contact, with its messages under way as far as they are known. */
export type Cached = Loaded & { readonly underWay?: readonly UnderWay[] }

type Entry = Cached & { readonly contactBytes: number }

/** Contacts by id, which is found by each of their addresses and messages. */
const createEntries = (maxBytes: number) => {
  const byId = new LRUCache<string, Entry>({
    maxSize: maxBytes,
    sizeCalculation: ({ contactBytes, underWay = NONE }, key) =>
      underWay.reduce(
        // The message itself consists of the same values, apart from its history.
        (sum, { message, original }) =>
          sum + sizeOf(original.message) + MAX_STATUS_BYTES * message.history.length,
        contactBytes + bytesOf(key),
      ),
  })
  const ids = new LRUCache<string, string>({
    maxSize: maxBytes / 4,
    sizeCalculation: (id, key) => bytesOf(id) + bytesOf(key),
  })
  const put = (organisation: string, loaded: Cached) => {
    const { contact } = loaded
    const { id, addresses } = contact
    const key = `${organisation} ${id}`
    const before = byId.get(key)
    // Most statuses leave the contact as it was.
    const contactBytes = before?.contact === contact ? before.contactBytes : bytesOf(contact)
    byId.set(key, { ...loaded, contactBytes })
    if (before?.contact.addresses !== addresses)
      for (const address of addresses) ids.set(`${organisation} ${address}`, id)
    if (before?.underWay === loaded.underWay) return
    const [old, names] = [before, loaded].map((one) => (one?.underWay ?? NONE).flatMap(namesOf))
    for (const name of old ?? []) if (!names?.includes(name)) ids.delete(`${organisation} ${name}`)
    for (const name of names ?? []) if (!old?.includes(name)) ids.set(`${organisation} ${name}`, id)
  }
  const idOf = (key: ContactKey): string | undefined => {
    if ('contact' in key) return key.contact
    return ids.get(
      `${key.organisation} ${'addresses' in key ? key.addresses[0] : nameOfMessage(key)}`,
    )
  }
  return { byId, ids, put, idOf }
}

/**
 * An entry may be stale without harm: a decision on a stale version loses the race for the
 * journal's primary key, and the contact is loaded again. The caches grow as they fill: one with a
 * `max` lays out all its entries when it is created, which here takes 20 ms.
 */
export const createContactCache = (maxBytes = MAX_BYTES) => {
  const { byId, ids, put, idOf } = createEntries(maxBytes)
  let distrusted = 0
  /** The contact was found by the first address. */
  const isOf = (id: string, organisation: string, [, ...more]: readonly string[]): boolean =>
    more.every((one) => ids.get(`${organisation} ${one}`) === id)
  return {
    /** The contact in memory that the key means, if its version is still right. */
    idOf,
    get: (key: ContactKey): Cached | undefined => {
      if (distrusted > 0) {
        distrusted -= 1
        return undefined
      }
      const id = idOf(key)
      if (!id) return undefined
      const found = byId.get(`${key.organisation} ${id}`)
      if (!found || 'contact' in key) return found
      if ('addresses' in key) return isOf(id, key.organisation, key.addresses) ? found : undefined
      const name = nameOfMessage(key)
      const meant = found.underWay?.find((one) => namesOf(one).includes(name))
      return meant && { ...found, ...meant }
    },
    /** Adds the facts that are known at that version. */
    withKnown: (organisation: string, loaded: Loaded): Cached => {
      const known = byId.get(`${organisation} ${loaded.contact.id}`)
      if (known?.version !== loaded.version) return loaded
      const { underWay } = known
      return underWay ? { ...loaded, underWay } : loaded
    },
    /** Loaded by address, a contact also has the addresses of the input, which are not stored yet. */
    put: (key: ContactKey, { message, original, ...loaded }: Cached) => {
      if ('addresses' in key || loaded.version === 0) return
      const { underWay = NONE } = loaded
      const isNew = message && !underWay.some((one) => one.message.id === message.id)
      const read = isNew && original && !isEnded(message) ? [{ message, original }] : NONE
      put(key.organisation, { ...loaded, underWay: [...underWay, ...read].slice(-MAX_UNDER_WAY) })
    },
    /** Stores the contact's state after a commit. */
    replace: (
      organisation: string,
      contact: Contact,
      { version, hash }: Pick<Loaded, 'version' | 'hash'>,
      more: Pick<Cached, 'underWay'> = {},
    ) => {
      const claimed = contact.addresses
      put(organisation, { contact, version, hash, claimed, others: [], ...more })
    },
    /** After a conflict someone else wrote first: if it had been this process, a later version would be here. */
    forget: (
      organisation: string,
      { contact, version }: Pick<Loaded, 'contact' | 'version'>,
      after: 'duplicate' | 'conflict',
    ) => {
      const key = `${organisation} ${contact.id}`
      if (after === 'conflict' && byId.get(key)?.version === version) distrusted = MAX_DISTRUSTED
      byId.delete(key)
    },
  }
}

/** Most changes leave the messages under way as they are. */
const sizes = new WeakMap<object, number>()

const sizeOf = (value: object): number => {
  let size = sizes.get(value)
  if (size === undefined) {
    size = bytesOf(value)
    sizes.set(value, size)
  }
  return size
}

/** The approximate size of a value; a contact with held messages is many times larger. */
const bytesOf = (value: unknown): number => {
  if (typeof value === 'string') return OVERHEAD_BYTES + 2 * value.length
  if (typeof value !== 'object' || value === null) return 8
  let bytes = OVERHEAD_BYTES
  if (Array.isArray(value)) for (const each of value) bytes += 8 + bytesOf(each)
  else for (const name in value) bytes += 8 + bytesOf(value[name as keyof typeof value])
  return bytes
}

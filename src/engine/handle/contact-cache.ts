/** Loaded contacts by id and by address. */

import { LRUCache } from 'lru-cache'
import type { Decision } from '../../core/decide.ts'
import type { Contact } from '../../core/model/contact.ts'
import type { Input } from '../../core/model/message/message.ts'
import type { ContactKey, Loaded } from '../../ports/store.ts'

/** For contacts; their addresses take another quarter. About 10,000 typical contacts fit in. */
const MAX_BYTES = 16 * 1024 * 1024
/** The overhead of an object, a string or an entry. */
const OVERHEAD_BYTES = 48
export const MAX_OUR_TEXTS = 10
/**
 * So many contacts are loaded from the store after another process was found to have changed one in memory. Behind a
 * load balancer that is every second contact or more, and each decision on a stale one is made and written twice.
 */
const MAX_DISTRUSTED = 1_000

/** A loaded contact, with our latest texts to them if those were read. */
export type Cached = Loaded & { readonly ourTexts?: readonly string[] }

/**
 * An entry may be stale without harm: a decision on a stale version loses the race for the
 * journal's primary key, and the contact is loaded again. The caches grow as they fill: one with a
 * `max` lays out all its entries when it is created, which here takes 20 ms.
 */
export const createContactCache = (maxBytes = MAX_BYTES) => {
  const byId = new LRUCache<string, Cached>({
    maxSize: maxBytes,
    sizeCalculation: ({ contact, ourTexts }, key) =>
      bytesOf(contact) + bytesOf(ourTexts) + bytesOf(key),
  })
  const ids = new LRUCache<string, string>({
    maxSize: maxBytes / 4,
    sizeCalculation: (id, key) => bytesOf(id) + bytesOf(key),
  })
  let distrusted = 0
  const put = (organisation: string, loaded: Cached) => {
    byId.set(`${organisation} ${loaded.contact.id}`, loaded)
    for (const address of loaded.contact.addresses)
      ids.set(`${organisation} ${address}`, loaded.contact.id)
  }
  return {
    get: (key: ContactKey): Cached | undefined => {
      if (distrusted > 0) {
        distrusted -= 1
        return undefined
      }
      if ('contact' in key) return byId.get(`${key.organisation} ${key.contact}`)
      if (!('addresses' in key)) return undefined
      const id = ids.get(`${key.organisation} ${key.addresses[0]}`)
      if (!id) return undefined
      for (const address of key.addresses)
        if (ids.get(`${key.organisation} ${address}`) !== id) return undefined
      return byId.get(`${key.organisation} ${id}`)
    },
    /** Our texts, if they were read at that version. */
    textsAt: (
      organisation: string,
      { contact, version }: Loaded,
    ): readonly string[] | undefined => {
      const known = byId.get(`${organisation} ${contact.id}`)
      return known?.version === version ? known.ourTexts : undefined
    },
    /** Loaded by address, a contact also has the addresses of the input, which are not stored yet. */
    put: (key: ContactKey, loaded: Loaded) => {
      if ('contact' in key && loaded.version > 0) put(key.organisation, loaded)
    },
    /** Stores the contact's state after a commit. */
    replace: (
      organisation: string,
      contact: Contact,
      { version, hash }: Pick<Loaded, 'version' | 'hash'>,
      ourTexts?: readonly string[],
    ) => {
      const claimed = contact.addresses
      const texts = ourTexts && { ourTexts }
      put(organisation, { contact, version, hash, claimed, others: [], ...texts })
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

/** Our texts with those of new messages, the latest first; undefined where a redaction may have emptied one. */
export const withNew = (
  texts: readonly string[] | undefined,
  { kind }: Input,
  { messages }: Decision,
): readonly string[] | undefined => {
  if (!texts || kind === 'redaction') return undefined
  const fresh = messages.flatMap(({ rendered }) =>
    rendered === undefined || texts.includes(rendered) ? [] : [rendered],
  )
  return fresh.length === 0 ? texts : [...fresh.reverse(), ...texts].slice(0, MAX_OUR_TEXTS)
}

/** The approximate size of a value; a contact with held messages is many times larger. */
const bytesOf = (value: unknown): number => {
  if (typeof value === 'string') return OVERHEAD_BYTES + 2 * value.length
  if (typeof value !== 'object' || value === null) return 8
  let bytes = OVERHEAD_BYTES
  for (const each of Object.values(value)) bytes += 8 + bytesOf(each)
  return bytes
}

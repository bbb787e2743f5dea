/** Loaded contacts by id and by address. */

import { LRUCache } from 'lru-cache'
import type { Contact } from '../core/model/contact.ts'
import type { ContactKey, Loaded } from '../ports/store.ts'

/**
 * An entry may be stale without harm: a decision on a stale version loses the race for the
 * journal's primary key, and the contact is loaded again. The caches grow as they fill: one with a
 * `max` lays out all its entries when it is created, which here takes 20 ms.
 */
export const createContactCache = () => {
  const byId = new LRUCache<string, Loaded>({ maxSize: 20_000, sizeCalculation: () => 1 })
  const ids = new LRUCache<string, string>({ maxSize: 50_000, sizeCalculation: () => 1 })
  const put = (organisation: string, loaded: Loaded) => {
    byId.set(`${organisation} ${loaded.contact.id}`, loaded)
    for (const address of loaded.contact.addresses)
      ids.set(`${organisation} ${address}`, loaded.contact.id)
  }
  return {
    get: (key: ContactKey): Loaded | undefined => {
      if ('contact' in key) return byId.get(`${key.organisation} ${key.contact}`)
      if (!('addresses' in key)) return undefined
      const id = ids.get(`${key.organisation} ${key.addresses[0]}`)
      if (!id) return undefined
      for (const address of key.addresses)
        if (ids.get(`${key.organisation} ${address}`) !== id) return undefined
      return byId.get(`${key.organisation} ${id}`)
    },
    /** Loaded by address, a contact also has the addresses of the input, which are not stored yet. */
    put: (key: ContactKey, loaded: Loaded) => {
      if ('contact' in key && loaded.version > 0) put(key.organisation, loaded)
    },
    /** As a commit has left the contact. */
    replace: (organisation: string, contact: Contact, at: Pick<Loaded, 'version' | 'hash'>) => {
      const { version, hash } = at
      put(organisation, { contact, version, hash, claimed: contact.addresses, others: [] })
    },
    forget: (organisation: string, contact: Contact) => {
      byId.delete(`${organisation} ${contact.id}`)
    },
  }
}

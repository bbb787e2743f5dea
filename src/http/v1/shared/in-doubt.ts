/** Reads a page of contacts: all of them, or those in doubt. */

import type { Address } from '../../../core/model/address.ts'
import type { Contact } from '../../../core/model/contact.ts'
import type { Page, Paged } from '../../../ports/store.ts'
import type { Caller } from '../../kit/route.ts'

/** Read for one answer at most. */
const MAX_PAGES = 50

type ContactPage = Page & { readonly address?: Address }

export const readContacts = (caller: Caller, page: ContactPage): Promise<Paged<Contact>> =>
  caller.gateway.store.contacts(caller.organisation.id, page)

/** The store has no search for doubts, so pages without any are passed over. */
export const readInDoubt = async (
  caller: Caller,
  page: ContactPage,
  left = MAX_PAGES,
): Promise<Paged<Contact>> => {
  const read = await readContacts(caller, page)
  const items = read.items.filter(({ doubts = {} }) => Object.keys(doubts).length > 0)
  if (items.length > 0 || read.next === undefined || left <= 1) return { ...read, items }
  return readInDoubt(caller, { ...page, cursor: read.next }, left - 1)
}

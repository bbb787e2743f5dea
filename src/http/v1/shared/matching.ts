/** Reads filtered pages of contacts or messages. */

import { placeOf } from '../../../config/country.ts'
import { parsePhone } from '../../../config/phone.ts'
import { type Address, identityOf, parseAddress, variantsOf } from '../../../core/model/address.ts'
import type { Contact } from '../../../core/model/contact.ts'
import type { Page, Paged } from '../../../ports/store/page.ts'
import type { Caller } from '../../kit/route.ts'
import { withPlus } from './schemas.ts'

/** Read for one answer at most. */
const MAX_PAGES = 50

/** The first page with something that matches: it may have fewer items than asked for, or none and still a `next`. */
export const readMatching = async <T>(
  page: Page,
  read: (page: Page) => Promise<Paged<T>>,
  matches: (item: T) => boolean,
): Promise<Paged<T>> => {
  let { cursor } = page
  for (let left = MAX_PAGES; ; left--) {
    const found = await read({ limit: page.limit, ...(cursor && { cursor }) })
    const items = found.items.filter(matches)
    if (items.length > 0 || found.next === undefined || left <= 1) return { ...found, items }
    cursor = found.next
  }
}

/** A complete number in any spelling: enough digits and no letters. */
const NUMBER = /^(?:\w+:)?[+(\d][\d\s()./-]{3,30}$/

/** Whether it is a number, or a whole address. */
export const isNumber = (text: string): boolean => {
  const one = typed(text)
  return NUMBER.test(one) || parseAddress(withPlus(one)) !== undefined
}

/** A copied number as one types it: usual digits and hyphens, nothing invisible, no `(0)` after its country. */
const typed = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/((?:\+|^00)[\d\s]{1,6})\(0\)/, '$1')
    .trim()

/** The contacts of a number as people write it, other spellings of the subscriber included. */
export const contactsOfNumber = async (
  { gateway, organisation }: Caller,
  text: string,
): Promise<readonly Contact[]> => {
  const { senders } = organisation
  const countries = new Set(senders.flatMap(({ address }) => placeOf(address).country ?? []))
  const identities = new Set(
    spellingsOf(typed(text), [...countries]).flatMap((one) => [one, ...variantsOf(one)]),
  )
  const found = new Map<string, Contact>()
  for (const identity of identities) {
    const page = { limit: 1, address: identity }
    const { items } = await gateway.store.contacts(organisation.id, page)
    for (const contact of items) found.set(contact.id, contact)
  }
  return [...found.values()]
}

/** The numbers that it can be: with its country, or in the country of one of our senders. */
const spellingsOf = (text: string, countries: readonly string[]): readonly string[] => {
  const address = parseAddress(withPlus(text))
  if (address) return [identityOf(address)]
  const number = text
    .slice(text.indexOf(':') + 1)
    .trim()
    .replace(/^00/, '+')
  if (number.startsWith('+')) return [number.replace(/[^+\d]/g, '')]
  const national = countries.flatMap((country) => parsePhone(number, country)?.number ?? [])
  // Without its plus, as a spreadsheet leaves it.
  return [...new Set([...national, `+${number.replace(/\D/g, '')}`])]
}

/** Whether a contact's name contains this, or its number these digits. */
export const isNamed = (text: string): ((contact: Contact) => boolean) => {
  const wanted = plain(text)
  const digits = isNumber(text) ? typed(text).replace(/\D/g, '').replace(/^0+/, '') : undefined
  return ({ profileName, addresses }) =>
    (digits === undefined && profileName !== undefined && plain(profileName).includes(wanted)) ||
    (digits !== undefined &&
      addresses.some((address: Address) => identityOf(address).includes(digits)))
}

const plain = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()

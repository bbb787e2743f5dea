/** Meta's ids of people: digits without a plus, or a business-scoped user id (BSUID). */

import { type Address, identityOf, parseAddress, phoneOf } from '../../../src/core/model/address.ts'

/** The address of a `wa_id`, a `from` or a user id; undefined for anything else. */
export const toAddress = (id: string | undefined): Address | undefined => {
  if (!id) return undefined
  return parseAddress(`whatsapp:${/^\d+$/.test(id) ? `+${id}` : id}`)
}

/** A person's other addresses, each once, without `first`. */
export const aliasesBeside = (
  first: Address,
  ids: readonly (string | undefined)[],
): readonly Address[] => {
  const addresses = new Set(ids.flatMap((id) => toAddress(id) ?? []))
  addresses.delete(first)
  return [...addresses]
}

/**
 * A number goes into `to`, with its plus: digits without it may reach a stranger in the sender's own
 * country. A scoped id goes into `recipient`; in `to` it would be lost silently.
 */
export const recipientOf = (address: Address): Readonly<Record<string, string>> => {
  const phone = phoneOf(address)
  return phone === undefined ? { recipient: identityOf(address) } : { to: phone }
}

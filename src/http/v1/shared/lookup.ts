/** Finds what a request names, only in the caller's own organisation. */

import type { Sender } from '../../../config/schema.ts'
import { type Address, identityOf } from '../../../core/model/address.ts'
import type { Contact } from '../../../core/model/contact.ts'
import type { Message } from '../../../core/model/message/message.ts'
import { invalid, notFound, ProblemError } from '../../kit/problem.ts'
import type { Caller } from '../../kit/route.ts'

/** The sender in this field of a body or query. Throws `unknown_sender`; `others` says where else it was looked for. */
export const ownSender = (
  { gateway, organisation }: Caller,
  from: Address,
  field = 'from',
  others = '',
): Sender => {
  const sender = gateway.directory.sender(from)
  if (sender?.organisation.id === organisation.id) return sender
  const problem = `is not a sender of this organisation${others}`
  throw new ProblemError('unknown_sender', `${from} ${problem}.`, {
    errors: [{ field, problem }],
  })
}

/** Whether the number is one of the organisation's senders. */
export const isOwnSender = ({ senders }: Caller['organisation'], address: Address): boolean =>
  senders.some((sender) => identityOf(sender.address) === identityOf(address))

/** The contact of an address; version 0 = not stored. */
export const contactAt = async (
  { gateway, organisation }: Caller,
  address: Address,
): Promise<{ readonly contact: Contact; readonly version: number }> => {
  const key = { organisation: organisation.id, addresses: [address] } as const
  const loaded = await gateway.store.load(key)
  if (!loaded) throw notFound('contact with this address')
  return loaded
}

/** The stored contact of an address. Throws `not_found`. */
export const findContact = async (caller: Caller, address: Address): Promise<Contact> => {
  const { contact, version } = await contactAt(caller, address)
  if (version === 0) throw notFound('contact with this address')
  return contact
}

/** Throws if the organisation has no contact with this id, or has erased it. */
export const checkContactId = async (
  { gateway, organisation }: Caller,
  field: string,
  contact: string,
): Promise<void> => {
  const loaded = await gateway.store.load({ organisation: organisation.id, contact })
  if (!loaded) throw invalid(field, 'is not the id of a contact of this organisation')
}

/** The message of an id. Throws `not_found`. */
export const findMessage = async (
  { gateway, organisation }: Caller,
  id: string,
): Promise<Message> => {
  const message = await gateway.store.message(organisation.id, id)
  if (!message) throw notFound('message with this id')
  return message
}

/** The line of an id. Throws `not_found`. */
export const findLine = ({ organisation }: Caller, id: string) => {
  const line = organisation.lines.find((one) => one.id === id)
  if (!line) throw notFound('line with this id')
  return line
}

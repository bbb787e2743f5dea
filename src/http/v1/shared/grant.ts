/** The scope of a composer token: its contact, its agent and the senders of its line. */

import type { Sender } from '../../../config/schema.ts'
import { type Address, channelOf, onChannel } from '../../../core/model/address.ts'
import type { Message } from '../../../core/model/message/message.ts'
import type { Caller } from '../../kit/route.ts'

/** The token's own line; undefined when its sender is no longer configured. */
export const grantedLine = ({ gateway, organisation, grant }: Caller) => {
  const sender = grant && gateway.directory.sender(grant.from)
  return sender?.organisation === organisation ? sender.line : undefined
}

/** A sender that this caller may look at: with an API key any of the organisation's. */
export const seesSender = (caller: Caller, sender: Sender): boolean =>
  !caller.grant || sender.line === grantedLine(caller)

/** A message that this caller may look at. */
export const seesMessage = (caller: Caller, { line }: Pick<Message, 'line'>): boolean =>
  !caller.grant || line === grantedLine(caller)?.id

/** The address is the token's contact, perhaps on another channel. */
export const isGrantedContact = ({ grant }: Caller, address: Address): boolean =>
  grant !== undefined && onChannel(grant.to, channelOf(address)) === address

/** The sender is one of the token's line. */
export const isGrantedSender = (caller: Caller, address: Address): boolean => {
  const line = grantedLine(caller)
  return line?.senders.some((sender) => sender.address === address) === true
}

/** All three are the token's. */
export const areGrantedParties = (
  caller: Caller,
  { from, to, agent }: { readonly from: Address; readonly to: Address; readonly agent: string },
): boolean =>
  caller.grant?.agent === agent && isGrantedContact(caller, to) && isGrantedSender(caller, from)

/** A contact that the provider can't reach on this channel is not tried again until it writes. */

import { channelOf } from '../../model/address.ts'
import type { Approach, Rule } from './index.ts'

export const reachableRule: Rule<Approach> = (contact, message) => {
  const channel = channelOf(message.sender)
  const since = contact.unreachable[channel]
  if (since !== undefined) return { reason: 'contact_unreachable', channel, since }
  return channelOf(message.to) === channel ? undefined : { reason: 'contact_unreachable', channel }
}

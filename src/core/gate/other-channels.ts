/** The remedy "use another channel". */

import { channelOf, onChannel, phoneOf } from '../model/address.ts'
import { consentOf, isNo } from '../model/consent.ts'
import type { Contact } from '../model/contact.ts'
import type { Policy } from '../model/policy/policy.ts'
import type { Remedy } from '../model/verdict.ts'
import type { OutboundContext } from './rule.ts'
import { countryRule } from './rules/country.ts'
import { takenRule } from './rules/taken.ts'

/** The line's senders on other channels that can reach the same number and have no opt-out from it. */
export const otherChannels = (
  contact: Contact,
  context: OutboundContext,
  policy: Policy,
): readonly Remedy[] => {
  const known = [context.to, ...contact.addresses].find((address) => phoneOf(address))
  if (takenRule(contact, context, policy)) return []
  return policy.alternatives
    .filter(({ channel, sender }) => {
      if (channel === channelOf(context.sender)) return false
      if (!known || !onChannel(known, channel)) return false
      const other = { ...policy, sender: { ...policy.sender, address: sender } }
      if (isNo(consentOf(contact, other)) || countryRule(contact, context, other)) return false
      return contact.unreachable[channel] === undefined
    })
    .map(({ channel, sender }) => ({ do: 'use_channel', channel, sender }))
}

/** A contact that the provider can't reach on this channel is not tried again until it writes. */

import * as z from 'zod'
import { channelOf } from '../../model/address.ts'
import { CHANNEL_NAMES, channelFacts } from '../../model/channel.ts'
import { FAULTS } from '../../model/message/fault.ts'
import { otherChannels } from '../other-channels.ts'
import { defineReasons, instant, type Judge, type OutboundContext, type Rule } from '../rule.ts'

const REASONS = defineReasons({
  contact_unreachable: {
    status: 409,
    title: 'The contact cannot be reached on this channel',
    meaning:
      'The provider has reported this; `since` is the time of its report. `family` is the cause, if it was reported for this message. Use another channel, or wait until the contact writes.',
    evidence: z.strictObject({
      channel: z.enum(CHANNEL_NAMES),
      since: instant.exactOptional(),
      family: z.exactOptional(z.enum(FAULTS)),
    }),
  },
})

export const reachableRule: Judge<typeof REASONS, OutboundContext> = (contact, message) => {
  const channel = channelOf(message.sender)
  const since = contact.unreachable[channel]
  if (since !== undefined) return { reason: 'contact_unreachable', channel, since }
  return channelOf(message.to) === channel ? undefined : { reason: 'contact_unreachable', channel }
}

export const reachable: Rule<typeof REASONS> = {
  about: {
    name: 'reachable',
    sources: [
      { source: 'Twilio: errors 63003, 63024, 30006; Meta: error 131026', read: '2026-11' },
    ],
    tested: ['test/core/gate/rules/reachable.test.ts'],
  },
  reasons: REASONS,
  judge: reachableRule,
  advice: {
    contact_unreachable: {
      remedies: (_objection, contact, context, policy) => [
        ...otherChannels(contact, context, policy),
        { do: 'wait_for_contact' },
      ],
      values: ({ channel }) => ({ channel: channelFacts(channel).label }),
    },
  },
}

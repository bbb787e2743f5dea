/** A sender that the administrator has deactivated, or the provider restricted, sends nothing. */

import * as z from 'zod'
import { otherChannels } from '../other-channels.ts'
import { defineReasons, type Judge, type OutboundContext, type Rule } from '../rule.ts'

const REASONS = defineReasons({
  sender_inactive: {
    status: 409,
    title: 'The sender is not active',
    meaning:
      '`state` says whether it was deactivated here (`inactive`) or stopped by the provider (`restricted`). An administrator can activate it: `PATCH /v1/senders/{address}`.',
    evidence: z.strictObject({ state: z.enum(['inactive', 'restricted']) }),
    sentences: ['sender_restricted'],
  },
})

export const senderActiveRule: Judge<typeof REASONS, OutboundContext> = (
  _contact,
  _message,
  { sender },
) => (sender.state === 'active' ? undefined : { reason: 'sender_inactive', state: sender.state })

export const senderActive: Rule<typeof REASONS> = {
  reasons: REASONS,
  judge: senderActiveRule,
  advice: {
    sender_inactive: {
      remedies: (_objection, contact, context, policy) => [
        { do: 'contact_administrator' },
        ...otherChannels(contact, context, policy),
      ],
      sentence: ({ state }) => (state === 'restricted' ? 'sender_restricted' : 'sender_inactive'),
    },
  },
}

/** A sender that was deactivated, or that the provider stopped, sends nothing; a pause only makes messages wait. */

import * as z from 'zod'
import { sessionOf } from '../../model/session.ts'
import { momentOf } from '../../wording/time.ts'
import { otherChannels } from '../other-channels.ts'
import { defineReasons, instant, type Judge, type OutboundContext, type Rule } from '../rule.ts'

const REASONS = defineReasons({
  sender_inactive: {
    status: 409,
    title: 'The sender is not active',
    meaning:
      "`state` says whether the sender was deactivated here (`inactive`), stopped by the provider (`restricted`), or isn't registered for the contact's country (`unregistered`: other contacts are not affected). An administrator can activate the sender: `PATCH /v1/senders/{address}`.",
    evidence: z.strictObject({ state: z.enum(['inactive', 'restricted', 'unregistered']) }),
    sentences: ['sender_restricted', 'sender_unregistered'],
  },
  sender_paused: {
    status: 409,
    title: 'The provider has paused the sender',
    meaning:
      "The sender's limit is used up, or the provider restricts the sender for a time. The sender resumes automatically; until then messages are held (status `held`). `until` is the time at which the message can go out: the end of the pause, or of the quiet hours that follow it.",
    evidence: z.strictObject({ until: instant }),
    sentences: ['held_sender_paused', 'held_ask_sender_paused', 'held_request_sender_paused'],
  },
})

export const senderActiveRule: Judge<typeof REASONS, Pick<OutboundContext, 'at'>> = (
  contact,
  { at },
  policy,
) => {
  const { sender, place } = policy
  const { state, pausedUntil, pauseSpares, unregistered } = sender
  if (state !== 'active') return { reason: 'sender_inactive', state }
  if (unregistered && unregistered.country === place.country && at < unregistered.until)
    return { reason: 'sender_inactive', state: 'unregistered' }
  const isSpared = pauseSpares === 'answers' && sessionOf(contact, policy, at).state === 'open'
  return pausedUntil !== undefined && at < pausedUntil && !isSpared
    ? { reason: 'sender_paused', until: pausedUntil }
    : undefined
}

export const senderActive: Rule<typeof REASONS> = {
  about: {
    name: 'sender-active',
    sources: [
      { source: 'help.moviuscorp.com/help/whatsapp-connector (the FAQ)', read: '2026-11' },
      { source: 'Twilio: errors 63018 and 63038; Meta: error 131048', read: '2026-11' },
    ],
    tested: [
      'test/core/gate/rules/sender-active.test.ts',
      'test/engine/sender-condition.test.ts',
      'test/stories/faq.test.ts',
    ],
  },
  reasons: REASONS,
  judge: senderActiveRule,
  advice: {
    sender_inactive: {
      remedies: (_objection, contact, context, policy) => [
        { do: 'contact_administrator' },
        ...otherChannels(contact, context, policy),
      ],
      sentence: ({ state }) => (state === 'inactive' ? 'sender_inactive' : `sender_${state}`),
    },
    sender_paused: {
      remedies: ({ until }, contact, context, policy) => [
        { do: 'wait_until', at: until },
        ...otherChannels(contact, context, policy),
      ],
      values: ({ until }, policy) => momentOf(until, policy),
    },
  },
}

/** WhatsApp takes free text only within 24 hours of the contact's last message. */

import * as z from 'zod'
import { sessionOf } from '../../model/session.ts'
import { periodOf } from '../../wording/period.ts'
import { momentOf } from '../../wording/time.ts'
import { otherChannels } from '../other-channels.ts'
import { defineReasons, instant, type Judge, offers, type Rule } from '../rule.ts'
import { templateChoice } from './template.ts'

const REASONS = defineReasons({
  session_closed: {
    status: 409,
    title: 'The 24-hour session is closed',
    meaning:
      "WhatsApp allows free text for 24 hours after the contact's last message. `closedAt` is when the session closed. `closesAt` means that it is still open but will close before `earliestAt`, the earliest time at which the message could be sent. If both are absent, the contact has never written. Send an approved template instead.",
    evidence: z.strictObject({
      closedAt: instant.exactOptional(),
      closesAt: instant.exactOptional(),
      earliestAt: instant.exactOptional().meta({
        description: 'When quiet hours or a pause of the sender end.',
      }),
    }),
    sentences: [
      'session_never_open',
      'session_no_template',
      'session_templates_unknown',
      'session_closes',
      'session_closes_no_template',
    ],
  },
})

export const sessionRule: Judge<typeof REASONS> = (contact, message, policy) => {
  if (message.content.kind === 'template') return undefined
  const session = sessionOf(contact, policy, message.at)
  if (session.state === 'open') return undefined
  const { closedAt } = session
  return closedAt === undefined
    ? { reason: 'session_closed' }
    : { reason: 'session_closed', closedAt }
}

export const session: Rule<typeof REASONS> = {
  about: {
    name: 'session',
    sources: [
      {
        source: 'Meta: customer service window, developers.facebook.com, send-messages',
        read: '2026-05',
      },
      { source: 'Twilio: error 63016', read: '2026-11' },
    ],
    tested: ['test/core/gate/rules/session.test.ts', 'test/stories/faq.test.ts'],
  },
  reasons: REASONS,
  judge: sessionRule,
  advice: {
    session_closed: {
      remedies: (_objection, contact, context, policy) => [
        ...templateChoice(contact, context, policy),
        ...(policy.templatesUnknown ? [{ do: 'try_later' } as const] : []),
        { do: 'wait_for_contact' },
        ...otherChannels(contact, context, policy),
      ],
      sentence: ({ closedAt, closesAt }, { remedies, policy }) => {
        const isChoice = offers(remedies, 'choose_template')
        if (policy.templatesUnknown) return 'session_templates_unknown'
        if (closesAt !== undefined)
          return isChoice ? 'session_closes' : 'session_closes_no_template'
        if (!isChoice) return 'session_no_template'
        return closedAt === undefined ? 'session_never_open' : 'session_closed'
      },
      values: ({ earliestAt }, policy) => ({
        ...periodOf(policy.rules.sessionMs, policy),
        ...(earliestAt !== undefined && momentOf(earliestAt, policy)),
      }),
    },
  },
}

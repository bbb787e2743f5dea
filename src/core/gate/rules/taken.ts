/** Within a line of business a contact belongs to one agent at a time. */

import * as z from 'zod'
import { ownerOf } from '../../model/owner.ts'
import { defineReasons, instant, type Judge, type OutboundContext, type Rule } from '../rule.ts'

const REASONS = defineReasons({
  contact_taken: {
    status: 409,
    title: 'The contact is with another agent',
    meaning:
      '`owner`, in the same line of business, is in touch with this contact and can hand the contact over: `PUT /v1/contacts/{address}/owners/{line}`.',
    evidence: z.strictObject({ owner: z.string(), line: z.string(), since: instant }),
  },
})

export const takenRule: Judge<typeof REASONS, OutboundContext> = (contact, message, policy) => {
  const line = policy.line.id
  const owner = ownerOf(contact, line, policy, message.at)
  if (!owner || owner.agent === message.agent) return undefined
  return { reason: 'contact_taken', owner: owner.agent, line, since: owner.since }
}

export const taken: Rule<typeof REASONS> = {
  about: {
    name: 'taken',
    sources: [{ source: 'help.moviuscorp.com/help/whatsapp-connector (the FAQ)', read: '2026-11' }],
    tested: ['test/core/gate/rules/taken.test.ts', 'test/stories/faq.test.ts'],
  },
  reasons: REASONS,
  judge: takenRule,
  advice: {
    contact_taken: {
      remedies: ({ owner }) => [{ do: 'ask_owner', owner }, { do: 'contact_administrator' }],
      values: ({ owner }) => ({ owner }),
    },
  },
}

/** While an opt-out is in doubt, agents can't start a conversation, but may answer. */

import * as z from 'zod'
import { consentOf, doubtOf, isNo } from '../../model/consent.ts'
import type { Contact, Doubt } from '../../model/contact.ts'
import type { Outbound } from '../../model/message/message.ts'
import { matchTemplate } from '../../model/message/template.ts'
import type { Policy } from '../../model/policy/policy.ts'
import { hasWrittenLately, sessionOf } from '../../model/session.ts'
import {
  defineReasons,
  instant,
  type Judge,
  type ObjectionOf,
  type OutboundContext,
  type Rule,
} from '../rule.ts'

import { consentRule } from './consent.ts'

const REASONS = defineReasons({
  consent_questioned: {
    status: 409,
    title: 'The contact may have opted out',
    meaning:
      'The words in `message` may be an opt-out. Other messages wait (status `held`, until `doubt`) until a person clarifies what was meant (`POST /v1/contacts/{address}/doubt`) or the contact writes YES or STOP. Replies in an open session are still sent.',
    evidence: z.strictObject({ message: z.string(), questionedAt: instant }),
    sentences: ['held_consent_questioned'],
  },
})

type Questioned = ObjectionOf<typeof REASONS>

export const doubtRule: Judge<typeof REASONS> = (contact, message, policy) => {
  const doubt = openDoubt(contact, policy)
  return doubt && !isReply(contact, message, doubt, policy) ? objectionTo(doubt) : undefined
}

/** The same check for an opt-in request. */
export const doubtObjection = (contact: Contact, policy: Policy): Questioned | undefined => {
  const doubt = openDoubt(contact, policy)
  return doubt && objectionTo(doubt)
}

const openDoubt = (contact: Contact, policy: Policy): Doubt | undefined =>
  policy.rules.doubt === 'flag' || isNo(consentOf(contact, policy))
    ? undefined
    : doubtOf(contact, policy)

const objectionTo = ({ message, at }: Doubt): Questioned => ({
  reason: 'consent_questioned',
  message,
  questionedAt: at,
})

/** Written after the doubtful words, in the same session, and not marketing. */
const isReply = (contact: Contact, message: Outbound, doubt: Doubt, policy: Policy): boolean => {
  const { at, content, waitedSince, notBefore = at } = message
  if (waitedSince !== undefined || notBefore > at || at < doubt.at) return false
  if (sessionOf(contact, policy, at).state === 'closed') return false
  if (!hasWrittenLately(contact, policy, at)) return false
  // Without consent it would not be sent but trigger an opt-in request.
  if (consentRule(contact, message, policy)) return false
  if (content.kind !== 'template') return true
  const template = matchTemplate(policy.templates, content, policy.organisation.locale)
  return template?.category !== 'marketing'
}

export const doubt: Rule<typeof REASONS> = {
  about: {
    name: 'doubt',
    sources: [{ source: '47 CFR 64.1200(a)(10): any reasonable means', read: '2026-11' }],
    tested: ['test/stories/reading.test.ts'],
  },
  reasons: REASONS,
  judge: doubtRule,
  advice: {
    consent_questioned: {
      remedies: ({ message }: Questioned, _contact: Contact, _context: OutboundContext) => [
        { do: 'settle_doubt', message },
        { do: 'wait_for_contact' },
      ],
    },
  },
}

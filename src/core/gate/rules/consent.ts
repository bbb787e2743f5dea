/** Requires the consent that the organisation's flow asks for. */

import * as z from 'zod'
import { consentOf, retryAt } from '../../model/consent.ts'
import type { Consent, Contact, Instant } from '../../model/contact.ts'
import type { Policy } from '../../model/policy/policy.ts'
import { hasWrittenLately } from '../../model/session.ts'
import type { Remedy } from '../../model/verdict.ts'
import { yesWordOf } from '../../reading/keyword.ts'
import { requestMeans } from '../../wording/opt-in.ts'
import { periodOf } from '../../wording/period.ts'
import { momentOf } from '../../wording/time.ts'
import {
  defineReasons,
  instant,
  type Judge,
  type OutboundContext,
  offers,
  type Rule,
} from '../rule.ts'
import { earliestFor } from '../waits/earliest.ts'

const REASONS = defineReasons({
  consent_pending: {
    status: 409,
    title: 'The contact has not answered the opt-in request',
    meaning:
      'A message waits (status `held`) until the contact says yes. A second opt-in request is possible from `retryAt`.',
    evidence: z.strictObject({
      requestedAt: instant,
      retryAt: instant.meta({ description: 'When an agent may ask again.' }),
    }),
    sentences: [
      'consent_pending_unasked',
      'consent_pending_asked',
      'consent_pending_request',
      'consent_pending_stale',
      'held_consent_stale',
      'held_consent_obstacle',
      'consent_pending_once',
      'consent_pending_unkept',
    ],
  },
  consent_missing: {
    status: 409,
    title: 'No consent is on record',
    meaning: 'Record consent first: `PUT /v1/contacts/{address}/consent`.',
    evidence: z.strictObject({}),
  },
  consent_refused: {
    status: 409,
    title: 'The contact has declined',
    meaning: 'Neither messages nor opt-in requests may be sent until the contact replies YES.',
    evidence: z.strictObject({ refusedAt: instant }),
    sentences: ['consent_refused_unasked'],
  },
  consent_revoked: {
    status: 409,
    title: 'The contact has opted out',
    meaning:
      'Only the contact can undo this. The API can undo only an opt-out that was recorded through the API: `PUT /v1/contacts/{address}/consent`.',
    evidence: z.strictObject({ revokedAt: instant }),
  },
})

export const consentRule: Judge<typeof REASONS, OutboundContext> = (contact, context, policy) => {
  const objection = lacksConsent(contact, context, policy)
  // A contact who wrote first wants an answer, even without recorded consent.
  const isAnswered =
    objection?.reason === 'consent_missing' && hasWrittenLately(contact, policy, context.at)
  return isAnswered ? undefined : objection
}

/** The same check without the exception for contacts who wrote recently. */
export const lacksConsent: Judge<typeof REASONS, Pick<OutboundContext, 'at'>> = (
  contact,
  { at },
  policy,
) => {
  const consent = consentOf(contact, policy)
  const { flow, requestIntervalMs } = policy.rules
  switch (consent.status) {
    case 'granted':
      return undefined
    case 'refused':
      return { reason: 'consent_refused', refusedAt: consent.at }
    case 'revoked':
      return { reason: 'consent_revoked', revokedAt: consent.at }
  }
  if (flow === 'disclaimer') return undefined
  if (flow === 'recorded') return { reason: 'consent_missing' }
  // Unasked: the request leaves together with the message that met this objection.
  const { requestedAt } = consent
  const isAsked = requestedAt !== undefined
  const from = isAsked ? retryAt(consent, policy, at) : at + requestIntervalMs
  return {
    reason: 'consent_pending',
    requestedAt: requestedAt ?? at,
    retryAt: askableAt(contact, { from, at }, policy),
  }
}

/** When a request may leave again: not at night, and not while the sender is paused. */
export const askableAt = (
  contact: Contact,
  { from, at }: { readonly from: Instant; readonly at: Instant },
  policy: Policy,
): Instant => {
  const wanted = Math.max(from, at)
  const earliest = earliestFor(contact, { at: wanted }, policy)
  return earliest > wanted ? earliest : from
}

/** Whether the no came after a request: a STOP may come unasked, and be followed by one. */
const isAnsweredNo = ({ at, requestedAt, agentRequestedAt, reading }: Consent): boolean =>
  agentRequestedAt !== undefined ||
  reading?.is === 'decline' ||
  (requestedAt !== undefined && requestedAt <= at)

/** The word with which the contact opts in again. */
const yesWord = (_objection: unknown, policy: Policy) => ({
  yes: yesWordOf(policy, policy.wording.flow.yes_word),
})

export const consent: Rule<typeof REASONS> = {
  about: {
    name: 'consent',
    sources: [
      { source: 'WhatsApp Business Messaging Policy, opt-in; docs.360dialog.com', read: '2026-11' },
      { source: '47 CFR 64.1200(a)(2), (a)(10); 16 CFR 310.5', read: '2026-11' },
      { source: 'Va. Code (SB 1339): a STOP by text holds for 10 years', read: '2026-11' },
      { source: 'help.moviuscorp.com/help/whatsapp-connector (the FAQ)', read: '2026-11' },
    ],
    tested: [
      'test/core/gate/rules/consent.test.ts',
      'test/stories/faq.test.ts',
      'test/stories/reading.test.ts',
    ],
  },
  reasons: REASONS,
  judge: consentRule,
  advice: {
    consent_pending: {
      remedies: (objection, contact, context, policy) => [
        { do: 'wait_for_contact' },
        ...nextRequest(objection.retryAt, contact, context, policy),
      ],
      sentence: ({ requestedAt }, { at, policy, remedies }) => {
        // The request leaves together with this message.
        if (at === requestedAt) return 'consent_pending_asked'
        if (!offers(remedies, 'request_opt_in')) return 'consent_pending_once'
        const { requestIntervalMs } = policy.rules
        const isStale = at >= requestedAt + requestIntervalMs
        // Without an interval no time has to pass.
        return isStale && requestIntervalMs > 0 ? 'consent_pending_stale' : 'consent_pending'
      },
      values: ({ retryAt: earliest }, policy, { remedies }) => {
        const request = remedies.find((remedy) => remedy.do === 'request_opt_in')
        return {
          ...periodOf(policy.rules.requestIntervalMs, policy),
          ...momentOf(request?.from ?? earliest, policy),
        }
      },
    },
    consent_missing: { remedies: () => [{ do: 'record_consent' }] },
    consent_refused: {
      remedies: () => [{ do: 'wait_for_contact' }],
      sentence: (_objection, { contact, policy }) =>
        isAnsweredNo(consentOf(contact, policy)) ? 'consent_refused' : 'consent_refused_unasked',
      values: yesWord,
    },
    consent_revoked: { remedies: () => [{ do: 'wait_for_contact' }], values: yesWord },
  },
}

/** The remedy "ask again" with the earliest time, or whom to contact if asking is impossible. */
const nextRequest = (
  retryAt: Instant,
  contact: Contact,
  context: OutboundContext,
  policy: Policy,
): readonly Remedy[] => {
  const at = Math.max(retryAt, context.at)
  const from = earliestFor(contact, { at }, policy)
  const means = requestMeans(contact, { ...context, at: from }, policy)
  return 'reason' in means ? [{ do: 'contact_administrator' }] : [{ do: 'request_opt_in', from }]
}

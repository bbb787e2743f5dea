/** A held message that would be refused when its wait ends waits on, and its agent reads why. */

import { consentOf, retryAt } from '../../model/consent.ts'
import type { Contact, Held, Instant } from '../../model/contact.ts'
import { enforcing } from '../../model/policy/enforcement.ts'
import type { Policy } from '../../model/policy/policy.ts'
import type { Verdict } from '../../model/verdict.ts'
import { say } from '../../wording/fill.ts'
import { render } from '../../wording/render.ts'
import { momentOf } from '../../wording/time.ts'
import { judge } from '../judge.ts'
import { judgeRequest } from '../judge-opt-in.ts'
import type { Refused } from '../refuse.ts'
import { askableAt } from '../rules/consent.ts'
import { type HeldVerdict, withSchedule } from './hold.ts'
import { obstacleTo } from './obstacle.ts'
import { aheadOf } from './queue.ts'

/** One that waits for a known time, as its agent was told. */
type Timed = Held & { readonly until: Instant; readonly reason: NonNullable<Held['reason']> }
/** One that waits for the contact's answer. */
type Awaiting = Held & { readonly until: 'consent' }
export type Kept = Timed | Awaiting

export const isKept = (held: Held, at: Instant): held is Kept =>
  held.until === 'consent' ||
  (held.reason !== undefined && typeof held.until === 'number' && held.until > at)

/** The verdict on a held message or request at a time, for the contact as it finds them. */
export const judgeHeld = (
  ahead: Contact,
  { message, request, heldAt }: Held,
  at: Instant,
  policy: Policy,
): Verdict => {
  if (!request) return judge(ahead, { ...message, at, waitedSince: heldAt }, policy)
  const { sender, to, agent } = message
  return judgeRequest(ahead, request, { at, sender, to, agent }, policy)
}

/** What is in its way at its time, or when the contact agrees, as things stand at `at`. */
export const obstacleThen = (
  contact: Contact,
  held: Kept,
  at: Instant,
  policy: Policy,
): Refused | undefined => {
  const enforced = enforcing(policy)
  const ahead = aheadOf(contact, held)
  const { until, heldAt } = held
  const then = { ...held.message, at, waitedSince: heldAt }
  const verdict =
    until === 'consent'
      ? // It has its place already, whatever may wait now.
        obstacleTo(ahead, then, enforced, render(ahead, then, enforced))
      : judgeHeld(ahead, held, until, enforced)
  return verdict?.status === 'refused' ? verdict : undefined
}

/** It waits on, with the obstacle in its sentence. */
export const keptVerdict = (
  held: Kept,
  refusal: Refused,
  { contact, at }: { readonly contact: Contact; readonly at: Instant },
  policy: Policy,
): HeldVerdict => {
  if (held.until === 'consent') return awaitingVerdict(held, refusal, { contact, at }, policy)
  const { reason, until, expiresAt } = held
  const { sentence: why, remedies } = refusal
  const { scheduled_obstacle, held_obstacle, held_request_obstacle } = policy.wording.refusals
  const waiting = held.request ? held_request_obstacle : held_obstacle
  const sentence = reason === 'scheduled' ? scheduled_obstacle : waiting
  return {
    status: 'held',
    reason,
    until,
    expiresAt,
    sentence: say(sentence, { ...momentOf(until, policy), why }, policy),
    remedies: [
      { do: 'wait_until', at: until },
      ...remedies.filter((remedy) => remedy.do !== 'wait_until'),
    ],
  }
}

const awaitingVerdict = (
  { message, until, heldAt, expiresAt }: Awaiting,
  { sentence: why, remedies }: Refused,
  { contact, at }: { readonly contact: Contact; readonly at: Instant },
  policy: Policy,
): HeldVerdict => {
  const consent = consentOf(contact, policy)
  const sentence = say(policy.wording.refusals.held_consent_obstacle, { why }, policy)
  return {
    status: 'held',
    reason: 'consent_pending',
    requestedAt: consent.requestedAt ?? heldAt,
    retryAt: askableAt(contact, { from: retryAt(consent, policy, at), at }, policy),
    until,
    expiresAt,
    sentence: withSchedule(sentence, { ...message, at }, policy),
    remedies,
  }
}

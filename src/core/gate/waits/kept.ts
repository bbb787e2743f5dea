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
import { doubtObjection } from '../rules/doubt.ts'
import { hasQuietHours } from '../rules/quiet-hours.ts'
import { delayOf } from './earliest.ts'
import { expiryOf, type HeldVerdict, withSchedule } from './hold.ts'
import { obstacleTo } from './obstacle.ts'
import { aheadOf } from './queue.ts'
import { isSameEnd, toldIn } from './same.ts'

/** A held message that waits for a known time, which its agent was told. */
type Timed = Held & { readonly until: Instant; readonly reason: NonNullable<Held['reason']> }
/** A message that waits for the contact's answer, or until a doubt is settled. */
type Awaiting = Held & { readonly until: 'consent' | 'doubt' }
type Kept = Timed | Awaiting

const isKept = (held: Held, at: Instant): held is Kept =>
  typeof held.until === 'string' ||
  (held.reason !== undefined && typeof held.until === 'number' && held.until > at)

/** The verdict on a held message or request at a time, counting only the messages held ahead of it. */
export const judgeHeld = (
  ahead: Contact,
  { message, request, heldAt }: Held,
  at: Instant,
  policy: Policy,
): Verdict => {
  if (!request) return judge(ahead, { ...message, at, waitedSince: heldAt }, policy)
  return judgeRequest(ahead, request, { ...message, at }, policy)
}

/** The message as it stays held, and the verdict that its agent reads. */
export type KeptOn = { readonly held: Held; readonly verdict: HeldVerdict }

/** The message stays held, with the obstacle in its sentence. Undefined if the wait is over, or if there is no obstacle. */
export const keptNow = (
  contact: Contact,
  known: Held,
  at: Instant,
  policy: Policy,
): KeptOn | undefined => {
  if (!isKept(known, at)) return undefined
  const held = withEnd(contact, known, at, policy)
  const refusal = obstacleThen(contact, held, at, policy)
  // There is nothing left to ask.
  if (!refusal || refusal.reason === 'consent_granted') return undefined
  const verdict =
    typeof held.until === 'string'
      ? awaitingVerdict(held, refusal, { contact, at }, policy)
      : timedVerdict(held, refusal, policy)
  if (!verdict) return undefined
  const retryAt = verdict.reason === 'consent_pending' && { retryAt: verdict.retryAt }
  const doubts = verdict.remedies.flatMap((one) => (one.do === 'settle_doubt' ? one.message : []))
  const obstacle = [refusal.sentence, ...doubts].join(' ')
  const kept = { ...held, obstacle, toldIn: toldIn(policy), ...retryAt }
  return { held: kept, verdict }
}

/** The end of the pause or night may have moved. Once both are over, the message keeps the time that its agent was told. */
const withEnd = (contact: Contact, held: Kept, at: Instant, policy: Policy): Kept => {
  if (typeof held.until === 'string' || held.reason === 'scheduled') return held
  const { message, request, asksFirst } = held
  const hasNights = request !== undefined || asksFirst === true || hasQuietHours(message, policy)
  const delay = delayOf(contact, at, policy, hasNights)
  if (!delay) return held
  const until = isSameEnd(held.until, delay.until) ? held.until : delay.until
  return { ...held, reason: delay.reason, until, expiresAt: expiryOf(until, message, policy) }
}

/** The obstacle when its time comes, when the contact agrees or the doubt is settled, as things stand at `at`. */
const obstacleThen = (
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
    typeof until === 'string'
      ? // It already has its place, whatever the limit is now.
        obstacleTo(ahead, then, enforced, render(ahead, then, enforced))
      : judgeHeld(ahead, held, until, enforced)
  return verdict?.status === 'refused' ? verdict : undefined
}

const timedVerdict = (
  { reason, until, expiresAt, request }: Timed,
  { sentence: why, remedies }: Refused,
  policy: Policy,
): HeldVerdict => {
  const { scheduled_obstacle, held_obstacle, held_request_obstacle } = policy.wording.refusals
  const waiting = request ? held_request_obstacle : held_obstacle
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
): HeldVerdict | undefined => {
  const consent = consentOf(contact, policy)
  const said = say(policy.wording.refusals.held_consent_obstacle, { why }, policy)
  const sentence = withSchedule(said, { ...message, at }, policy)
  if (until === 'doubt') {
    const doubt = doubtObjection(contact, policy)
    const settling = { do: 'settle_doubt', message: doubt?.message ?? '' } as const
    return (
      doubt && {
        ...{ status: 'held', until, expiresAt, sentence },
        ...doubt,
        remedies: [settling, ...remedies],
      }
    )
  }
  return {
    status: 'held',
    reason: 'consent_pending',
    requestedAt: consent.requestedAt ?? heldAt,
    retryAt: askableAt(contact, { from: retryAt(consent, policy, at), at }, policy),
    ...{ until, expiresAt, sentence, remedies },
  }
}

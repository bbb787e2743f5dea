/** Whether a held message has to be judged again before its time, because something that it waits for has changed. */

import { consentOf } from '../../model/consent.ts'
import type { Contact, Held, Instant } from '../../model/contact.ts'
import { enforcing, isObserved } from '../../model/policy/enforcement.ts'
import type { Policy } from '../../model/policy/policy.ts'
import { lacksConsent } from '../rules/consent.ts'
import { senderActiveRule } from '../rules/sender-active.ts'
import { type HeldVerdict, isStale } from './hold.ts'
import { judgeHeld, type KeptOn, keptNow } from './kept.ts'
import { aheadOf } from './queue.ts'
import { isSameEnd, isSameTime, toldIn } from './same.ts'

/**
 * True if the message can be sent now, or if its agent was told another reason or time: the sender was resumed or
 * paused, the contact wrote or moved, consent was recorded, or the rules changed. A refusal in sight changes no time.
 */
export const hasChanged = (contact: Contact, held: Held, now: Instant, policy: Policy): boolean => {
  // A late webhook has an old time: never judge the message at a time before it was written.
  const at = Math.max(now, held.heldAt)
  if (held.expiresAt <= at) return false
  const verdict = judgeHeld(aheadOf(contact, held), held, at, enforcing(policy))
  if (verdict.status === 'accepted') return true
  // There is nothing left to ask.
  if (verdict.status === 'refused' && verdict.reason === 'consent_granted') return true
  // While observing, the message leaves when its condition is met, and waits for nothing new.
  if (!held.request && isObserved(policy, held.message)) return false
  const situation = { contact, at, policy }
  if (verdict.status === 'refused') {
    const now = keptNow(contact, held, at, policy)
    return (
      (now !== undefined && isKeptOtherwise(held, now, situation)) ||
      needsNoRequest(contact, held, at, policy)
    )
  }
  if (held.obstacle !== undefined) return true
  return waitsOtherwise(held, verdict, situation)
}

/** Whether the consent that the message was to wait for is on record, so that no request has to come first. */
export const needsNoRequest = (
  contact: Contact,
  held: Held,
  at: Instant,
  policy: Policy,
): boolean => held.asksFirst === true && !lacksConsent(contact, { at }, policy)

type Situation = { readonly contact: Contact; readonly at: Instant; readonly policy: Policy }

/** Whether the obstacle has changed, or the times or words in which its agent is told of it. */
const isKeptOtherwise = (held: Held, now: KeptOn, situation: Situation): boolean =>
  now.held.obstacle !== held.obstacle ||
  now.held.until !== held.until ||
  now.held.reason !== held.reason ||
  isToldOtherwise(held, toldIn(situation.policy)) ||
  isAskedOtherwise(held, now.verdict, situation)

/** Earlier versions didn't note it. */
const isToldOtherwise = (held: Held, now: string | undefined): boolean =>
  held.toldIn !== undefined && held.toldIn !== now

/** Whether the reason for the wait, or its end, has changed. */
const waitsOtherwise = (held: Held, verdict: HeldVerdict, situation: Situation): boolean => {
  const { until, why, asksFirst } = held
  const { contact, at, policy } = situation
  const { until: now } = verdict
  if (typeof until !== 'number' && typeof now === 'number')
    // A request that failed is not repeated by itself.
    return lacksConsent(contact, { at }, policy) === undefined
  if (typeof until !== typeof now) return true
  const isSame =
    typeof until === 'number' && typeof now === 'number' ? isSameEnd(until, now) : now === until
  if (!isSame || why === undefined) return !isSame
  // A request that failed leaves no other to name.
  if (now === 'consent' && consentOf(contact, policy).status === 'unasked') return false
  const present = whyHeld(contact, verdict, at, policy)
  return (
    why !== present.why ||
    asksFirst !== present.asksFirst ||
    isToldOtherwise(held, present.toldIn) ||
    isAskedOtherwise(held, verdict, situation)
  )
}

/** A pause of the sender changes the time to ask again. So does the night, but that passes by itself. */
const isAskedOtherwise = (
  { retryAt }: Held,
  verdict: HeldVerdict,
  { contact, at, policy }: Situation,
): boolean => {
  if (verdict.reason !== 'consent_pending' || retryAt === undefined) return false
  const isAhead = retryAt > at || senderActiveRule(contact, { at }, policy) !== undefined
  return isAhead && !isSameTime(verdict.retryAt, retryAt)
}

/** When the contact may be asked again, which changes the sentence of a message that waits for the answer. */
export const turnsStaleAt = (
  contact: Contact,
  held: Held,
  now: Instant,
  policy: Policy,
): Instant | undefined => {
  if (held.until !== 'consent') return undefined
  const pending = lacksConsent(contact, { at: now }, policy)
  if (pending?.reason !== 'consent_pending') return undefined
  const at = pending.requestedAt + policy.rules.requestIntervalMs
  return at > now && hasChanged(contact, held, at, policy) ? at : undefined
}

/**
 * The facts that a sentence depends on, without those that change by themselves, such as the time of day. A scheduled
 * message's sentence names only its own time, and the obstacle then.
 */
export const whyHeld = (
  contact: Contact,
  verdict: HeldVerdict,
  at: Instant,
  policy: Policy,
): Pick<Held, 'reason' | 'why' | 'asksFirst' | 'retryAt' | 'toldIn'> => {
  const { reason, remedies } = verdict
  if (reason === 'scheduled') return { reason, why: verdict.sentence }
  const inWords = { toldIn: toldIn(policy) }
  if (reason === 'consent_pending') {
    const mayAsk = isStale(verdict, { at, contact, policy, remedies }) ? ' stale' : ''
    const { requestedAt, retryAt } = verdict
    const why = `${reason} ${requestedAt + policy.rules.requestIntervalMs}${mayAsk}`
    return { why, retryAt, ...inWords }
  }
  if (verdict.reason === 'consent_questioned')
    return { why: `${reason} ${verdict.message}`, ...inWords }
  if (reason !== 'quiet_hours' && reason !== 'sender_paused') return { why: reason, ...inWords }
  const asksFirst = lacksConsent(contact, { at: verdict.until }, policy) !== undefined
  return { reason, why: reason, ...inWords, ...(asksFirst && { asksFirst }) }
}

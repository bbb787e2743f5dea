/** Whether a held message has to be judged again before its time, because something that it waits for has changed. */

import { consentOf } from '../../model/consent.ts'
import type { Contact, Held, Instant } from '../../model/contact.ts'
import { enforcing, isObserved } from '../../model/policy/enforcement.ts'
import type { Policy } from '../../model/policy/policy.ts'
import type { Verdict } from '../../model/verdict.ts'
import { judge } from '../judge.ts'
import { judgeOptIn } from '../judge-opt-in.ts'
import { lacksConsent } from '../rules/consent.ts'
import type { HeldVerdict } from './hold.ts'
import { aheadOf } from './queue.ts'

/**
 * It could leave, or it waits for something else than its agent was told: the sender was resumed or paused, the
 * contact wrote or moved, consent was recorded, or the rules are others. What would be refused now still has its
 * time: it waits on, and is judged then.
 */
export const hasChanged = (contact: Contact, held: Held, now: Instant, policy: Policy): boolean => {
  // A webhook that comes late must not take the message back to before it was written.
  const at = Math.max(now, held.heldAt)
  if (held.expiresAt <= at) return false
  const verdict = judgeHeld(aheadOf(contact, held), held, at, enforcing(policy))
  if (verdict.status === 'accepted') return true
  // The consent that was to be asked for is there.
  if (verdict.status === 'refused')
    return held.request
      ? verdict.reason === 'consent_granted'
      : held.asksFirst === true && !lacksConsent(contact, { at }, policy)
  // While observing, the message leaves when its condition is met, and waits for nothing new.
  if (isObserved(policy, held.message)) return false
  return waitsOtherwise(held, verdict, { contact, at, policy })
}

const judgeHeld = (
  contact: Contact,
  { message, request, heldAt }: Held,
  at: Instant,
  policy: Policy,
): Verdict => {
  if (!request) return judge(contact, { ...message, at, waitedSince: heldAt }, policy)
  const { sender, to, agent } = message
  return judgeOptIn(contact, { at, sender, to, agent, ...request }, policy)
}

type Situation = { readonly contact: Contact; readonly at: Instant; readonly policy: Policy }

/** Sentences show minutes; a pause that the provider renews with each refusal is the same one. */
const SAME_MS = 60_000

/** Whether the reason or the end of its wait is another. */
const waitsOtherwise = (
  { until, why, asksFirst }: Held,
  verdict: HeldVerdict,
  { contact, at, policy }: Situation,
): boolean => {
  const { until: now } = verdict
  if (typeof until !== 'number' && typeof now === 'number')
    // A request that failed is not repeated by itself.
    return lacksConsent(contact, { at }, policy) === undefined
  if (typeof until !== typeof now) return true
  const isSame =
    typeof until === 'number' && typeof now === 'number'
      ? now >= until && now < until + SAME_MS
      : now === until
  if (!isSame || why === undefined) return !isSame
  // A request that failed leaves no other to name.
  if (now === 'consent' && consentOf(contact, policy).status === 'unasked') return false
  const present = whyHeld(contact, verdict, policy)
  return why !== present.why || asksFirst !== present.asksFirst
}

/**
 * What a sentence rests on, apart from what passes by itself, such as the time of day that it names. A scheduled
 * message's sentence names only its own time, and what is in its way then.
 */
export const whyHeld = (
  contact: Contact,
  verdict: HeldVerdict,
  policy: Policy,
): Required<Pick<Held, 'why'>> & Pick<Held, 'asksFirst'> => {
  const { reason, until, sentence } = verdict
  if (reason === 'scheduled') return { why: sentence }
  if (reason === 'consent_pending') return { why: `${reason} ${verdict.requestedAt}` }
  const asksFirst = typeof until === 'number' && lacksConsent(contact, { at: until }, policy)
  return { why: reason, ...(asksFirst && { asksFirst: true }) }
}

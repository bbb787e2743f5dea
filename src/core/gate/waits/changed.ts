/** Whether a held message has to be judged again before its time, because something that it waits for has changed. */

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
  // Whom it asks for consent has given it.
  if (verdict.status === 'refused')
    return held.request !== undefined && verdict.reason === 'consent_granted'
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
  { until, why }: Held,
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
  return !isSame || (why !== undefined && why !== whyHeld(contact, verdict, policy))
}

/**
 * What a sentence rests on, apart from what passes by itself, such as the time of day that it names. A scheduled
 * message's sentence names only its own time, and what is in its way then.
 */
export const whyHeld = (contact: Contact, verdict: HeldVerdict, policy: Policy): string => {
  const { reason, until, sentence } = verdict
  if (reason === 'scheduled') return sentence
  const asksFirst = typeof until === 'number' && lacksConsent(contact, { at: until }, policy)
  return asksFirst ? `${reason}, asks first` : reason
}

/** Whether a wait has ended before its time, because something that it was for has changed. */

import { consentOf } from '../../model/consent.ts'
import type { Contact, Held, Instant, Wait } from '../../model/contact.ts'
import { enforcing, isObserved } from '../../model/policy/enforcement.ts'
import type { Policy } from '../../model/policy/policy.ts'
import type { Verdict } from '../../model/verdict.ts'
import { judge } from '../judge.ts'
import { judgeOptIn } from '../judge-opt-in.ts'
import { lacksConsent } from '../rules/consent.ts'

/**
 * The sender was resumed, the contact wrote or moved, or the rules are others. What would be refused now
 * still has its time: it waits on, and is judged then.
 */
export const hasEnded = (contact: Contact, held: Held, now: Instant, policy: Policy): boolean => {
  // A webhook that comes late must not take the message back to before it was written.
  const at = Math.max(now, held.heldAt)
  if (held.expiresAt <= at) return false
  // It must not take its own place.
  const rest = contact.held.filter(({ message }) => message.id !== held.message.id)
  const verdict = judgeHeld({ ...contact, held: rest }, held, at, enforcing(policy))
  if (verdict.status === 'accepted') return true
  // While observing, the message leaves when its condition is met, and waits for nothing new.
  if (verdict.status === 'refused' || isObserved(policy, held.message)) return false
  return isSooner(held.until, verdict, { contact, at, policy })
}

const judgeHeld = (
  contact: Contact,
  { message, request, heldAt }: Held,
  at: Instant,
  policy: Policy,
): Verdict => {
  if (!request) return judge(contact, { ...message, at, waitedSince: heldAt }, policy)
  const { sender, to, agent } = message
  return judgeOptIn(contact, { at, sender, to, agent, isWaiting: true, ...request }, policy)
}

type Situation = { readonly contact: Contact; readonly at: Instant; readonly policy: Policy }

/** Whether it would now wait for less. */
const isSooner = (
  until: Wait,
  { until: now, reason }: Extract<Verdict, { status: 'held' }>,
  { contact, at, policy }: Situation,
): boolean => {
  if (typeof until === 'number' && typeof now === 'number') return now < until
  // The opt-in request, which goes out first, can leave.
  if (typeof until === 'number')
    return reason === 'consent_pending' && consentOf(contact, policy).status === 'unasked'
  return typeof now === 'number' && lacksConsent(contact, { at }, policy) === undefined
}

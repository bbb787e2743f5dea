/** The gate: judges a message that an agent wants to send. */

import type { Contact } from '../model/contact.ts'
import type { Outbound } from '../model/message/message.ts'
import { enforcing, isObserved } from '../model/policy/enforcement.ts'
import type { Policy } from '../model/policy/policy.ts'
import { ACCEPTED, type Verdict } from '../model/verdict.ts'
import { type Rendered, render } from '../wording/render.ts'
import { noRoom } from './judge-opt-in.ts'
import { objectToForm } from './observe.ts'
import { refused } from './refuse.ts'
import { foresee } from './waits/foresee.ts'
import { hold, waitOf } from './waits/hold.ts'
import { obstacleTo, type Waiting } from './waits/obstacle.ts'

/**
 * Judges an agent's message by every rule, at `message.at`; changes nothing.
 *
 * @example judge(contact, message, policy).status // 'accepted', 'held' or 'refused'
 */
export const judge = (
  contact: Contact,
  message: Outbound,
  policy: Policy,
  rendered = render(contact, message, policy),
): Verdict => {
  if (!isObserved(policy, message)) return judgeStrictly(contact, message, policy, rendered)
  const obstacle = objectToForm(contact, message, policy, rendered)
  if (obstacle) return refused(obstacle, contact, message, policy)
  const { at, notBefore = at } = message
  // The CRM scheduled it for later; the rules judge it when that time comes.
  if (at < notBefore) {
    const objection = { reason: 'scheduled', until: notBefore } as const
    return hold({ status: 'waiting', objection }, contact, message, policy)
  }
  const enforced = enforcing(policy)
  // With the rules enforced, the text may begin with the notice.
  const text = render(contact, message, enforced)
  const observed = judgeStrictly(contact, message, enforced, text)
  return observed.status === 'accepted' ? ACCEPTED : { status: 'accepted', observed }
}

const judgeStrictly = (
  contact: Contact,
  message: Outbound,
  policy: Policy,
  rendered: Rendered,
): Verdict => {
  const obstacle = obstacleTo(contact, message, policy, rendered)
  if (!obstacle) return ACCEPTED
  if (obstacle.status === 'refused') return obstacle
  const waiting = foresee(obstacle, contact, message, policy, rendered)
  if (waiting.status === 'refused') return waiting
  const { objection } = waiting
  const { max } = policy.rules.held
  // With a limit of 0, not even a message that the CRM scheduled may wait.
  if (objection.reason === 'scheduled' && max === 0)
    return refused(
      { reason: 'held_full', limit: 0, until: objection.until },
      contact,
      message,
      policy,
    )
  // With `onHeld: refuse` nothing is held: the message is refused for this reason, and the contact is still asked.
  if (!mayWait(waiting, message, max)) {
    const key = objection.reason === 'consent_pending' ? 'consent_pending_unkept' : undefined
    return refused(objection, contact, message, policy, key)
  }
  return noRoom(contact, message, policy) ?? hold(waiting, contact, message, policy)
}

/** Whether the message may wait, and is still valid when the wait ends. */
const mayWait = ({ objection }: Waiting, message: Outbound, max: number): boolean => {
  const { validUntil = Number.POSITIVE_INFINITY } = message
  const until = waitOf(objection)
  if (typeof until === 'number' && until >= validUntil) return false
  return objection.reason === 'scheduled' || (message.mayWait !== false && max > 0)
}

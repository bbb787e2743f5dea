/** Looks at the end of a wait: what the rules will say then, as far as it is known now. */

import type { Contact, Instant } from '../../model/contact.ts'
import type { Outbound } from '../../model/message/message.ts'
import type { Policy } from '../../model/policy/policy.ts'
import type { Rendered } from '../../wording/render.ts'
import { type Refused, refused } from '../refuse.ts'
import { earliestFor } from './earliest.ts'
import { hold, waitOf } from './hold.ts'
import { obstacleTo, type Waiting } from './obstacle.ts'

/** A pause may end at night, and the night on a holiday; more waits in a row are not foreseen. */
const MAX_WAITS = 4

/**
 * The wait to its real end, or the refusal that would come then. Nothing is held with a promise that is
 * known to be false: in the morning the session may have closed.
 */
export const foresee = (
  first: Waiting,
  contact: Contact,
  message: Outbound,
  policy: Policy,
  rendered: Rendered,
): Refused | Waiting => {
  let waiting = first
  for (let i = 0; i < MAX_WAITS; i += 1) {
    const until = waitOf(waiting.objection)
    if (typeof until !== 'number') return waiting
    const { waitedSince = message.at } = message
    const later = { ...message, at: until, waitedSince }
    const then = obstacleTo(contact, later, policy, rendered)
    if (!then) return waiting
    if (waiting.objection.reason === 'scheduled') {
      const end = then.status === 'waiting' ? foresee(then, contact, later, policy, rendered) : then
      const foreseen =
        end.status === 'waiting'
          ? hold(end, contact, later, policy)
          : asOfNow(end, contact, message, until, policy)
      return { ...waiting, foreseen }
    }
    if (then.status === 'refused') return asOfNow(then, contact, message, until, policy)
    // The contact will be asked then, which is what this wait is for.
    if (then.objection.reason === 'consent_pending') return waiting
    waiting = inRow(waiting, then)
  }
  return waiting
}

/** If a pause ends at night, report the pause, since the agent can act on it now, with the morning as its end. */
const inRow = ({ objection }: Waiting, then: Waiting): Waiting => {
  const until = waitOf(then.objection)
  return objection.reason === 'sender_paused' && typeof until === 'number'
    ? { ...then, objection: { ...objection, until } }
    : then
}

/** An open session closes before the message could be sent: offer what can be sent after that. */
const asOfNow = (
  then: Refused,
  contact: Contact,
  message: Outbound,
  until: Instant,
  policy: Policy,
): Refused => {
  if (then.reason !== 'session_closed' || then.closedAt === undefined) return then
  if (then.closedAt <= message.at) return then
  const earliestAt = earliestFor(contact, { at: until }, policy)
  const objection = { reason: 'session_closed', closesAt: then.closedAt, earliestAt } as const
  return refused(objection, contact, { ...message, at: earliestAt }, policy)
}

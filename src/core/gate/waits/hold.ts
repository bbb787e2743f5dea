/** The verdict on a message that waits: until when, what it waits for, and the sentence. */

import type { Contact, Instant, Wait } from '../../model/contact.ts'
import type { Outbound } from '../../model/message/message.ts'
import type { Policy } from '../../model/policy/policy.ts'
import type { Objected, Remedy } from '../../model/verdict.ts'
import { say } from '../../wording/fill.ts'
import { momentOf } from '../../wording/time.ts'
import { adviceOn, type SentenceKey } from '../reasons.ts'
import { refuse } from '../refuse.ts'
import type { Situation } from '../rule.ts'
import { heldSentenceKey } from '../rules/quiet-hours.ts'
import type { Waiting, WaitObjection } from './obstacle.ts'

export type HeldVerdict = Extract<Objected, { status: 'held' }>

export const hold = (
  waiting: Waiting,
  contact: Contact,
  message: Outbound,
  policy: Policy,
): HeldVerdict => {
  const { objection } = waiting
  const key = heldKey(waiting, contact, message, policy)
  const { sentence: why, ...refusal } = refuse(objection, contact, message, policy, undefined, key)
  const sentence = objection.reason === 'scheduled' ? why : withSchedule(why, message, policy)
  const until = waitOf(objection)
  return typeof until === 'number'
    ? {
        status: 'held',
        ...refusal,
        sentence,
        ...foreseen(waiting, refusal.remedies, policy),
        until,
        expiresAt: expiryOf(until, message, policy),
      }
    : {
        status: 'held',
        until,
        expiresAt: expiryOf(message.at, message, policy),
        ...refusal,
        sentence,
      }
}

/** When the message expires, if it may be sent from `time` on. */
export const expiryOf = (
  time: Instant,
  { notBefore = time, validUntil = Number.POSITIVE_INFINITY }: Outbound,
  policy: Policy,
): Instant => Math.min(Math.max(time, notBefore) + policy.rules.held.ttlMs, validUntil)

/** Adds the scheduled time to the sentence if the message waits for something else first. */
export const withSchedule = (
  why: string,
  { at, notBefore = at }: Pick<Outbound, 'at' | 'notBefore'>,
  policy: Policy,
): string =>
  notBefore > at
    ? say(policy.wording.refusals.scheduled_too, { ...momentOf(notBefore, policy), why }, policy)
    : why

/** The end of a wait. */
export const waitOf = (objection: WaitObjection): Wait => {
  if ('until' in objection) return objection.until
  return objection.reason === 'consent_questioned' ? 'doubt' : 'consent'
}

/** The sentence for a waiting message, if it differs from that of a refusal. */
const heldKey = (
  { objection, asksFirst }: Waiting,
  contact: Contact,
  message: Outbound,
  policy: Policy,
): SentenceKey | undefined => {
  const { at } = message
  switch (objection.reason) {
    case 'quiet_hours':
      return heldSentenceKey(contact, policy, {
        at,
        until: objection.until,
        asksFirst: asksFirst === true,
      })
    case 'sender_paused':
      return asksFirst ? 'held_ask_sender_paused' : 'held_sender_paused'
    case 'consent_pending': {
      const remedies = adviceOn(objection).remedies(objection, contact, message, policy)
      return isStale(objection, { at, contact, policy, remedies })
        ? 'held_consent_stale'
        : undefined
    }
    case 'consent_questioned':
      return 'held_consent_questioned'
    default:
      return undefined
  }
}

/** Whether the agent may ask again, as the usual sentence says. */
export const isStale = (objection: WaitObjection, situation: Situation): boolean =>
  adviceOn(objection).sentence?.(objection, situation) === 'consent_pending_stale'

/** The CRM chose the time, and the contact may write until then: the message waits, and the agent reads what is in its way. */
const foreseen = (
  { objection, foreseen: then }: Waiting,
  remedies: readonly Remedy[],
  policy: Policy,
) => {
  if (!then || objection.reason !== 'scheduled') return {}
  const values = { ...momentOf(objection.until, policy), why: then.sentence }
  return {
    sentence: say(policy.wording.refusals.scheduled_obstacle, values, policy),
    remedies: [...remedies, ...then.remedies.filter((remedy) => remedy.do !== 'wait_until')],
  }
}

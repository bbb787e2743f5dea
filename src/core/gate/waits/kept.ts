/** A held message that would be refused when its time comes keeps that time, and its agent reads why. */

import type { Contact, Held, Instant } from '../../model/contact.ts'
import { enforcing } from '../../model/policy/enforcement.ts'
import type { Policy } from '../../model/policy/policy.ts'
import { fill } from '../../wording/fill.ts'
import { momentOf } from '../../wording/time.ts'
import { judge } from '../judge.ts'
import type { Refused } from '../refuse.ts'
import type { HeldVerdict } from './hold.ts'
import { aheadOf } from './queue.ts'

/** One that waits for a known time, as its agent was told. */
export type Timed = Held & { readonly until: Instant; readonly reason: NonNullable<Held['reason']> }

export const isTimed = (held: Held, at: Instant): held is Timed =>
  held.reason !== undefined && typeof held.until === 'number' && held.until > at

/** What is in its way at its time, as things stand. */
export const obstacleThen = (
  contact: Contact,
  held: Timed,
  policy: Policy,
): Refused | undefined => {
  const then = { ...held.message, at: held.until, waitedSince: held.heldAt }
  const verdict = judge(aheadOf(contact, held), then, enforcing(policy))
  return verdict.status === 'refused' ? verdict : undefined
}

/** It waits on, with the obstacle in its sentence. */
export const keptVerdict = (
  { reason, until, expiresAt }: Timed,
  { sentence: why, remedies }: Refused,
  policy: Policy,
): HeldVerdict => {
  const { refusals, language } = policy.wording
  const { scheduled_obstacle, held_obstacle } = refusals
  const sentence = reason === 'scheduled' ? scheduled_obstacle : held_obstacle
  return {
    status: 'held',
    reason,
    until,
    expiresAt,
    sentence: fill(sentence, { ...momentOf(until, policy), why }, language),
    remedies: [
      { do: 'wait_until', at: until },
      ...remedies.filter((remedy) => remedy.do !== 'wait_until'),
    ],
  }
}

/** Marketing and opt-in requests wait while it is night, or Sunday, where the contact may be. */

import * as z from 'zod'
import type { Contact, Instant } from '../../model/contact.ts'
import type { Outbound } from '../../model/message/message.ts'
import type { Policy } from '../../model/policy/policy.ts'
import { isMarketing, purposeOf } from '../../model/purpose.ts'
import { momentOf, timeOf } from '../../wording/time.ts'
import { quietUntil, zoneOf } from '../law/hours.ts'
import { defineReasons, instant, type Judge, type Rule } from '../rule.ts'

const REASONS = defineReasons({
  quiet_hours: {
    status: 409,
    title: 'Quiet hours apply where the contact is',
    meaning: 'The message is held (status `held`) and sent from `until` on.',
    evidence: z.strictObject({ until: instant }),
    sentences: [
      'quiet_hours_anywhere',
      'held_quiet_hours',
      'held_quiet_hours_both',
      'held_quiet_hours_anywhere',
      'held_request_quiet_hours',
      'held_request_anywhere',
      'held_ask_quiet_hours',
      'held_ask_anywhere',
    ],
  },
})

export const quietHoursRule: Judge<typeof REASONS> = (contact, message, policy) => {
  if (!hasQuietHours(message, policy)) return undefined
  const until = quietUntil(contact, message.at, policy)
  return until === undefined ? undefined : { reason: 'quiet_hours', until }
}

/** Whether quiet hours apply to the message, unless it answers the contact. */
export const hasQuietHours = (message: Outbound, policy: Policy): boolean =>
  policy.rules.quietHours.applyTo === 'all' || isMarketing(purposeOf(message, policy), policy)

export const quietHours: Rule<typeof REASONS> = {
  about: {
    name: 'quiet-hours',
    sources: [{ source: 'docs/rules.md#hours: a row for each state and country', read: '2026-11' }],
    tested: ['test/core/gate/rules/quiet-hours.test.ts', 'test/stories/purpose.test.ts'],
  },
  reasons: REASONS,
  judge: quietHoursRule,
  advice: {
    quiet_hours: {
      remedies: ({ until }) => [{ do: 'wait_until', at: until }],
      sentence: ({ until }, { at, contact, policy }) =>
        quietZone(contact, policy, { at, until }) === undefined
          ? 'quiet_hours_anywhere'
          : 'quiet_hours',
      values: ({ until }, policy, { at, contact }) => {
        const zone = quietZone(contact, policy, { at, until })
        const own = momentOf(until, policy)
        return {
          now: timeOf(at, policy, zone),
          ...momentOf(until, policy, zone),
          ownDay: own.day,
          ownTime: own.time,
        }
      },
    },
  },
}

type Night = { readonly at: Instant; readonly until: Instant }

type HeldAtNight = Night & {
  /** The opt-in request leaves in the morning, and the message only after the answer. */
  readonly asksFirst: boolean
}

/**
 * The sentence for a message held by quiet hours: in the contact's time, and in the
 * agent's, if that is known and differs.
 */
export const heldSentenceKey = (
  contact: Contact,
  policy: Policy,
  { asksFirst, ...night }: HeldAtNight,
) => {
  const { until } = night
  const zone = quietZone(contact, policy, night)
  if (asksFirst) return zone === undefined ? 'held_ask_anywhere' : 'held_ask_quiet_hours'
  if (zone === undefined) return 'held_quiet_hours_anywhere'
  const { timeZone } = policy.organisation
  const theirs = momentOf(until, policy, zone)
  const own = momentOf(until, policy)
  const isSame = theirs.time === own.time && theirs.day === own.day
  return timeZone === undefined || isSame ? 'held_quiet_hours' : 'held_quiet_hours_both'
}

/** The zone to tell the contact's time in; undefined if it isn't known, or the night begins only during another wait. */
const quietZone = (contact: Contact, policy: Policy, { at, until }: Night): string | undefined =>
  quietUntil(contact, at, policy) === undefined ? undefined : zoneOf(contact, policy, [at, until])

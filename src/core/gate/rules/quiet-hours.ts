/** Marketing and opt-in requests wait while it is night, or Sunday, where the contact may be. */

import * as z from 'zod'
import type { Contact, Instant } from '../../model/contact.ts'
import type { Outbound } from '../../model/message.ts'
import type { Policy } from '../../model/policy.ts'
import { isAnswer } from '../../model/session.ts'
import { meantTemplate } from '../../model/template.ts'
import { momentOf } from '../../wording/time.ts'
import { DEFAULT_HOURS, type Hours, type HoursRule, REGION_HOURS } from '../quiet-hours-data.ts'
import { defineReasons, instant, type Judge, type Rule } from '../rule.ts'

const STEP_MS = 15 * 60_000
const LOOK_AHEAD_MS = 8 * 24 * 3_600_000

const REASONS = defineReasons({
  quiet_hours: {
    status: 409,
    title: 'It is too early or too late where the contact is',
    meaning: 'It may be sent from `until` on. Until then a message waits (status `held`).',
    evidence: z.strictObject({ until: instant }),
    sentences: ['quiet_hours_anywhere', 'held_quiet_hours', 'held_quiet_hours_anywhere'],
  },
})

export const quietHoursRule: Judge<typeof REASONS> = (contact, message, policy) => {
  if (policy.rules.quietHours.applyTo === 'marketing' && !isMarketing(message, policy))
    return undefined
  const until = quietUntil(contact, message.at, policy)
  return until === undefined ? undefined : { reason: 'quiet_hours', until }
}

export const quietHours: Rule<typeof REASONS> = {
  reasons: REASONS,
  judge: quietHoursRule,
  advice: {
    quiet_hours: {
      remedies: ({ until }) => [{ do: 'wait_until', at: until }],
      sentence: (_objection, { contact, policy }) =>
        zoneOf(contact, policy) === undefined ? 'quiet_hours_anywhere' : 'quiet_hours',
      values: ({ until }, policy, { at, contact }) => {
        const zone = zoneOf(contact, policy)
        return { now: momentOf(at, policy, zone).time, ...momentOf(until, policy, zone) }
      },
    },
  },
}

/** The sentence for a message that waits for the end of quiet hours. */
export const heldSentenceKey = (contact: Contact, policy: Policy) =>
  zoneOf(contact, policy) === undefined ? 'held_quiet_hours_anywhere' : 'held_quiet_hours'

/** The contact's time zone, where it is known or there is only one. */
const zoneOf = (contact: Contact, policy: Policy): string | undefined => {
  const zones = contact.timeZone === undefined ? policy.place.timeZones : [contact.timeZone]
  const [zone, ...others] = zones
  return others.length === 0 && zone !== undefined && clockOf(zone) ? zone : undefined
}

const isMarketing = ({ content }: Outbound, policy: Policy): boolean =>
  content.kind === 'template' &&
  meantTemplate(policy.templates, content, policy.organisation.locale)?.category === 'marketing'

/** When quiet hours end, if it is quiet at `at` and this would be no answer to the contact. */
export const quietUntil = (contact: Contact, at: Instant, policy: Policy): Instant | undefined => {
  if (!policy.rules.quietHours.enabled || isAnswer(contact, policy, at)) return undefined
  const zones = contact.timeZone === undefined ? policy.place.timeZones : [contact.timeZone]
  const clocks = zones.flatMap((zone) => clockOf(zone) ?? [])
  const isQuiet = (time: Instant) => clocks.some((clock) => isQuietAt(contact.region, clock, time))
  if (!isQuiet(at)) return undefined
  // Offsets are whole quarters of an hour, so every window opens at one.
  let until = Math.floor(at / STEP_MS) * STEP_MS + STEP_MS
  while (isQuiet(until) && until < at + LOOK_AHEAD_MS) until += STEP_MS
  return until
}

const isQuietAt = (region: string | undefined, clock: Intl.DateTimeFormat, at: Instant) => {
  const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, value]))
  const hours = hoursOn(ruleFor(region, at), parts.get('weekday'))
  const hour = Number(parts.get('hour'))
  return hours === null || hour < hours[0] || hour >= hours[1]
}

const ruleFor = (region: string | undefined, at: Instant): HoursRule => {
  const rule = region === undefined ? undefined : REGION_HOURS[region]
  return rule && at >= (rule.since ?? 0) ? rule : DEFAULT_HOURS
}

const hoursOn = (rule: HoursRule, weekday: string | undefined): Hours => {
  if (weekday === 'Sun' && rule.sunday !== undefined) return rule.sunday
  if (weekday === 'Sat' && rule.saturday !== undefined) return rule.saturday
  return rule.weekdays
}

const clocks = new Map<string, Intl.DateTimeFormat | undefined>()

/** Undefined for a zone that this runtime doesn't know. */
const clockOf = (timeZone: string): Intl.DateTimeFormat | undefined => {
  if (!clocks.has(timeZone)) clocks.set(timeZone, newClock(timeZone))
  return clocks.get(timeZone)
}

const newClock = (timeZone: string) => {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      weekday: 'short',
      hour: 'numeric',
      hourCycle: 'h23',
    })
  } catch {
    return undefined
  }
}

/** Quiet hours at the contact's possible places, by every time zone and law that may apply. */

import type { Contact, Instant } from '../../model/contact.ts'
import type { Policy } from '../../model/policy/policy.ts'
import { isAnswer } from '../../model/session.ts'
import { isHoliday } from './holidays.ts'
import {
  COUNTRY_HOURS,
  DEFAULT_HOURS,
  type Hours,
  type HoursRule,
  REGION_HOURS,
} from './quiet-hours-data.ts'
import { STATE_ZONES } from './state-zones.ts'

const STEP_MS = 15 * 60_000
const MAX_LOOK_AHEAD_MS = 8 * 24 * 3_600_000

type Row = Pick<
  HoursRule,
  'weekdays' | 'saturday' | 'sunday' | 'holidays' | 'since' | 'sundaySince'
>

type Whereabouts = Pick<Contact, 'timeZone' | 'region'>
type Setting = Pick<Policy, 'rules' | 'place'> & {
  readonly organisation: Pick<Policy['organisation'], 'timeZone'>
}

/** The end of quiet hours, if `at` is within them and the message is not an answer to the contact. */
export const quietUntil = (contact: Contact, at: Instant, policy: Policy): Instant | undefined => {
  if (!policy.rules.quietHours.enabled || isAnswer(contact, policy, at)) return undefined
  return endOf(quietAt(contact, policy), at)
}

/** Whether some moment of the week is outside quiet hours in every time zone and by every row that may apply. */
export const everOpens = (contact: Whereabouts, policy: Setting, at: Instant): boolean => {
  const isQuiet = quietAt(contact, policy)
  const until = endOf(isQuiet, at)
  return until === undefined || !isQuiet(until)
}

const quietAt = (contact: Whereabouts, policy: Setting) => {
  const clocks = zonesOf(contact, policy).flatMap((zone) => clockOf(zone) ?? [])
  const rows = rowsFor(contact, policy)
  const { country } = policy.place
  const base = rowOf(contact.region?.slice(0, 2) ?? country, policy)
  return (time: Instant): boolean =>
    clocks.some((clock) => {
      const local = localOf(clock, time)
      return rows.some((row) => isQuietAt(time >= (row.since ?? 0) ? row : base, local, time))
    })
}

const endOf = (isQuiet: (time: Instant) => boolean, at: Instant): Instant | undefined => {
  if (!isQuiet(at)) return undefined
  // Offsets are whole quarters of an hour, so every window opens at one.
  let until = Math.floor(at / STEP_MS) * STEP_MS + STEP_MS
  while (isQuiet(until) && until < at + MAX_LOOK_AHEAD_MS) until += STEP_MS
  return until
}

/** The contact's time zone, if it is known, or if all that are possible show the same time at these moments. */
export const zoneOf = (
  contact: Contact,
  policy: Policy,
  moments: readonly Instant[],
): string | undefined => {
  const [zone, ...others] = zonesOf(contact, policy)
  const isGuessed = recordedZone(contact) === undefined && policy.place.timeZones.length === 0
  if (zone === undefined || (isGuessed && contact.region === undefined)) return undefined
  const isSame = (other: string) => moments.every((at) => isSameTime(zone, other, at))
  return others.every(isSame) ? zone : undefined
}

const isSameTime = (one: string, other: string, at: Instant): boolean => {
  const [a, b] = [clockOf(one), clockOf(other)]
  return a !== undefined && b !== undefined && a.format(at) === b.format(at)
}

/** Every zone the contact may be in. A number without a country counts as the organisation's country. */
const zonesOf = (contact: Whereabouts, policy: Setting): readonly string[] => {
  const recorded = recordedZone(contact)
  if (recorded !== undefined) return [recorded]
  const near = policy.place.timeZones.filter((zone) => clockOf(zone))
  const zones = (contact.region !== undefined && STATE_ZONES[contact.region]) || near
  const both = zones.filter((zone) => near.includes(zone))
  if (both.length > 0) return both
  return zones.length > 0 ? zones : [policy.organisation.timeZone ?? 'UTC']
}

/** The zone that the CRM recorded, if this runtime knows it. */
const recordedZone = ({ timeZone }: Whereabouts): string | undefined =>
  timeZone !== undefined && clockOf(timeZone) ? timeZone : undefined

/**
 * The rows that may apply. Where the state isn't recorded, the area code's counts unless the recorded
 * zone contradicts it; without either, those of every state that the contact may be in.
 */
const rowsFor = (contact: Whereabouts, policy: Setting): readonly Row[] => {
  const { country, region: hint } = policy.place
  if (contact.region !== undefined) return [rowOf(contact.region, policy)]
  const zone = recordedZone(contact)
  if (hint !== undefined && (zone === undefined || STATE_ZONES[hint]?.includes(zone)))
    return [rowOf(hint, policy)]
  const regions = Object.keys({ ...REGION_HOURS, ...policy.rules.quietHours.hours }).filter((key) =>
    key.startsWith(`${country}-`),
  )
  const near = regions.filter((key) => zone !== undefined && STATE_ZONES[key]?.includes(zone))
  const isZoneKnown = Object.values(STATE_ZONES).some((zones) => zones.includes(zone ?? ''))
  return [country, ...(isZoneKnown ? near : regions)].map((key) => rowOf(key, policy))
}

/** The row of the region, the country or `*`; configured rows come first. */
const rowOf = (place: string | undefined, { rules }: Setting): Row => {
  const { hours } = rules.quietHours
  const country = place?.slice(0, 2)
  const keys = [place, country].filter((key) => key !== undefined)
  for (const key of keys) {
    const row = hours[key] ?? REGION_HOURS[key] ?? COUNTRY_HOURS[key]
    if (row) return row
  }
  return hours['*'] ?? DEFAULT_HOURS
}

type Local = {
  readonly weekday: string
  /** The hour, with minutes as a fraction. */
  readonly hour: number
  readonly year: number
  readonly month: number
  readonly day: number
}

const localOf = (clock: Intl.DateTimeFormat, at: Instant): Local => {
  const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, value]))
  const numberOf = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type))
  return {
    weekday: parts.get('weekday') ?? '',
    hour: numberOf('hour') + numberOf('minute') / 60,
    year: numberOf('year'),
    month: numberOf('month'),
    day: numberOf('day'),
  }
}

const isQuietAt = (row: Row, local: Local, at: Instant): boolean => {
  if (row.holidays && isHoliday(row.holidays, local)) return true
  const hours = hoursOn(row, local.weekday, at)
  return hours === null || local.hour < hours[0] || local.hour >= hours[1]
}

const hoursOn = (row: Row, weekday: string, at: Instant): Hours => {
  if (weekday === 'Sun' && row.sunday !== undefined && at >= (row.sundaySince ?? 0))
    return row.sunday
  if (weekday === 'Sat' && row.saturday !== undefined) return row.saturday
  return row.weekdays
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
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      hourCycle: 'h23',
    })
  } catch {
    return undefined
  }
}

import { describe, expect, it } from 'vitest'
import { quietUntil } from '../../../../src/core/gate/law/hours.ts'
import { quietHoursRule } from '../../../../src/core/gate/rules/quiet-hours.ts'
import type { Contact } from '../../../../src/core/model/contact.ts'
import {
  agreed,
  CONTACT,
  DAY,
  HOUR,
  MINUTE,
  outbound,
  policyWith,
  SENDER,
  template,
} from '../../../support/given.ts'

const NEW_YORK = 'America/New_York'
const quietHours = { enabled: true, applyTo: 'all' }
const policyIn = (...timeZones: string[]) =>
  policyWith({ rules: { quietHours }, place: { country: 'US', region: 'US-NY', timeZones } })

/** In New York: UTC−5 in winter. */
const newYork = (day: number, hour: number, minute = 0) => Date.UTC(2026, 10, day, hour + 5, minute)
const until = (at: number, contact: Partial<Contact> = {}, policy = policyIn(NEW_YORK)) =>
  quietUntil(agreed(contact), at, policy)

describe('the federal rule, 8 to 21', () => {
  it('allows the whole day', () => {
    expect(until(newYork(16, 8))).toBeUndefined()
    expect(until(newYork(16, 20, 59))).toBeUndefined()
  })

  it('says no at night, until the morning', () => {
    expect(until(newYork(16, 21))).toBe(newYork(17, 8))
    expect(until(newYork(16, 3))).toBe(newYork(16, 8))
    expect(until(newYork(16, 7, 59) + 59_999)).toBe(newYork(16, 8))
    expect(until(newYork(16, 0))).toBe(newYork(16, 8))
  })

  it('follows daylight saving', () => {
    expect(until(Date.UTC(2026, 6, 6, 11, 30))).toBe(Date.UTC(2026, 6, 6, 12))
  })

  it('waits for every possible zone of the contact', () => {
    const both = policyIn(NEW_YORK, 'America/Los_Angeles')
    expect(until(newYork(16, 9), {}, both)).toBe(newYork(16, 11))
    expect(until(newYork(16, 12), {}, both)).toBeUndefined()
    expect(until(newYork(16, 22), {}, both)).toBe(newYork(17, 11))
  })

  it('opens on the quarter where the zone does', () => {
    expect(until(Date.UTC(2026, 10, 16, 1), {}, policyIn('Asia/Kathmandu'))).toBe(
      Date.UTC(2026, 10, 16, 2, 15),
    )
  })

  it('uses the recorded zone instead of the number', () => {
    // California’s and Nevada’s nine o’clock there.
    expect(until(newYork(16, 9), { timeZone: 'America/Los_Angeles' })).toBe(newYork(16, 12))
  })

  it('applies even when the place is unknown', () => {
    expect(until(newYork(16, 3), { timeZone: 'Nowhere/Atlantis' })).toBe(newYork(16, 8))
    const nowhere = policyWith({ rules: { quietHours }, place: { timeZones: [] } })
    expect(until(Date.UTC(2026, 10, 16, 3), {}, nowhere)).toBe(Date.UTC(2026, 10, 16, 8))
    const organisation = { id: 'a', name: 'A', locale: 'en', timeZone: NEW_YORK }
    expect(until(newYork(16, 3), {}, { ...nowhere, organisation })).toBe(newYork(16, 8))
  })

  it('uses the strictest state if none is known, with the area code as a hint', () => {
    const anywhere = policyWith({
      rules: { quietHours },
      place: { country: 'US', timeZones: [NEW_YORK] },
    })
    // Kentucky’s morning, Rhode Island’s evening, and Alabama’s Sunday.
    expect(until(newYork(16, 9), {}, anywhere)).toBe(newYork(16, 10))
    expect(until(newYork(16, 18), {}, anywhere)).toBe(newYork(17, 10))
    expect(until(newYork(15, 12), {}, anywhere)).toBe(newYork(16, 10))
    const florida = policyWith({
      rules: { quietHours },
      place: { country: 'US', region: 'US-FL', timeZones: [NEW_YORK] },
    })
    expect(until(newYork(16, 19, 59), {}, florida)).toBeUndefined()
    expect(until(newYork(16, 20), {}, florida)).toBe(newYork(17, 8))
    // Who has moved with a number of Florida is held to the states of the new zone.
    const moved = { timeZone: 'America/Los_Angeles' }
    expect(until(Date.UTC(2026, 10, 16, 16, 30), moved, florida)).toBe(Date.UTC(2026, 10, 16, 17))
  })

  it('uses the zones of a recorded state', () => {
    const country = policyIn(NEW_YORK, 'Pacific/Honolulu')
    expect(until(newYork(16, 9), {}, country)).toBe(newYork(16, 13))
    expect(until(newYork(16, 9), { region: 'US-NC' }, country)).toBeUndefined()
  })

  it('stops searching after eight days', () => {
    const apart = policyIn('UTC', 'Asia/Singapore', 'America/Los_Angeles')
    expect(until(newYork(16, 8), {}, apart)).toBe(newYork(16, 8) + 8 * DAY)
  })
})

describe('the law of the states', () => {
  const region = (name: string) => ({ region: name })

  it('includes Florida’s evening and Connecticut’s morning', () => {
    expect(until(newYork(16, 20), region('US-FL'))).toBe(newYork(17, 8))
    expect(until(newYork(16, 19, 59), region('US-FL'))).toBeUndefined()
    expect(until(newYork(16, 8), region('US-CT'))).toBe(newYork(16, 9))
  })

  it('includes the Sunday of Texas', () => {
    const texas = { region: 'US-TX', timeZone: 'America/Chicago' }
    expect(until(newYork(15, 11), texas)).toBe(newYork(15, 13))
    expect(until(newYork(14, 11), texas)).toBeUndefined()
    expect(until(newYork(14, 9, 30), texas)).toBe(newYork(14, 10))
  })

  it('includes texts in Texas only since September 2025', () => {
    const texas = { region: 'US-TX', timeZone: 'UTC' }
    expect(until(Date.UTC(2025, 7, 31, 10), texas)).toBeUndefined()
    expect(until(Date.UTC(2025, 8, 7, 10), texas)).toBe(Date.UTC(2025, 8, 7, 12))
    expect(until(Date.UTC(2025, 8, 1, 8), texas)).toBe(Date.UTC(2025, 8, 1, 9))
  })

  it('includes Rhode Island’s weekend and Pennsylvania’s free Sunday', () => {
    expect(until(newYork(14, 9), region('US-RI'))).toBe(newYork(14, 10))
    expect(until(newYork(15, 17), region('US-RI'))).toBe(newYork(16, 9))
    expect(until(newYork(16, 9), region('US-RI'))).toBeUndefined()
    expect(until(newYork(15, 12), region('US-PA'))).toBe(newYork(16, 8))
    expect(until(newYork(14, 21), region('US-PA'))).toBe(newYork(16, 8))
  })

  it.each(['US-AL', 'US-LA', 'US-MS'])('bars the Sunday of %s', (state) => {
    const there = { region: state, timeZone: NEW_YORK }
    expect(until(newYork(14, 20), there)).toBe(newYork(16, 8))
    expect(until(newYork(15, 12), there)).toBe(newYork(16, 8))
  })

  it.each([
    ['US-AL', 26],
    ['US-LA', 26],
    ['US-PA', 26],
    ['US-AL', 11],
    ['US-PA', 3],
  ])('bars the holiday of %s on November %i', (state, day) => {
    expect(until(newYork(day, 12), { region: state, timeZone: NEW_YORK })).toBe(newYork(day + 1, 8))
  })

  it('includes Nevada’s evening and New Mexico’s morning', () => {
    const there = (state: string) => ({ region: state, timeZone: NEW_YORK })
    expect(until(newYork(16, 20), there('US-NV'))).toBe(newYork(17, 9))
    expect(until(newYork(16, 20), there('US-NM'))).toBeUndefined()
    expect(until(newYork(16, 8), there('US-NM'))).toBe(newYork(16, 9))
  })
})

describe('the law of other countries', () => {
  const inCountry = (country: string, zone: string, rules: object = {}) =>
    policyWith({
      rules: { quietHours: { ...quietHours, ...rules } },
      place: { country, timeZones: [zone] },
    })
  const utc = (month: number, day: number, hour: number, minute = 0) =>
    Date.UTC(2026, month - 1, day, hour, minute)

  it('bars the Sundays, holidays and evenings of France and Germany', () => {
    const france = inCountry('FR', 'Europe/Paris')
    expect(until(utc(11, 16, 19), {}, france)).toBe(utc(11, 17, 7))
    expect(until(utc(11, 15, 12), {}, france)).toBe(utc(11, 16, 7))
    expect(until(utc(7, 14, 12), {}, france)).toBe(utc(7, 15, 6))
    // Ascension Day.
    const germany = inCountry('DE', 'Europe/Berlin')
    expect(until(utc(5, 14, 12), {}, germany)).toBe(utc(5, 15, 6))
    expect(until(utc(7, 14, 12), {}, germany)).toBeUndefined()
  })

  it('opens at ten in India, and closes at half past nine in Canada', () => {
    expect(until(utc(11, 16, 4), {}, inCountry('IN', 'Asia/Kolkata'))).toBe(utc(11, 16, 4, 30))
    const canada = inCountry('CA', 'America/Toronto')
    expect(until(newYork(16, 21, 29), {}, canada)).toBeUndefined()
    expect(until(newYork(16, 21, 30), {}, canada)).toBe(newYork(17, 9))
    expect(until(newYork(14, 18), {}, canada)).toBe(newYork(15, 10))
  })

  it('gives way to the configuration, for a state, a country, or everywhere', () => {
    const own = { weekdays: [12, 13], sunday: null }
    expect(
      until(utc(11, 16, 10), {}, inCountry('GB', 'Europe/London', { hours: { GB: own } })),
    ).toBe(utc(11, 16, 12))
    expect(until(utc(11, 16, 10), {}, inCountry('SE', 'UTC', { hours: { '*': own } }))).toBe(
      utc(11, 16, 12),
    )
    const florida = inCountry('US', NEW_YORK, { hours: { 'US-FL': own } })
    expect(until(newYork(16, 10), { region: 'US-FL' }, florida)).toBe(newYork(16, 12))
  })
})

describe('waiting messages', () => {
  const night = newYork(16, 23)
  const marketing = template({ name: 'offer', category: 'marketing' })
  const policyFor = (changes: object) =>
    policyWith({
      rules: { quietHours: { enabled: true, ...changes } },
      templates: [marketing, template()],
      place: { country: 'CR', timeZones: [NEW_YORK] },
    })
  const ask = (policy = policyFor({}), name?: string, contact = agreed()) =>
    quietHoursRule(
      contact,
      outbound({
        at: night,
        ...(name && { content: { kind: 'template', name, variables: {} } }),
      }),
      policy,
    )
  const objection = { reason: 'quiet_hours', until: newYork(17, 8) }

  it('only marketing waits, unless all messages are configured to', () => {
    expect(ask(policyFor({}), 'offer')).toEqual(objection)
    expect(ask(policyFor({}), 'appointment')).toBeUndefined()
    expect(ask(policyFor({}), 'unknown')).toBeUndefined()
    expect(ask(policyFor({}))).toBeUndefined()
    expect(ask(policyFor({ applyTo: 'all' }))).toEqual(objection)
  })

  it('stays quiet unless it is switched on', () => {
    expect(ask(policyFor({ enabled: false, applyTo: 'all' }), 'offer')).toBeUndefined()
  })

  it('lets an answer to the contact’s own message through', () => {
    const answered = (at: number) =>
      agreed({ sessions: { [SENDER]: { lastInboundAt: at, address: CONTACT } } })
    const policy = policyFor({ applyTo: 'all' })
    expect(ask(policy, 'offer', answered(night - HOUR + MINUTE))).toBeUndefined()
    expect(ask(policy, 'offer', answered(night - HOUR))).toEqual(objection)
    const longer = policyFor({ applyTo: 'all', answerMs: DAY })
    expect(ask(longer, 'offer', answered(night - DAY + MINUTE))).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import { quietHoursRule, quietUntil } from '../../../../src/core/gate/rules/quiet-hours.ts'
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
  policyWith({ rules: { quietHours }, place: { country: 'US', timeZones } })

/** In New York: UTC−5 in winter. */
const newYork = (day: number, hour: number, minute = 0) => Date.UTC(2026, 10, day, hour + 5, minute)
const until = (at: number, contact: Partial<Contact> = {}, policy = policyIn(NEW_YORK)) =>
  quietUntil(agreed(contact), at, policy)

describe('the federal hours, 8 to 21', () => {
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

  it('waits for every zone in which the contact may be', () => {
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

  it('goes by the recorded zone instead of the number', () => {
    expect(until(newYork(16, 9), { timeZone: 'America/Los_Angeles' })).toBe(newYork(16, 11))
  })

  it('stays quiet where the zone is unknown', () => {
    expect(until(newYork(16, 3), { timeZone: 'Nowhere/Atlantis' })).toBeUndefined()
    expect(until(newYork(16, 3), {}, policyIn())).toBeUndefined()
  })

  it('gives up looking after eight days', () => {
    const apart = policyIn('UTC', 'Asia/Singapore', 'America/Los_Angeles')
    expect(until(newYork(16, 8), {}, apart)).toBe(newYork(16, 8) + 8 * DAY)
  })
})

describe('the hours of the states', () => {
  const region = (name: string) => ({ region: name })

  it('knows Florida’s evening and Connecticut’s morning', () => {
    expect(until(newYork(16, 20), region('US-FL'))).toBe(newYork(17, 8))
    expect(until(newYork(16, 19, 59), region('US-FL'))).toBeUndefined()
    expect(until(newYork(16, 8), region('US-CT'))).toBe(newYork(16, 9))
  })

  it('knows the Sunday of Texas', () => {
    const texas = { region: 'US-TX', timeZone: 'America/Chicago' }
    expect(until(newYork(15, 11), texas)).toBe(newYork(15, 13))
    expect(until(newYork(14, 11), texas)).toBeUndefined()
    expect(until(newYork(14, 9, 30), texas)).toBe(newYork(14, 10))
  })

  it('knows that Texas counts texts since September 2025 only', () => {
    const texas = { region: 'US-TX', timeZone: 'UTC' }
    expect(until(Date.UTC(2025, 7, 31, 10), texas)).toBeUndefined()
    expect(until(Date.UTC(2025, 8, 7, 10), texas)).toBe(Date.UTC(2025, 8, 7, 12))
    expect(until(Date.UTC(2025, 8, 1, 8), texas)).toBe(Date.UTC(2025, 8, 1, 9))
  })

  it('knows Rhode Island’s weekend and Pennsylvania’s free Sunday', () => {
    expect(until(newYork(14, 9), region('US-RI'))).toBe(newYork(14, 10))
    expect(until(newYork(15, 17), region('US-RI'))).toBe(newYork(16, 9))
    expect(until(newYork(16, 9), region('US-RI'))).toBeUndefined()
    expect(until(newYork(15, 12), region('US-PA'))).toBe(newYork(16, 8))
    expect(until(newYork(14, 21), region('US-PA'))).toBe(newYork(16, 8))
  })

  it('takes the federal hours elsewhere', () => {
    expect(until(newYork(16, 8), region('DE-BY'))).toBeUndefined()
  })
})

describe('what waits', () => {
  const night = newYork(16, 23)
  const marketing = template({ name: 'offer', category: 'marketing' })
  const policyFor = (changes: object) =>
    policyWith({
      rules: { quietHours: { enabled: true, ...changes } },
      templates: [marketing, template()],
      place: { country: 'CA', timeZones: [NEW_YORK] },
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

  it('lets marketing wait, and nothing else, unless all is to wait', () => {
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
    expect(ask(policy, 'offer', answered(night - HOUR))).toBeUndefined()
    expect(ask(policy, 'offer', answered(night - DAY + MINUTE))).toBeUndefined()
    expect(ask(policy, 'offer', answered(night - DAY))).toEqual(objection)
  })
})

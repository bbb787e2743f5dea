/**
 * The hours in which marketing may arrive, by the contact's local time, as data to be edited.
 * Sources: 47 CFR 64.1200(c)(1) for the federal hours; the states' telemarketing and mini-TCPA acts as
 * summarised by support.referrizer.com and usestello.com (April 2026), foster.com, and, where named,
 * the act itself. The summaries differ in detail: have the table checked before you rely on it.
 */

import type { Instant } from '../model/contact.ts'

/** From the first hour until before the second; null = not at all that day. */
export type Hours = readonly [from: number, to: number] | null

export type HoursRule = {
  readonly weekdays: Hours
  readonly saturday?: Hours
  readonly sunday?: Hours
  /** Before this the federal hours apply. */
  readonly since?: Instant
  readonly source: string
}

/** Wherever nothing stricter is known, in other countries too. */
export const DEFAULT_HOURS: HoursRule = { weekdays: [8, 21], source: '47 CFR 64.1200(c)(1)' }

const SUMMARIES = 'support.referrizer.com; usestello.com (2026-04)'

/** By ISO 3166-2 region. */
export const REGION_HOURS: Readonly<Record<string, HoursRule>> = {
  'US-AL': { weekdays: [8, 20], source: SUMMARIES },
  'US-CA': { weekdays: [9, 21], source: SUMMARIES },
  'US-CT': { weekdays: [9, 20], source: `Conn. Gen. Stat. 42-288a; ${SUMMARIES}` },
  'US-FL': { weekdays: [8, 20], source: `Fla. Stat. 501.616(6)(a); ${SUMMARIES}` },
  'US-IL': { weekdays: [9, 21], source: SUMMARIES },
  'US-KY': { weekdays: [10, 21], source: SUMMARIES },
  'US-LA': { weekdays: [8, 20], source: SUMMARIES },
  'US-MA': { weekdays: [8, 20], source: SUMMARIES },
  'US-MD': { weekdays: [8, 20], source: SUMMARIES },
  'US-MI': { weekdays: [9, 21], source: SUMMARIES },
  'US-MN': { weekdays: [9, 21], source: SUMMARIES },
  'US-MS': { weekdays: [8, 20], source: SUMMARIES },
  'US-NJ': { weekdays: [8, 20], source: SUMMARIES },
  'US-OK': { weekdays: [8, 20], source: `15 O.S. 775C.4; ${SUMMARIES}` },
  'US-PA': {
    weekdays: [8, 21],
    sunday: null,
    since: Date.UTC(2026, 9, 18),
    source: 'no Sundays from 2026-10-18; usestello.com',
  },
  'US-RI': { weekdays: [9, 18], saturday: [10, 17], sunday: [10, 17], source: SUMMARIES },
  'US-TX': {
    weekdays: [9, 21],
    sunday: [12, 21],
    since: Date.UTC(2025, 8, 1),
    source: 'Tex. Bus. & Com. Code 301.051; SB 140, texts since 2025-09-01',
  },
  'US-WA': { weekdays: [8, 20], source: `RCW 80.36.390; ${SUMMARIES}` },
  'US-WY': { weekdays: [8, 20], source: SUMMARIES },
}

/**
 * The hours in which marketing may arrive, in the contact's local time: each row has its source and
 * the date it was checked. Published summaries differ: have the rows that matter to you
 * reviewed, and put your own in `quietHours.hours`.
 */

import type { Instant } from '../../model/instant.ts'
import type { HolidayCalendar } from './holidays.ts'

/** From the first hour to the second (21.5 is half past nine); null bars the whole day. */
export type Hours = readonly [from: number, to: number] | null

export type HoursRule = {
  readonly weekdays: Hours
  /** Default: the hours of weekdays. */
  readonly saturday?: Hours
  readonly sunday?: Hours
  /** The calendar of holidays on which nothing may arrive. */
  readonly holidays?: HolidayCalendar
  /** The Sunday hours apply from this date on. */
  readonly sundaySince?: Instant
  /** The row applies from this date; before it, the country's hours apply. */
  readonly since?: Instant
  /** A rule that is not law, or not yet. */
  readonly standing?: string
  readonly source: string
  /** When the source was read. */
  readonly read: string
}

/** For countries without a row. */
export const DEFAULT_HOURS: HoursRule = {
  weekdays: [8, 21],
  standing: 'the hours of the US, as the most common',
  source: '47 CFR 64.1200(c)(1)',
  read: '2026-11',
}

const SUMMARIES = 'support.referrizer.com; usestello.com'
const TABLES = 'blog.clickpointsoftware.com; dropcowboy.com/state-compliance'

/** By ISO 3166-1 country. */
export const COUNTRY_HOURS: Readonly<Record<string, HoursRule>> = {
  CA: {
    weekdays: [9, 21.5],
    saturday: [10, 18],
    sunday: [10, 18],
    standing: 'of telemarketing calls; CASL names no hours for texts',
    source: 'CRTC Unsolicited Telecommunications Rules, Part III, s. 23',
    read: '2026-11',
  },
  DE: {
    weekdays: [8, 20],
    sunday: null,
    holidays: 'DE',
    standing: 'custom: § 7 UWG asks for consent and names no hours',
    source:
      '§ 7 UWG; Sunday rest by Art. 140 GG, Art. 139 WRV; kb.zap.co.uk/docs/a-guide-to-sms-quiet-hours',
    read: '2026-11',
  },
  FR: {
    weekdays: [8, 20],
    sunday: null,
    holidays: 'FR',
    standing: 'code of the operators; some summaries allow until 22',
    source: 'AF2M rules for SMS marketing; kb.zap.co.uk/docs/a-guide-to-sms-quiet-hours',
    read: '2026-11',
  },
  GB: {
    weekdays: [8, 20],
    standing: 'custom: PECR names no hours',
    source: 'kb.zap.co.uk/docs/a-guide-to-sms-quiet-hours',
    read: '2026-11',
  },
  IN: {
    weekdays: [10, 21],
    source: 'TRAI TCCCPR 2018: promotional messages',
    read: '2026-11',
  },
  US: { weekdays: [8, 21], source: '47 CFR 64.1200(c)(1)', read: '2026-11' },
}

/** By ISO 3166-2 region. */
export const REGION_HOURS: Readonly<Record<string, HoursRule>> = {
  'US-AL': {
    weekdays: [8, 20],
    sunday: null,
    holidays: 'US',
    source: `Ala. Code 1-3-8 (holidays); ${TABLES}`,
    read: '2026-11',
  },
  'US-CA': { weekdays: [9, 21], standing: 'in some lists', source: SUMMARIES, read: '2026-04' },
  'US-CT': {
    weekdays: [9, 20],
    source: `Conn. Gen. Stat. 42-288a; ${SUMMARIES}`,
    read: '2026-04',
  },
  'US-FL': {
    weekdays: [8, 20],
    source: `Fla. Stat. 501.616(6)(a); ${SUMMARIES}`,
    read: '2026-04',
  },
  'US-IL': { weekdays: [9, 21], standing: 'in some lists', source: SUMMARIES, read: '2026-04' },
  'US-KY': { weekdays: [10, 21], source: SUMMARIES, read: '2026-04' },
  'US-LA': {
    weekdays: [8, 20],
    sunday: null,
    holidays: 'US',
    source: `holidays of the Public Service Commission; ${TABLES}`,
    read: '2026-11',
  },
  'US-MA': { weekdays: [8, 20], source: SUMMARIES, read: '2026-04' },
  'US-MD': { weekdays: [8, 20], source: SUMMARIES, read: '2026-04' },
  'US-MI': { weekdays: [9, 21], standing: 'in some lists', source: SUMMARIES, read: '2026-04' },
  'US-MN': { weekdays: [9, 21], standing: 'in some lists', source: SUMMARIES, read: '2026-04' },
  'US-MS': { weekdays: [8, 20], sunday: null, source: TABLES, read: '2026-11' },
  'US-NJ': { weekdays: [8, 20], source: SUMMARIES, read: '2026-04' },
  'US-NM': { weekdays: [9, 21], source: `N.M. Stat. 57-12-22; ${TABLES}`, read: '2026-11' },
  'US-NV': { weekdays: [9, 20], source: TABLES, read: '2026-11' },
  'US-OK': { weekdays: [8, 20], source: `15 O.S. 775C.4; ${SUMMARIES}`, read: '2026-04' },
  'US-PA': {
    weekdays: [8, 21],
    sunday: null,
    holidays: 'US-PA',
    sundaySince: Date.UTC(2026, 9, 18),
    standing:
      'holidays: Act 73 of 2019. Sundays: Senate Bill 992 (2025–26), from 2026-10-18 by one summary; its passage was not verified, and it would bar 19 to 9 as well',
    source: '73 P.S. 2245(a)(10); pasenategop.com on SB 992; usestello.com',
    read: '2026-11',
  },
  'US-RI': {
    weekdays: [9, 18],
    saturday: [10, 17],
    sunday: [10, 17],
    holidays: 'US',
    source: `R.I. Gen. Laws 5-61-3.6; ${SUMMARIES}; ${TABLES}`,
    read: '2026-11',
  },
  'US-TX': {
    weekdays: [9, 21],
    sunday: [12, 21],
    since: Date.UTC(2025, 8, 1),
    standing: 'SB 140, texts since 2025-09-01',
    source: 'Tex. Bus. & Com. Code 301.051',
    read: '2026-04',
  },
  'US-WA': { weekdays: [8, 20], source: `RCW 80.36.390; ${SUMMARIES}`, read: '2026-04' },
  'US-WY': { weekdays: [8, 20], source: SUMMARIES, read: '2026-04' },
}

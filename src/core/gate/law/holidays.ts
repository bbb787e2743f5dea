/** Public holidays on which marketing is barred, computed for any year. */

/** The calendars that the table of hours refers to. */
export const HOLIDAY_CALENDARS = ['US', 'US-PA', 'DE', 'FR'] as const
export type HolidayCalendar = (typeof HOLIDAY_CALENDARS)[number]

/** A date without a time: the month counts from 1. */
type Day = { readonly year: number; readonly month: number; readonly day: number }

const DAY_MS = 86_400_000
const SUNDAY = 0
const MONDAY = 1
const THURSDAY = 4
const SATURDAY = 6

const on = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day)

const weekdayOf = (day: number): number => new Date(day).getUTCDay()

/** The n-th weekday of a month. */
const nth = (year: number, month: number, weekday: number, n: number): number => {
  const first = on(year, month, 1)
  return first + (((weekday - weekdayOf(first) + 7) % 7) + 7 * (n - 1)) * DAY_MS
}

const lastMondayOfMay = (year: number): number => {
  const last = on(year, 5, 31)
  return last - ((weekdayOf(last) - MONDAY + 7) % 7) * DAY_MS
}

/** Easter Sunday by the Gregorian calendar (Meeus, Jones, Butcher). */
const easter = (year: number): number => {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 19 * l) / 433)
  const month = Math.floor((h + l - 7 * m + 90) / 25)
  return on(year, month, (h + l - 7 * m + 33 * month + 19) % 32)
}

const afterEaster = (year: number, days: number): number => easter(year) + days * DAY_MS

/** A holiday on a Saturday is also observed on Friday, one on a Sunday on Monday. */
const observed = (day: number): readonly number[] => {
  if (weekdayOf(day) === SATURDAY) return [day, day - DAY_MS]
  return weekdayOf(day) === SUNDAY ? [day, day + DAY_MS] : [day]
}

/** 5 U.S.C. 6103. */
const federal = (year: number): readonly number[] => [
  ...observed(on(year, 1, 1)),
  // Next year's New Year's Day may be observed this year.
  ...observed(on(year + 1, 1, 1)),
  nth(year, 1, MONDAY, 3),
  nth(year, 2, MONDAY, 3),
  lastMondayOfMay(year),
  ...observed(on(year, 6, 19)),
  ...observed(on(year, 7, 4)),
  nth(year, 9, MONDAY, 1),
  nth(year, 10, MONDAY, 2),
  ...observed(on(year, 11, 11)),
  nth(year, 11, THURSDAY, 4),
  ...observed(on(year, 12, 25)),
]

const CALENDARS: Readonly<Record<HolidayCalendar, (year: number) => readonly number[]>> = {
  US: federal,
  // The federal holidays, Good Friday, Flag Day and Election Day.
  'US-PA': (year) => [
    ...federal(year),
    afterEaster(year, -2),
    on(year, 6, 14),
    nth(year, 11, MONDAY, 1) + DAY_MS,
  ],
  // Holidays of all the Länder.
  DE: (year) => [
    on(year, 1, 1),
    afterEaster(year, -2),
    afterEaster(year, 1),
    on(year, 5, 1),
    afterEaster(year, 39),
    afterEaster(year, 50),
    on(year, 10, 3),
    on(year, 12, 25),
    on(year, 12, 26),
  ],
  // Code du travail L3133-1.
  FR: (year) => [
    on(year, 1, 1),
    afterEaster(year, 1),
    on(year, 5, 1),
    on(year, 5, 8),
    afterEaster(year, 39),
    afterEaster(year, 50),
    on(year, 7, 14),
    on(year, 8, 15),
    on(year, 11, 1),
    on(year, 11, 11),
    on(year, 12, 25),
  ],
}

const known = new Map<string, ReadonlySet<number>>()

/** Whether this date is a holiday of the calendar. */
export const isHoliday = (calendar: HolidayCalendar, { year, month, day }: Day): boolean => {
  const key = `${calendar} ${year}`
  const days = known.get(key) ?? new Set(CALENDARS[calendar](year))
  known.set(key, days)
  return days.has(on(year, month, day))
}

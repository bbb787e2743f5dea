/** Times as the reader writes them: in the page's language, on the reader's own clock of 12 or 24 hours. */

const DAY = { weekday: 'short', day: 'numeric', month: 'short' } as const
const DATE = { day: 'numeric', month: 'short', year: 'numeric' } as const
const TIME = { hour: 'numeric', minute: '2-digit' } as const

const FORMS = {
  time: TIME,
  day: DAY,
  dayOfYear: { ...DAY, year: 'numeric' },
  dayAndTime: { weekday: 'short', ...TIME },
  shortDay: { day: 'numeric', month: 'short' },
  date: DATE,
  dateAndTime: { ...DATE, ...TIME },
  withOffset: { ...DAY, year: 'numeric', ...TIME, timeZoneName: 'shortOffset' },
  /** For a tooltip. */
  whole: { dateStyle: 'full', timeStyle: 'long' },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>

export type Form = keyof typeof FORMS

const formats = new Map<string, Intl.DateTimeFormat>()

/** A time of the wire (ISO 8601), in the reader's time zone unless another one is named. */
export const spell = (form: Form, at: string, lang: string, timeZone?: string): string => {
  const key = [form, lang, timeZone].join(' ')
  const known = formats.get(key) ?? formatOf(FORMS[form], lang, timeZone)
  formats.set(key, known)
  return known.format(new Date(at))
}

export const isThisYear = (at: string, now: number): boolean =>
  new Date(at).getFullYear() === new Date(now).getFullYear()

export const isToday = (at: string, now: number): boolean =>
  new Date(at).toDateString() === new Date(now).toDateString()

/** The page's language gives the words, the reader's system the clock: 14:05 or 2:05 PM. */
const formatOf = (form: Intl.DateTimeFormatOptions, lang: string, timeZone?: string) => {
  const locale = localeOf(lang)
  const clock = clockOf(undefined)
  return new Intl.DateTimeFormat(locale, {
    ...form,
    ...(timeZone && { timeZone }),
    // Naming the clock that a locale has anyway would change how it writes the rest.
    ...(clock !== clockOf(locale) && { hourCycle: clock }),
    ...(clock === 'h23' && 'hour' in form && { hour: '2-digit' }),
  })
}

const clockOf = (locale: string | undefined) =>
  new Intl.DateTimeFormat(locale, TIME).resolvedOptions().hourCycle

/** The reader's own variant of the page's language: `en-GB` on an `en` page. */
const localeOf = (lang: string): string | undefined => {
  const own = navigator.languages.find((one) => one.split('-')[0] === lang)
  return [own ?? lang, lang].find(isTag)
}

/** Pages and systems may name invalid languages, such as `en-US@posix`. */
const isTag = (name: string): boolean => {
  try {
    return Intl.getCanonicalLocales(name).length > 0
  } catch {
    return false
  }
}

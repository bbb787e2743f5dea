/** Days and times for sentences. */

import type { Instant } from '../model/contact.ts'
import type { Policy } from '../model/policy/policy.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

const MINUTE_MS = 60_000

/**
 * The values of `{day}` and `{time}`, in the language of the sentences. Without a time zone it is the
 * organisation's; where that isn't configured, UTC, and the time says so. Rounded up to the minute: what is
 * possible from then on isn't possible before.
 */
export const momentOf = (
  at: Instant,
  policy: Policy,
  timeZone: string | undefined = policy.organisation.timeZone,
): { readonly day: string; readonly time: string } => {
  const minute = Math.ceil(at / MINUTE_MS) * MINUTE_MS
  const date = { day: 'numeric', month: 'long' } as const
  return {
    day: format(localeOf(policy), timeZone ?? 'UTC', date, minute),
    time: timeOf(minute, policy, timeZone),
  }
}

/** What a clock shows at this moment. */
export const timeOf = (
  at: Instant,
  policy: Policy,
  timeZone: string | undefined = policy.organisation.timeZone,
): string => {
  const clock = { hour: 'numeric', minute: '2-digit' } as const
  const time = format(localeOf(policy), timeZone ?? 'UTC', clock, at)
  return timeZone === undefined ? `${time} UTC` : time
}

/** The name of a language such as `pt_BR`, in the language of the sentences. */
export const languageName = (language: string, policy: Policy): string => {
  try {
    const names = new Intl.DisplayNames([localeOf(policy)], { type: 'language' })
    return names.of(language.replaceAll('_', '-')) ?? language
  } catch {
    return language
  }
}

/** The organisation's locale, unless its sentences are in another language. */
export const localeOf = ({ organisation, wording }: Policy): string => {
  const locale = organisation.locale.replaceAll('_', '-')
  const isSame = locale.toLowerCase().split('-')[0] === wording.language
  return isSame && Intl.DateTimeFormat.supportedLocalesOf(locale).length > 0
    ? locale
    : wording.language
}

const format = (
  locale: string,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
  at: Instant,
): string => {
  const key = [locale, timeZone, ...Object.keys(options)].join(' ')
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone })
  formats.set(key, known)
  // Replaces the narrow space between 8:00 and PM, which not every screen shows.
  return known.format(at).replace(/\s/gu, ' ')
}

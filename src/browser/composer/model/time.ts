/** Times as an agent reads them. */

import type { Words } from './words.ts'

/** A duration in hours and minutes, with seconds in the last ten minutes. */
export const spellDuration = (ms: number, { hours, minutes }: Words): string => {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const h = Math.floor(seconds / 3600)
  const m = Math.floor((seconds % 3600) / 60)
  if (h > 0) return `${h} ${hours} ${m} ${minutes}`
  if (m >= 10) return `${m} ${minutes}`
  return `${m}:${String(seconds % 60).padStart(2, '0')} ${minutes}`
}

/** The reader's own variant of the page's language (`en-GB` on an `en` page): it says 24 or 12 hours. */
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

export const spellTime = (at: string, lang: string): string =>
  new Date(at).toLocaleTimeString(localeOf(lang), { hour: '2-digit', minute: '2-digit' })

export const spellDay = (at: string, lang: string): string =>
  new Date(at).toLocaleDateString(localeOf(lang), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  })

/** The whole moment with its zone, for a tooltip. */
export const spellWhole = (at: string, lang: string): string =>
  new Date(at).toLocaleString(localeOf(lang), { dateStyle: 'full', timeStyle: 'long' })

/** Only the time, for today. */
export const spellMoment = (at: string, now: number, lang: string): string => {
  const isToday = spellDay(at, lang) === spellDay(new Date(now).toISOString(), lang)
  return isToday ? spellTime(at, lang) : `${spellDay(at, lang)}, ${spellTime(at, lang)}`
}

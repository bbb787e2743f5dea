/** Times as an agent reads them. */

import type { Words } from './words.ts'

/** How long that is: hours and minutes, seconds in the last ten minutes. */
export const spellDuration = (ms: number, { hours, minutes }: Words): string => {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const h = Math.floor(seconds / 3600)
  const m = Math.floor((seconds % 3600) / 60)
  if (h > 0) return `${h} ${hours} ${m} ${minutes}`
  if (m >= 10) return `${m} ${minutes}`
  return `${m}:${String(seconds % 60).padStart(2, '0')} ${minutes}`
}

export const spellTime = (at: string, lang: string): string =>
  new Date(at).toLocaleTimeString(lang, { hour: '2-digit', minute: '2-digit' })

export const spellDay = (at: string, lang: string): string =>
  new Date(at).toLocaleDateString(lang, { weekday: 'short', day: 'numeric', month: 'short' })

/** A moment of today by its time alone. */
export const spellMoment = (at: string, now: number, lang: string): string => {
  const isToday = spellDay(at, lang) === spellDay(new Date(now).toISOString(), lang)
  return isToday ? spellTime(at, lang) : `${spellDay(at, lang)}, ${spellTime(at, lang)}`
}

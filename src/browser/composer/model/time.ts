/** Times as an agent reads them. */

import { isThisYear, isToday, spell } from '../../moment.ts'
import type { Words } from './words.ts'

/** A duration in hours and minutes, with seconds in the last ten minutes. */
export const spellDuration = (ms: number, { hours, minutes }: Words): string => {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const h = Math.floor(seconds / 3600)
  const m = Math.floor((seconds % 3600) / 60)
  if (h > 0) return m > 0 ? `${h} ${hours} ${m} ${minutes}` : `${h} ${hours}`
  if (m >= 10) return `${m} ${minutes}`
  return `${m}:${String(seconds % 60).padStart(2, '0')} ${minutes}`
}

/** The day, with its year unless that is the present one. */
export const spellDay = (at: string, now: number, lang: string): string =>
  spell(isThisYear(at, now) ? 'day' : 'dayOfYear', at, lang)

/** Only the time, for today. */
export const spellMoment = (at: string, now: number, lang: string): string => {
  const time = spell('time', at, lang)
  return isToday(at, now) ? time : `${spellDay(at, now, lang)}, ${time}`
}

/** Reads ids, numbers and times as Meta writes them. */

import type { Instant } from '../../../src/core/model/contact.ts'
import { type Json, memberIn, textIn } from '../../kit/json.ts'

/** An id, as text or a number. */
export const idIn = (json: Json, name: string): string | undefined => {
  const value = memberIn(json, name)
  return typeof value === 'number' && Number.isSafeInteger(value)
    ? String(value)
    : textIn(json, name)
}

/** A finite number, as a number or text. */
export const numberIn = (json: Json, name: string): number | undefined => {
  const value = memberIn(json, name)
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** A time in seconds; milliseconds have occurred too. */
export const momentIn = (json: Json, name: string): Instant | undefined => {
  const value = numberIn(json, name)
  if (value === undefined || value <= 0) return undefined
  return Math.round(value >= 1e12 ? value : value * 1000)
}

/** The time of an event; Meta's clock may be ahead of ours. */
export const timeIn = (json: Json, name: string, at: Instant): Instant =>
  Math.min(momentIn(json, name) ?? at, at)

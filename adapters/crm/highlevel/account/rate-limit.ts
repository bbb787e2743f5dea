/** HighLevel's limits per app and location: 100 calls in 10 seconds, 200,000 a day. */

import type { Instant } from '../../../../src/core/model/contact.ts'
import type { HttpAnswer } from '../../../../src/ports/http.ts'
import { retryAfterMs } from '../../../../src/wire/events.ts'
import type { RateLimit } from '../../kit/rate-limit.ts'

const INTERVAL_MS = 10_000
const DAY_MS = 86_400_000

/** A little below the limit: other users of the location count too. */
export const LIMIT = { requests: 90, perMs: INTERVAL_MS }

/** Pauses all calls as an answer asks; returns the milliseconds to wait after a 429 or with the day's calls used up. */
export const pauseAfter = (
  rateLimit: RateLimit,
  { status, headers }: HttpAnswer,
  now: Instant,
): number | undefined => {
  const intervalMs = numberOf(headers, 'x-ratelimit-interval-milliseconds') ?? INTERVAL_MS
  const isDayOver = numberOf(headers, 'x-ratelimit-daily-remaining') === 0
  const afterMs = isDayOver
    ? untilReset(headers, now)
    : status === 429
      ? (retryAfterMs(headers, now, DAY_MS) ?? intervalMs)
      : undefined
  if (afterMs !== undefined) rateLimit.pause(afterMs)
  else if (numberOf(headers, 'x-ratelimit-remaining') === 0) rateLimit.pause(intervalMs)
  return afterMs
}

/** The day's end in milliseconds or seconds, or the time left until then. */
const untilReset = (headers: Headers, now: Instant): number => {
  const reset = numberOf(headers, 'x-ratelimit-daily-reset') ?? DAY_MS / 24
  const ms = reset > 1e11 ? reset - now : reset > 1e9 ? reset * 1000 - now : reset
  return Math.min(Math.max(ms, INTERVAL_MS), DAY_MS)
}

const numberOf = (headers: Headers, name: string): number | undefined => {
  const text = headers.get(name)
  return text !== null && /^\d{1,15}$/.test(text.trim()) ? Number(text) : undefined
}

/** HighLevel's limits per app and location: 100 calls in 10 seconds, 200,000 a day. */

import type { Instant } from '../../../../src/core/model/contact.ts'
import type { Clock } from '../../../../src/ports/side.ts'
import { retryAfterMs } from '../../../../src/wire/events.ts'

/** A little below the limit: other users of the location count too. */
const MAX_CALLS = 90
const INTERVAL_MS = 10_000
const DAY_MS = 86_400_000

export type RateLimit = {
  /** Milliseconds until the next call may start; 0 counts the call as made. */
  take(): number
  /** Records an answer; returns the milliseconds to wait after a 429. */
  record(status: number, headers: Headers): number | undefined
}

/** The rate limit of one connection. */
export const createRateLimit = (clock: Clock): RateLimit => {
  let calls: readonly Instant[] = []
  let pausedUntil = 0

  const pause = (ms: number): number => {
    pausedUntil = Math.max(pausedUntil, clock() + ms)
    return ms
  }

  return {
    take: () => {
      const now = clock()
      if (now < pausedUntil) return pausedUntil - now
      calls = calls.filter((at) => at > now - INTERVAL_MS)
      const [oldest = now] = calls
      if (calls.length >= MAX_CALLS) return oldest + INTERVAL_MS - now
      calls = [...calls, now]
      return 0
    },
    record: (status, headers) => {
      const intervalMs = numberOf(headers, 'x-ratelimit-interval-milliseconds') ?? INTERVAL_MS
      if (numberOf(headers, 'x-ratelimit-daily-remaining') === 0)
        return pause(untilReset(headers, clock()))
      if (status === 429) return pause(retryAfterMs(headers, clock(), DAY_MS) ?? intervalMs)
      if (numberOf(headers, 'x-ratelimit-remaining') === 0) pause(intervalMs)
      return undefined
    },
  }
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

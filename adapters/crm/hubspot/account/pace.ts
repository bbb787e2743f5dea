/** HubSpot's limits for an app and an account: about 110 requests in 10 seconds, and so many a day. */

import type { Instant } from '../../../../src/core/model/contact.ts'
import type { Clock } from '../../../../src/ports/side.ts'

/** A little less than allowed: other processes count too. */
const MAX_REQUESTS = 90
const WINDOW_MS = 10_000
const SECOND_MS = 1_000
const DAY_MS = 86_400_000

export type Pace = {
  /** How long the next request has to wait, in milliseconds; 0 counts it as made. */
  take(): number
  /** What a 429 says about when to come again, in milliseconds; everything waits for it. */
  throttled(headers: Headers, body: unknown): number
}

/** The pace of one account. */
export const createPace = (clock: Clock): Pace => {
  let requests: readonly Instant[] = []
  let stoppedUntil = 0
  return {
    take: () => {
      const now = clock()
      if (now < stoppedUntil) return stoppedUntil - now
      // A clock that was set back must not stop everything.
      requests = requests.filter((at) => at <= now && at > now - WINDOW_MS)
      if (requests.length >= MAX_REQUESTS) return (requests[0] ?? now) + WINDOW_MS - now
      requests = [...requests, now]
      return 0
    },
    throttled: (headers, body) => {
      const now = clock()
      const ms = retryAfter(headers, now) ?? waitFor(body, now)
      stoppedUntil = Math.max(stoppedUntil, now + ms)
      return ms
    },
  }
}

/** Seconds or a date (RFC 9110). */
export const retryAfter = (headers: Headers, now: Instant): number | undefined => {
  const text = headers.get('retry-after')?.trim() ?? ''
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  return ms >= 0 ? Math.min(ms, DAY_MS) : undefined
}

/** By the limit that was hit. Where the account's midnight is, they don't say: UTC's is a guess. */
const waitFor = (body: unknown, now: Instant): number => {
  const policy = (body as { readonly policyName?: unknown } | undefined | null)?.policyName
  switch (policy) {
    case 'SECONDLY':
      return SECOND_MS
    case 'DAILY':
      return Math.min(DAY_MS - (now % DAY_MS), DAY_MS / 24)
    default:
      return WINDOW_MS
  }
}

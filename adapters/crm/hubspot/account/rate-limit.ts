/** HubSpot's limits per app and account: about 110 requests in 10 seconds, and a daily quota. */

import type { Instant } from '../../../../src/core/model/contact.ts'
import type { Clock } from '../../../../src/ports/side.ts'
import { retryAfterMs } from '../../../../src/wire/events.ts'
import type { Json } from '../../../kit/json.ts'

/** A little below the limit: other processes count too. */
const MAX_REQUESTS = 90
const WINDOW_MS = 10_000
const SECOND_MS = 1_000
const DAY_MS = 86_400_000

export type RateLimit = {
  /** Milliseconds until the next request may start; 0 counts the request as made. */
  take(): number
  /** The wait after a 429 in milliseconds, for all requests. */
  throttled(headers: Headers, body: Json): number
}

/** The rate limit of one account. */
export const createRateLimit = (clock: Clock): RateLimit => {
  let requests: readonly Instant[] = []
  let stoppedUntil = 0
  return {
    take: () => {
      const now = clock()
      if (now < stoppedUntil) return stoppedUntil - now
      // A clock set back must not stop all requests.
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

/** The wait that HubSpot asks for, a day at most. */
export const retryAfter = (headers: Headers, now: Instant): number | undefined =>
  retryAfterMs(headers, now, DAY_MS)

/** Which limit was hit. HubSpot doesn't document where the account's midnight is: assume UTC. */
const waitFor = (body: Json, now: Instant): number => {
  switch (body.policyName) {
    case 'SECONDLY':
      return SECOND_MS
    case 'DAILY':
      return Math.min(DAY_MS - (now % DAY_MS), DAY_MS / 24)
    default:
      return WINDOW_MS
  }
}

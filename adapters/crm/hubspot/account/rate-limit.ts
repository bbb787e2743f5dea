/** HubSpot's limits per app and account: about 110 requests in 10 seconds, and a daily quota. */

import type { Instant } from '../../../../src/core/model/contact.ts'
import { retryAfterMs } from '../../../../src/wire/events.ts'
import type { Json } from '../../../kit/json.ts'

const WINDOW_MS = 10_000
const SECOND_MS = 1_000
const DAY_MS = 86_400_000

/** A little below the limit: other processes count too. */
export const LIMIT = { requests: 90, perMs: WINDOW_MS }

/** The wait that HubSpot asks for, a day at most. */
export const retryAfter = (headers: Headers, now: Instant): number | undefined =>
  retryAfterMs(headers, now, DAY_MS)

/** The wait after a 429, for all requests. HubSpot doesn't document where the account's midnight is: assume UTC. */
export const throttledMs = (headers: Headers, { policyName }: Json, now: Instant): number => {
  const asked = retryAfter(headers, now)
  if (asked !== undefined) return asked
  switch (policyName) {
    case 'SECONDLY':
      return SECOND_MS
    case 'DAILY':
      return Math.min(DAY_MS - (now % DAY_MS), DAY_MS / 24)
    default:
      return WINDOW_MS
  }
}

/** A token bucket for each API key. */

import { LRUCache } from 'lru-cache'
import type { Clock } from '../../ports/side.ts'

export type RateLimit = {
  /** Requests regained per second. */
  readonly perSecond: number
  /** The most requests at once. */
  readonly burst: number
}

export type Allowance = {
  readonly allowed: boolean
  readonly headers: Readonly<Record<string, string>>
}

const MAX_KEYS = 10_000

/** Takes one token for the key, and says how much is left (draft-ietf-httpapi-ratelimit-headers). */
export const createRateLimit = ({ perSecond, burst }: RateLimit, clock: Clock) => {
  const buckets = new LRUCache<string, { tokens: number; at: number }>({
    maxSize: MAX_KEYS,
    sizeCalculation: () => 1,
  })
  const policy = `"key";q=${burst};w=${Math.ceil(burst / perSecond)}`
  return (key: string): Allowance => {
    const now = clock()
    const bucket = buckets.get(key) ?? { tokens: burst, at: now }
    const returned = (Math.max(0, now - bucket.at) / 1000) * perSecond
    bucket.tokens = Math.min(burst, bucket.tokens + returned)
    bucket.at = now
    buckets.set(key, bucket)
    const allowed = bucket.tokens >= 1
    if (allowed) bucket.tokens -= 1
    const fullInSeconds = Math.ceil((burst - bucket.tokens) / perSecond)
    return {
      allowed,
      headers: {
        'RateLimit-Policy': policy,
        RateLimit: `"key";r=${Math.floor(bucket.tokens)};t=${fullInSeconds}`,
        ...(!allowed && {
          'Retry-After': String(Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond))),
        }),
      },
    }
  }
}

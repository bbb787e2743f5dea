/** Keeps the requests to one account of a CRM within its limit. */

import type { Instant } from '../../../src/core/model/contact.ts'
import type { Clock } from '../../../src/ports/side.ts'
import { tooEarly } from './call-error.ts'

export type RateLimit = {
  /** Waits for a place. Throws `CallError` if none is free within two seconds: the outbox waits then. */
  take(): Promise<void>
  /** Stops all requests for so long. */
  pause(ms: number): void
}

/** A number of requests per number of milliseconds. */
export type Limit = { readonly requests: number; readonly perMs: number }

const MAX_WAIT_MS = 2_000

/** The rate limit of one account. */
export const createRateLimit = (
  { requests, perMs }: Limit,
  { clock, wait }: { readonly clock: Clock; readonly wait: (ms: number) => Promise<void> },
): RateLimit => {
  let pausedUntil = 0
  let taken: readonly Instant[] = []
  const delay = (): number => {
    const now = clock()
    if (now < pausedUntil) return pausedUntil - now
    // A clock set back must not stop all requests.
    taken = taken.filter((at) => at <= now && at > now - perMs)
    return taken.length < requests ? 0 : (taken[0] ?? now) + perMs - now
  }
  return {
    pause: (ms) => {
      pausedUntil = Math.max(pausedUntil, clock() + ms)
    },
    take: async () => {
      let ms = delay()
      if (ms > 0 && ms <= MAX_WAIT_MS) {
        await wait(ms)
        ms = delay()
      }
      if (ms > 0) throw tooEarly('rate_limited', ms)
      taken = [...taken, clock()]
    },
  }
}

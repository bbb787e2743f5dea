/** The retry schedule: when to try again, and when to give up. Pure. */

import type { Found } from '../../ports/provider.ts'
import type { AttemptResult } from './breaker.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Index = the attempt that has just failed; the first attempt is made at once. */
const CRM_DELAYS_MS = [
  0,
  4 * SECOND,
  30 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  10 * HOUR,
]
const SEND_DELAYS_MS = [0, SECOND, 5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE]

const MAX_RETRY_AFTER_MS = HOUR

export type Attempted = {
  /** The number of the attempt that failed, from 1. */
  readonly attempt: number
  /** Since the task was made. */
  readonly ageMs: number
  /** 0 ≤ x < 1: the delay varies by ±20 %, so that retries do not come all at once. */
  readonly random: number
  /** The other side's `Retry-After`; at most an hour counts. */
  readonly afterMs?: number
}

/** An attempt's result for the circuit breaker: a rejection is `ok`, since the destination answered. */
export const resultOf = (outcome: Found): AttemptResult => {
  if (outcome.status !== 'retry' && outcome.status !== 'unknown') return 'ok'
  // The provider answered, but the answer decides nothing.
  if (outcome.code === 'ambiguous') return 'ok'
  // It waited for our own limits, not for the destination.
  if (outcome.code === 'http_busy' || ('isEarly' in outcome && outcome.isEarly)) return 'none'
  return outcome.code === 'http_timeout' ? 'hung' : 'failed'
}

/** Milliseconds until the CRM is notified again; undefined = given up after seven days. */
export const crmDelay = (attempted: Attempted): number | undefined =>
  delay(attempted, CRM_DELAYS_MS[attempted.attempt] ?? DAY, 7 * DAY)

/** Milliseconds until a send is repeated; undefined = given up after four hours. */
export const sendDelay = (attempted: Attempted): number | undefined =>
  delay(attempted, SEND_DELAYS_MS[attempted.attempt] ?? 15 * MINUTE, 4 * HOUR)

/** A provider's list may lag: an absence counts only this long after the attempt. */
export const ABSENCE_MS = 2 * MINUTE

/** A send in doubt that could not be looked up for this long is given up. */
export const MAX_DOUBT_MS = DAY

/** How long a message waits for its sender's daily limit: that day's and the next. */
export const MAX_PAUSED_MS = 2 * DAY

/** Milliseconds until look-up number `lookup` (from 1) of a send in doubt. */
export const lookupDelay = (lookup: number, absenceMs = ABSENCE_MS): number =>
  lookup <= 1 ? absenceMs / 4 : lookup === 2 ? absenceMs : 15 * MINUTE

const delay = (attempted: Attempted, usualMs: number, untilMs: number): number | undefined => {
  const { ageMs, random, afterMs = 0 } = attempted
  const delayMs = Math.max(
    Math.round(usualMs * (0.8 + 0.4 * random)),
    Math.min(Math.max(afterMs, 0), MAX_RETRY_AFTER_MS),
  )
  return ageMs + delayMs <= untilMs ? delayMs : undefined
}

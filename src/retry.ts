/** When a failed attempt is tried again, and when it is given up. Pure; `random` gives 0 to 1. */

import type { Instant } from './core/contact.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Index = the attempt that has just failed; the first attempt itself is made at once. */
const CRM_DELAYS_MS = [
  0,
  5 * SECOND,
  30 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  10 * HOUR,
]
const SEND_DELAYS_MS = [0, SECOND, 5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE]
const LOOKUP_DELAYS_MS = [0, 30 * SECOND, 2 * MINUTE]

export type Attempted = {
  /** When the task was made: its age counts from here. */
  readonly createdAt: Instant
  readonly now: Instant
  /** What the other side asked for (`Retry-After`), at least so long; a day at most is granted. */
  readonly afterMs?: number
}

/** Milliseconds until the CRM is told again; undefined = given up, seven days have passed. */
export const crmDelay = (
  attempt: number,
  random: () => number,
  { createdAt, now, afterMs = 0 }: Attempted,
): number | undefined =>
  within(
    createdAt + 7 * DAY - now,
    Math.max(jitter(CRM_DELAYS_MS[attempt] ?? DAY, random), Math.min(afterMs, DAY)),
  )

/** Milliseconds until a send is repeated; undefined = its validity, or else four hours, are over. */
export const sendDelay = (
  attempt: number,
  random: () => number,
  { createdAt, now, afterMs = 0, validUntil }: Attempted & { readonly validUntil?: Instant },
): number | undefined =>
  within(
    (validUntil ?? createdAt + 4 * HOUR) - now,
    Math.max(jitter(SEND_DELAYS_MS[attempt] ?? 15 * MINUTE, random), Math.min(afterMs, DAY)),
  )

/** Milliseconds from a doubtful attempt, or from the look-up before, to look-up number `lookup` (from 1). */
export const lookupDelay = (lookup: number, random: () => number): number =>
  Math.round((LOOKUP_DELAYS_MS[lookup] ?? 15 * MINUTE) * (1 + 0.2 * random()))

const jitter = (delayMs: number, random: () => number): number =>
  Math.round(delayMs * (0.8 + 0.4 * random()))

const within = (leftMs: number, delayMs: number): number | undefined =>
  delayMs <= leftMs ? delayMs : undefined

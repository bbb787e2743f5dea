/** What is wrong with a call to HighLevel, as the outcome of the attempt that it belongs to. */

import type { Outcome } from '../../../../src/ports/side.ts'

type Failure = Exclude<Outcome, { readonly status: 'accepted' }>

/** Thrown by a call, and caught where the attempt began: nothing of theirs is in it. */
export class CallError extends Error {
  readonly outcome: Failure
  /** Their status, where they answered. */
  readonly status: number | undefined
  constructor(outcome: Failure, status?: number) {
    super(`highlevel: ${outcome.code}`)
    this.outcome = outcome
    this.status = status
  }
}

/** Only too early: it says nothing about how they are. */
export const early = (code: string, afterMs: number, status?: number): CallError =>
  new CallError({ status: 'retry', code, afterMs, isEarly: true }, status)

/** Try again, not before `afterMs`. */
export const later = (code: string, afterMs?: number, status?: number): CallError =>
  new CallError({ status: 'retry', code, ...(afterMs !== undefined && { afterMs }) }, status)

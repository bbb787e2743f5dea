/** Turns failed calls to HighLevel into the outcome of the attempt. */

import { CallError } from '../../kit/calls.ts'

/** Too early to call; not a sign of HighLevel's health. */
export const tooEarly = (code: string, afterMs: number, status?: number): CallError =>
  new CallError({ status: 'retry', code, afterMs, isEarly: true }, status)

/** Try again, not before `afterMs`. */
export const retryLater = (code: string, afterMs?: number, status?: number): CallError =>
  new CallError({ status: 'retry', code, ...(afterMs !== undefined && { afterMs }) }, status)

/** Failures of a call to HighLevel, as the outcome of its attempt. */

import { CallError } from '../../kit/calls.ts'

/** Too early to call; says nothing about HighLevel's health. */
export const early = (code: string, afterMs: number, status?: number): CallError =>
  new CallError({ status: 'retry', code, afterMs, isEarly: true }, status)

/** Try again, not before `afterMs`. */
export const later = (code: string, afterMs?: number, status?: number): CallError =>
  new CallError({ status: 'retry', code, ...(afterMs !== undefined && { afterMs }) }, status)

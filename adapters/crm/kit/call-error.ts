/** Turns a failed call to a CRM into the outcome of the attempt. */

import type { Outcome } from '../../../src/ports/side.ts'

/** Ends the attempt with this outcome. `attempt` catches it. */
export class CallError extends Error {
  readonly outcome: Outcome
  /** The answer's status, where there was one. */
  readonly status: number | undefined
  constructor(outcome: Outcome, status?: number) {
    super(`call: ${outcome.status} ${'code' in outcome ? outcome.code : ''}`)
    this.outcome = outcome
    this.status = status
  }
}

/** Too early to call; not a sign of the CRM's health. */
export const tooEarly = (code: string, afterMs: number, status?: number): CallError =>
  new CallError({ status: 'retry', code, afterMs, isEarly: true }, status)

/** Try again, not before `afterMs`. */
export const retryLater = (code: string, afterMs?: number, status?: number): CallError =>
  new CallError({ status: 'retry', code, ...(afterMs !== undefined && { afterMs }) }, status)

/** Runs one attempt; a `CallError` becomes its outcome. */
export const attempt = async (run: () => Promise<Outcome>): Promise<Outcome> => {
  try {
    return await run()
  } catch (error) {
    if (error instanceof CallError) return error.outcome
    throw error
  }
}

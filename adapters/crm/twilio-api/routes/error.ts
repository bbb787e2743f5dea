/** Errors in Twilio's form: https://www.twilio.com/docs/usage/twilios-response#twilios-response-exceptions */

import type { Context } from 'hono'
import type { Verdict } from '../../../../src/core/model/verdict.ts'
import type { Gateway } from '../../../../src/engine/gateway.ts'
import type { Answer } from '../../../../src/http/kit/answer.ts'
import { problemOf } from '../../../../src/http/kit/problem.ts'
import type { EdgeReason } from '../../../../src/http/kit/reasons.ts'
import { codeOf } from '../codes.ts'

/** `{code, message, more_info, status}`, thrown once and mapped once. */
export class TwilioError extends Error {
  readonly code: number
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  constructor(code: number, message: string, status = 400, headers: TwilioError['headers'] = {}) {
    super(message)
    this.code = code
    this.status = status
    this.headers = headers
  }
}

/** The gate's refusal: its code, and the sentence the agent reads. */
export const refusal = (verdict: Exclude<Verdict, { status: 'accepted' }>): TwilioError =>
  new TwilioError(codeOf(verdict), verdict.sentence)

/** The answer for a path that Twilio doesn't have either. */
export const absent = (path: string): TwilioError =>
  new TwilioError(20404, `The requested resource ${path} was not found`, 404)

/** Turns any thrown value into an answer; a bug is logged and not described. */
export const errorAnswer = (error: unknown, gateway: Gateway, c: Context): Answer => {
  const { code, status, message, headers } = errorOf(error, gateway, c)
  const more_info = `${gateway.directory.publicUrl}/docs/twilio#${code}`
  return { status, headers, body: { code, message, more_info, status } }
}

const errorOf = (error: unknown, gateway: Gateway, c: Context): TwilioError => {
  if (error instanceof TwilioError) return error
  const { reason, message, details } = problemOf(error, gateway, c)
  const { code, status } = EDGE[reason as EdgeReason] ?? UNEXPECTED
  return code === 20404
    ? absent(c.req.path)
    : new TwilioError(code, message, status, details.headers)
}

const UNEXPECTED = { code: 20500, status: 500 }
const INVALID = { code: 20001, status: 400 }

/** The limits that a request in Twilio's form can break. */
const EDGE: Readonly<
  Partial<Record<EdgeReason, { readonly code: number; readonly status: number }>>
> = {
  rate_limited: { code: 20429, status: 429 },
  not_found: { code: 20404, status: 404 },
  invalid_request: INVALID,
  unsupported_media_type: INVALID,
  incomplete: INVALID,
  too_large: { code: 20001, status: 413 },
  idempotency_mismatch: { code: 990010, status: 400 },
  idempotency_in_flight: { code: 990011, status: 409 },
  contact_erased: { code: 990012, status: 410 },
  media_unavailable: { code: 20503, status: 503 },
  busy: { code: 20503, status: 503 },
  templates_unknown: { code: 20503, status: 503 },
}

/** Problem documents (RFC 9457): every error on the wire has this one form. */

import type { Context } from 'hono'
import { routePath } from 'hono/route'
import type { Verdict } from '../../core/model/verdict.ts'
import type { Gateway } from '../../engine/gateway.ts'
import { BusyError, CursorError, WebhookError } from '../../ports/errors.ts'
import { wireVerdict } from '../../wire/events.ts'
import type { Answer } from './answer.ts'
import { requestIdOf } from './answer.ts'
import { type ProblemReason, REASONS } from './reasons.ts'

export type FieldProblem = { readonly field: string; readonly problem: string }

type Details = {
  readonly errors?: readonly FieldProblem[]
  readonly headers?: Readonly<Record<string, string>>
  /** Evidence and remedies of a refusal. */
  readonly members?: Readonly<Record<string, unknown>>
}

/** An edge violation: thrown once, mapped once. */
export class ProblemError extends Error {
  readonly reason: ProblemReason
  readonly details: Details
  constructor(reason: ProblemReason, detail: string, details: Details = {}) {
    super(detail)
    this.reason = reason
    this.details = details
  }
}

export const notFound = (what: string) => new ProblemError('not_found', `There is no ${what}.`)

export const invalid = (field: string, problem: string) =>
  new ProblemError('invalid_request', `The field ${field} ${problem}.`, {
    errors: [{ field, problem }],
  })

/** A refusal as a problem: 409, or 422 when the message itself is wrong. */
export const refused = (verdict: Extract<Verdict, { status: 'refused' }>) =>
  new ProblemError(verdict.reason, verdict.sentence, { members: wireVerdict(verdict) })

/** The problem document of a `ProblemError`. */
export const problemAnswer = (error: ProblemError, publicUrl: string, instance: string): Answer => {
  const { status, title } = REASONS[error.reason]
  const { headers, errors, members } = error.details
  return {
    status,
    type: 'application/problem+json',
    ...(headers && { headers }),
    body: {
      type: `${publicUrl}/docs#reason-${error.reason}`,
      title,
      detail: error.message,
      reason: error.reason,
      remedies: [],
      ...members,
      // A verdict has a status of its own; here it is the one of HTTP.
      status,
      instance,
      ...(errors && { errors }),
    },
  }
}

/** Maps anything thrown to a problem document; a bug is logged and not described. */
export const problemOf = (error: unknown, gateway: Gateway, c: Context): ProblemError => {
  if (error instanceof ProblemError) return error
  if (error instanceof WebhookError) return webhookProblem(error)
  if (error instanceof BusyError) {
    gateway.log.warn('store_busy', { requestId: requestIdOf(c), error: error.message })
    return new ProblemError('busy', 'The store is busy.', { headers: { 'Retry-After': '1' } })
  }
  if (error instanceof CursorError) return invalid('cursor', 'is not a valid cursor')
  gateway.log.error('request_failed', {
    requestId: requestIdOf(c),
    method: c.req.method,
    route: routePath(c, -1),
    error: error instanceof Error ? (error.stack ?? error.message) : 'unknown',
  })
  return new ProblemError(
    'internal',
    'Internal error. The log has the details under this request id.',
  )
}

const webhookProblem = ({ code }: WebhookError) => new ProblemError(code, `${REASONS[code].title}.`)

/** Worth a retry: the provider could not be asked yet. */
export const templatesUnknown = (): ProblemError =>
  new ProblemError('templates_unknown', 'The provider did not return its list of templates.')

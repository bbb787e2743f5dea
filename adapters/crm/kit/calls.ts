/** Requests to a CRM's API: keeps rate limits and turns failures into the outcome of the attempt. */

import type { Instant } from '../../../src/core/model/contact.ts'
import { HttpError } from '../../../src/ports/errors.ts'
import type { Http, HttpAnswer, HttpRequest } from '../../../src/ports/http.ts'
import type { Clock } from '../../../src/ports/side.ts'
import { retryAfterMs } from '../../../src/wire/events.ts'
import { parseJson } from '../../kit/json.ts'
import { CallError, retryLater } from './call-error.ts'
import { createRateLimit, type Limit } from './rate-limit.ts'

export type Call = Pick<HttpRequest, 'method' | 'body' | 'timeoutMs'> & {
  /** Path and query, relative to the base address. */
  readonly path: string
  readonly purpose: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON, instead of `body`. */
  readonly json?: unknown
  /** Statuses besides 2xx that the caller handles. */
  readonly expect?: readonly number[]
}

/** An answer; `json` is undefined when the body isn't complete JSON. */
export type CallAnswer = { readonly status: number; readonly json: unknown }

export type CallerOptions = {
  readonly connection: string
  readonly baseUrl: string
  readonly allowPrivate: boolean
  readonly clock: Clock
  readonly wait: (ms: number) => Promise<void>
  /** The account's credentials. */
  readonly credentials: Readonly<Record<string, string>>
  readonly limit: Limit
}

export type Caller = (http: Http, call: Call) => Promise<CallAnswer>

const TIMEOUT_MS = 15_000
const MAX_ANSWER_BYTES = 4 * 1024 * 1024
const RETRIED = new Set([401, 403, 408, 423, 425, 429])

/**
 * The client of one account. A 429 pauses all its requests for the time that it names.
 *
 * @example const call = createCaller({ connection, baseUrl, clock, credentials, … })
 */
export const createCaller = (options: CallerOptions): Caller => {
  const { connection, baseUrl, allowPrivate, clock, credentials } = options
  const rateLimit = createRateLimit(options.limit, options)

  const exchange = async (http: Http, call: Call): Promise<HttpAnswer> => {
    await rateLimit.take()
    const { method, path, purpose, json, body, timeoutMs = TIMEOUT_MS } = call
    const sent = json === undefined ? body : JSON.stringify(json)
    return http({
      method,
      url: `${baseUrl}${path}`,
      headers: {
        accept: 'application/json',
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...credentials,
        ...call.headers,
      },
      ...(sent !== undefined && { body: sent }),
      connection,
      purpose,
      timeoutMs,
      maxBytes: MAX_ANSWER_BYTES,
      allowPrivate,
    })
  }

  const tryCall = async (http: Http, call: Call): Promise<HttpAnswer> => {
    try {
      return await exchange(http, call)
    } catch (error) {
      if (!(error instanceof HttpError)) throw error
      if (error.status === undefined) throw retryLater(error.code)
      return { status: error.status, headers: new Headers(), body: new Uint8Array() }
    }
  }

  return async (http, call) => {
    const answer = await tryCall(http, call)
    const { status, body } = answer
    if ((status >= 200 && status < 300) || call.expect?.includes(status))
      return { status, json: parseJson(body) }
    const afterMs = waitOf(answer, clock())
    if (status === 429) rateLimit.pause(afterMs ?? 0)
    if (status >= 500 || status < 400 || RETRIED.has(status))
      throw retryLater(status < 400 ? 'redirect' : `http_${status}`, afterMs, status)
    throw new CallError(
      { status: 'rejected', code: status === 410 ? 'gone' : `http_${status}` },
      status,
    )
  }
}

const THROTTLED_MS = 60_000

/** `Retry-After`; of a 429 without it a minute. */
const waitOf = ({ status, headers }: HttpAnswer, at: Instant): number | undefined =>
  retryAfterMs(headers, at) ?? (status === 429 ? THROTTLED_MS : undefined)

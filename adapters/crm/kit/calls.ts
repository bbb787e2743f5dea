/** Requests to a CRM's API: keeps rate limits and turns failures into the outcome of the attempt. */

import type { Instant } from '../../../src/core/model/contact.ts'
import { HttpError } from '../../../src/ports/errors.ts'
import type { Http, HttpAnswer, HttpRequest } from '../../../src/ports/http.ts'
import type { Clock, Outcome } from '../../../src/ports/side.ts'
import { retryAfterMs } from '../../../src/wire/events.ts'
import { parseJson } from '../../kit/json.ts'

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
  /** The account's credentials. `isStale`: the previous ones were rejected. */
  readonly credentials: (http: Http, isStale: boolean) => Promise<Readonly<Record<string, string>>>
  /** Whether new credentials may cure a 401. Default false: it is retried slowly. */
  readonly canRefresh?: boolean
  /** A number of requests per number of milliseconds. Default: no limit. */
  readonly limit?: { readonly requests: number; readonly perMs: number }
  /** The wait after a 429 that doesn't name one. Default 60 s. */
  readonly throttledMs?: number
}

export type Caller = (http: Http, call: Call) => Promise<CallAnswer>

/** Shorter waits for a place in the bucket happen here; longer ones return the attempt to the outbox. */
const MAX_WAIT_MS = 2_000
const TIMEOUT_MS = 15_000
const MAX_ANSWER_BYTES = 4 * 1024 * 1024
const RETRIED = new Set([401, 403, 408, 423, 425, 429])

/**
 * The client of one account. A 429 pauses all its requests for the time that it names.
 *
 * @example const call = createCaller({ connection, baseUrl, clock, credentials, … })
 */
export const createCaller = (options: CallerOptions): Caller => {
  const { connection, baseUrl, allowPrivate, clock, credentials, canRefresh = false } = options
  const bucket = createBucket(options)

  const exchange = async (http: Http, call: Call, isStale: boolean): Promise<HttpAnswer> => {
    await bucket.take()
    const { method, path, purpose, json, body, timeoutMs = TIMEOUT_MS } = call
    const sent = json === undefined ? body : JSON.stringify(json)
    return http({
      method,
      url: `${baseUrl}${path}`,
      headers: {
        accept: 'application/json',
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...(await credentials(http, isStale)),
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

  const tryCall = async (http: Http, call: Call, isStale: boolean): Promise<HttpAnswer> => {
    try {
      return await exchange(http, call, isStale)
    } catch (error) {
      if (!(error instanceof HttpError)) throw error
      if (error.status === undefined) throw new CallError({ status: 'retry', code: error.code })
      return { status: error.status, headers: new Headers(), body: new Uint8Array() }
    }
  }

  return async (http, call) => {
    let answer = await tryCall(http, call, false)
    if (answer.status === 401 && canRefresh) answer = await tryCall(http, call, true)
    const { status, body } = answer
    if ((status >= 200 && status < 300) || call.expect?.includes(status))
      return { status, json: parseJson(body) }
    const afterMs = waitOf(answer, clock(), options.throttledMs)
    if (status === 429) bucket.stop(clock() + (afterMs ?? 0))
    if (status >= 500 || status < 400 || RETRIED.has(status))
      throw new CallError(
        {
          status: 'retry',
          code: status < 400 ? 'redirect' : `http_${status}`,
          ...(afterMs !== undefined && { afterMs }),
        },
        status,
      )
    throw new CallError(
      { status: 'rejected', code: status === 410 ? 'gone' : `http_${status}` },
      status,
    )
  }
}

/** Runs one attempt; a `CallError` becomes its outcome. */
export const attempt = async (run: () => Promise<Outcome>): Promise<Outcome> => {
  try {
    return await run()
  } catch (error) {
    if (error instanceof CallError) return error.outcome
    throw error
  }
}

const THROTTLED_MS = 60_000

/** `Retry-After`; of a 429 without it a minute. */
const waitOf = (
  { status, headers }: HttpAnswer,
  at: Instant,
  throttledMs = THROTTLED_MS,
): number | undefined => retryAfterMs(headers, at) ?? (status === 429 ? throttledMs : undefined)

const createBucket = ({ limit, clock, wait }: CallerOptions) => {
  let stoppedUntil = 0
  let taken: Instant[] = []
  const delay = (): number => {
    const now = clock()
    if (now < stoppedUntil) return stoppedUntil - now
    if (!limit) return 0
    // A clock set back must not close the bucket.
    taken = taken.filter((at) => at <= now && at > now - limit.perMs)
    return taken.length < limit.requests ? 0 : (taken[0] ?? now) + limit.perMs - now
  }
  return {
    stop: (until: Instant) => {
      stoppedUntil = Math.max(stoppedUntil, until)
    },
    take: async () => {
      let ms = delay()
      if (ms > MAX_WAIT_MS)
        throw new CallError({ status: 'retry', code: 'rate_limit', afterMs: ms })
      if (ms > 0) {
        await wait(ms)
        ms = delay()
        if (ms > 0) throw new CallError({ status: 'retry', code: 'rate_limit', afterMs: ms })
      }
      taken.push(clock())
    },
  }
}

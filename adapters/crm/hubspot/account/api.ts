/** Requests to HubSpot's API: https://developers.hubspot.com/docs/api-reference/overview */

import { HttpError } from '../../../../src/ports/errors.ts'
import type { Http, HttpAnswer, HttpRequest } from '../../../../src/ports/http.ts'
import type { Outcome } from '../../../../src/ports/side.ts'
import { type Json, objectOf, parseJson } from '../../../kit/json.ts'
import { CallError, retryLater } from '../../kit/call-error.ts'
import { createRateLimit } from '../../kit/rate-limit.ts'
import { LIMIT, retryAfter, throttledMs } from './rate-limit.ts'
import { createTokens, type TokenOptions } from './tokens.ts'

const TIMEOUT_MS = 15_000
/** A scope is missing, or the app was removed: a person must act. */
const SLOW_MS = 60_000
const MAX_ANSWER_BYTES = 4 * 1024 * 1024

export type Call = {
  readonly method: HttpRequest['method']
  /** Relative to the API's URL. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly json?: Json
  readonly form?: { readonly type: string; readonly bytes: Uint8Array }
  readonly purpose: string
  readonly timeoutMs?: number
  /** Statuses besides 2xx that the caller handles; any other ends the attempt. */
  readonly expect?: readonly number[]
}

export type Reply = { readonly status: number; readonly json: Json }

export type Api = {
  /** One request, repeated once with a new token after a 401. Throws `CallError`. */
  call(call: Call, http: Http): Promise<Reply>
  /** The access token, for the doctor. Throws `CallError`. */
  token(http: Http): Promise<string>
}

type ApiOptions = TokenOptions & { readonly wait: (ms: number) => Promise<void> }

/** Access to one account. */
export const createApi = (parts: ApiOptions): Api => {
  const { connection, config, clock, wait } = parts
  const tokens = createTokens(parts)
  const rateLimit = createRateLimit(LIMIT, { clock, wait })

  const exchange = async (call: Call, token: string, http: Http): Promise<HttpAnswer> => {
    await rateLimit.take()
    const { method, path, query, json, form, purpose, timeoutMs = TIMEOUT_MS } = call
    const body = json ? JSON.stringify(json) : form?.bytes
    try {
      return await http({
        method,
        url: `${config.apiUrl}${path}${query ? `?${new URLSearchParams(query)}` : ''}`,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${token}`,
          ...(json && { 'content-type': 'application/json' }),
          ...(form && { 'content-type': form.type }),
        },
        ...(body !== undefined && { body }),
        connection,
        purpose,
        timeoutMs,
        maxBytes: MAX_ANSWER_BYTES,
        allowPrivate: config.allowPrivate,
      })
    } catch (error) {
      if (!(error instanceof HttpError)) throw error
      if (error.status === undefined) throw retryLater(error.code)
      // The status arrived: a broken body is no reason to repeat.
      return { status: error.status, headers: new Headers(), body: new Uint8Array() }
    }
  }

  const call = async (call: Call, http: Http): Promise<Reply> => {
    const token = await tokens.current(http)
    let answer = await exchange(call, token, http)
    if (answer.status === 401 && !tokens.isFixed) {
      tokens.refuse(token)
      answer = await exchange(call, await tokens.current(http), http)
    }
    const { status, headers, body } = answer
    const json = objectOf(parseJson(body))
    if ((status >= 200 && status < 300) || call.expect?.includes(status)) return { status, json }
    const now = clock()
    const afterMs = status === 429 ? throttledMs(headers, json, now) : retryAfter(headers, now)
    if (status === 429 && afterMs !== undefined) rateLimit.pause(afterMs)
    throw new CallError(outcomeOf(status, afterMs), status)
  }

  return { call, token: tokens.current }
}

/** A locked account, or one being migrated. */
const RETRIED = new Set([408, 423, 425, 429, 477])

const outcomeOf = (status: number, afterMs: number | undefined): Outcome => {
  const code = `http_${status}`
  if (status === 410) return { status: 'rejected', code: 'gone' }
  if (status < 400) return { status: 'retry', code: 'redirect' }
  if (status === 401 || status === 403)
    return { status: 'retry', code, afterMs: Math.max(afterMs ?? 0, SLOW_MS) }
  if (status >= 500 || RETRIED.has(status))
    return { status: 'retry', code, ...(afterMs !== undefined && { afterMs }) }
  return { status: 'rejected', code }
}

/** A HubSpot id, which comes as text or as a number. */
export const idOf = (value: unknown): string | undefined => {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && /^[\w-]{1,128}$/.test(text) ? text : undefined
}

/** Calls to HighLevel's API 2.0: https://marketplace.gohighlevel.com/docs/ */

import { HttpError } from '../../../../src/ports/errors.ts'
import type { Http, HttpAnswer, HttpRequest } from '../../../../src/ports/http.ts'
import { isObject, type Json, listOf, objectOf, parseJson } from '../../../kit/json.ts'
import { CallError, retryLater } from '../../kit/call-error.ts'
import { createRateLimit } from '../../kit/rate-limit.ts'
import type { HighLevelConfig } from '../config.ts'
import { LIMIT, pauseAfter } from './rate-limit.ts'
import { createTokens, type Grant, type TokenOptions } from './tokens.ts'

const TIMEOUT_MS = 15_000
const SLOW_MS = 60_000

/** Each part of the API had its own version; `v3` covers all. */
const VERSIONS = { conversations: '2021-04-15', contacts: '2021-07-28', users: '2021-07-28' }

export type Call = {
  readonly method: HttpRequest['method']
  /** Relative to the API's URL; its first part selects the version. */
  readonly path: `/${keyof typeof VERSIONS}/${string}`
  readonly query?: Readonly<Record<string, string>>
  readonly body?: Json
  readonly form?: { readonly type: string; readonly bytes: Uint8Array }
  readonly purpose: string
  /** Statuses besides 2xx that the caller handles; any other becomes a `CallError`. */
  readonly expects?: readonly number[]
}

export type Reply = { readonly status: number; readonly json: Json; readonly isEmpty: boolean }

export type Api = {
  /** One call, repeated once with a new token after a 401. Throws `CallError`. */
  call(call: Call, http: Http): Promise<Reply>
  grant(http: Http): Promise<Grant>
}

type ApiOptions = TokenOptions & { wait(ms: number): Promise<void> }

/** Access to one location. */
export const createApi = (parts: ApiOptions): Api => {
  const { connection, config, clock, wait } = parts
  const tokens = createTokens(parts)
  const rateLimit = createRateLimit(LIMIT, { clock, wait })
  let failuresInARow = 0

  const exchange = async (call: Call, { accessToken }: Grant, http: Http): Promise<HttpAnswer> => {
    await rateLimit.take()
    try {
      return await http({ ...requestOf(config, call, accessToken), connection })
    } catch (error) {
      if (!(error instanceof HttpError)) throw error
      // The status arrived: a broken body is no reason to repeat.
      if (error.status !== undefined)
        return { status: error.status, headers: new Headers(), body: FLOODED }
      throw retryLater(error.code)
    }
  }

  const call = async (call: Call, http: Http): Promise<Reply> => {
    const grant = await tokens.current(http)
    let answer = await exchange(call, grant, http)
    // HighLevel gives the same answer for a provider it doesn't know yet, which no token mends.
    if (answer.status === 401 && !isAboutProvider(answer)) {
      tokens.refuse(grant.accessToken)
      answer = await exchange(call, await tokens.current(http), http)
    }
    const { status } = answer
    const afterMs = pauseAfter(rateLimit, answer, clock())
    failuresInARow = status === 500 ? failuresInARow + 1 : 0
    // HighLevel also answers 500 to a bad token: after two of them, try another.
    if (failuresInARow === 2) tokens.refuse(grant.accessToken)
    if ((status >= 200 && status < 300) || call.expects?.includes(status)) return replyOf(answer)
    throw troubleOf(answer, afterMs)
  }

  return { call, grant: tokens.current }
}

/** The messages of a conversation. The list is nested once more than documented. */
export const messagesIn = ({ messages }: Json): readonly Json[] =>
  listOf(isObject(messages) ? messages.messages : messages)

/** The body in place of one that was too large to read. */
const FLOODED = new TextEncoder().encode('{}')

const requestOf = (
  { apiUrl, apiVersion, allowPrivate }: HighLevelConfig,
  { method, path, query, body, form, purpose }: Call,
  accessToken: string,
): Omit<HttpRequest, 'connection'> => {
  const part = path.split('/')[1] as keyof typeof VERSIONS
  const search = query ? `?${new URLSearchParams(query)}` : ''
  return {
    method,
    url: `${apiUrl}${path}${search}`,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${accessToken}`,
      version: apiVersion === 'v3' ? 'v3' : VERSIONS[part],
      ...(body && { 'content-type': 'application/json' }),
      ...(form && { 'content-type': form.type }),
    },
    ...(body && { body: JSON.stringify(body) }),
    ...(form && { body: form.bytes }),
    purpose,
    timeoutMs: TIMEOUT_MS,
    allowPrivate,
  }
}

const replyOf = ({ status, body }: HttpAnswer): Reply => {
  const text = new TextDecoder().decode(body).trim()
  return { status, json: objectOf(parseJson(text)), isEmpty: text === '' }
}

const troubleOf = (answer: HttpAnswer, afterMs: number | undefined): CallError => {
  const { status } = answer
  const code = `http_${status}`
  if (status === 410) return new CallError({ status: 'rejected', code: 'gone' }, status)
  if (status >= 300 && status < 400) return retryLater('redirect', undefined, status)
  if (status === 429) return retryLater(code, afterMs, status)
  if (isAboutProvider(answer)) return retryLater('provider_unknown', undefined, status)
  // A scope or a seat is missing, or the app was removed: a person must act.
  if (status === 401 || status === 403) return retryLater(code, SLOW_MS, status)
  if (status === 408 || status >= 500) return retryLater(code, afterMs, status)
  return new CallError({ status: 'rejected', code }, status)
}

/** "No conversation provider found for this message", which it answers for some seconds after a Delivery. */
const isAboutProvider = ({ status, body }: HttpAnswer): boolean =>
  (status === 401 || status === 403) &&
  /conversation provider/i.test(new TextDecoder().decode(body.subarray(0, 2_000)))

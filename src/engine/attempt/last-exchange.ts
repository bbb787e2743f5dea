/** Notes the last exchange of an attempt, so that a dead letter can show it. */

import type { Tell } from '../../core/model/message/effect.ts'
import type { Message } from '../../core/model/message/message.ts'
import { HttpError } from '../../ports/errors.ts'
import type { Exchange, Http, HttpAnswer, HttpRequest } from '../../ports/http.ts'
import type { Clock } from '../../ports/side.ts'
import type { Task } from '../../ports/store/outbox.ts'
import { cut, maskBody, maskHeaders, maskUrl } from './mask.ts'

type Seen = {
  readonly at: number
  readonly request: HttpRequest
  endedAt?: number
  answer?: HttpAnswer
  error?: string
}

/** The HTTP client of one attempt. Keeps the last exchange as it is: masking it is left for the few that are shown. */
export const recordExchanges = (http: Http, clock: Clock) => {
  let seen: Seen | undefined
  const exchange = async (request: HttpRequest): Promise<HttpAnswer> => {
    const now: Seen = { at: clock(), request }
    seen = now
    try {
      now.answer = await http(request)
      return now.answer
    } catch (error) {
      now.error = error instanceof HttpError ? error.code : 'unknown'
      throw error
    } finally {
      now.endedAt = clock()
    }
  }
  return {
    http: Object.assign(exchange, { stream: http.stream }) as Http,
    /** The last one, without secrets and without what people wrote. */
    last: (task: Task): Exchange | undefined => seen && describe(seen, wordsOf(task)),
  }
}

const describe = (
  { at, endedAt = at, request, answer, error }: Seen,
  words: readonly string[],
): Exchange => {
  const { method, url, headers = {}, body } = request
  const sent = bodyOf(body, headers['content-type'], words, true)
  const got = answer && bodyOf(answer.body, answer.headers.get('content-type'), words, false)
  return {
    at,
    durationMs: endedAt - at,
    request: {
      method,
      url: maskUrl(url),
      headers: maskHeaders(Object.entries(headers)),
      ...(sent && { body: sent }),
    },
    ...(answer && {
      answer: {
        status: answer.status,
        headers: maskHeaders(answer.headers),
        ...(got && { body: got }),
      },
    }),
    ...(error !== undefined && { error }),
  }
}

const bodyOf = (
  body: string | Uint8Array | undefined,
  type: string | null | undefined,
  words: readonly string[],
  isOurs: boolean,
): string => {
  if (body === undefined || body.length === 0) return ''
  const text = typeof body === 'string' ? body : textOf(body)
  return text === undefined
    ? `(${body.length} bytes that are not text)`
    : cut(maskBody(text, { type: type ?? '', words, isOurs }))
}

const textOf = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Words of the contact or an agent, to be masked anywhere in the body. */
const wordsOf = ({ message, effect }: Task): readonly string[] => {
  const { words } = (effect.kind === 'tell' ? (effect as Tell).detail : undefined) ?? {}
  return [...wordsIn(message), ...(typeof words === 'string' ? [words] : [])]
}

const wordsIn = (message: Message | undefined): readonly string[] =>
  message ? stringsIn([message.content, message.received, message.rendered]) : []

/** Names of members that are no words. */
const CODES = new Set(
  'kind form type contentType url id providerId sender language name forwarded'.split(' '),
)

const stringsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return value === '' ? [] : [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) => (CODES.has(key) ? [] : stringsIn(one)))
}

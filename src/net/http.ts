/** The HTTP client: one deadline, a capped answer, no redirects, one log line per exchange. */

import { HttpError } from '../ports/errors.ts'
import type { Http, HttpAnswer, HttpRequest } from '../ports/http.ts'
import type { Clock } from '../ports/side.ts'
import type { Log } from '../telemetry/log.ts'
import { createSlots, type Release } from './slots.ts'
import { parseUrl } from './urls.ts'

const TIMEOUT_MS = 10_000
/** Requests of one connection at a time, equal to its maximum of attempts. */
export const MAX_PER_CONNECTION = 64
/** Waiting for a place is not part of the deadline, but is not endless either. */
const MAX_WAIT_MS = 20_000
const MAX_BYTES = 1_048_576
const BODILESS = new Set([204, 205, 304])

export type FetchInit = {
  /** Requests that share sockets. */
  readonly connection: string
  readonly method: string
  readonly headers: Record<string, string>
  readonly body?: string | Uint8Array<ArrayBuffer>
  readonly redirect: 'manual'
  readonly signal: AbortSignal
  readonly allowPrivate: boolean
}

/** The part of a `Response` that we need. */
export type FetchAnswer = {
  readonly status: number
  readonly headers: Headers
  readonly body: AsyncIterable<Uint8Array> | null
}

export type ExchangeInit = Omit<FetchInit, 'signal' | 'redirect'> & {
  /** The deadline of the whole exchange, after which it fails with an `HttpError`. */
  readonly timeoutMs: number
  /** The limit of the unpacked body. */
  readonly maxBytes: number
}

/** Facts about an exchange, even if it fails. */
export type Progress = { status?: number }

/** The global `fetch` fits; on Node use `createNodeFetch`, which checks where it connects to. */
export type Fetch = {
  (url: string, init: FetchInit): Promise<FetchAnswer>
  /** Gives the whole answer, where that is cheaper than a stream of it. */
  readonly exchange?: (url: string, init: ExchangeInit, progress: Progress) => Promise<HttpAnswer>
}

type HttpOptions = {
  readonly fetch: Fetch
  readonly log: Log
  readonly clock: Clock
  /** Requests of one connection at once; the others wait. Default 64. */
  readonly atOnce?: number
}
type Slots = ReturnType<typeof createSlots>

/**
 * The client behind `Http`. Throws `HttpError`; its `reached` says whether the request may have arrived. Successful
 * exchanges are logged at `debug`, all others at `warn`.
 *
 * @example const http = createHttp({ fetch: createNodeFetch(), log, clock: Date.now })
 */
export const createHttp = (given: HttpOptions): Http => {
  const slots = createSlots({ max: given.atOnce ?? MAX_PER_CONNECTION, patienceMs: MAX_WAIT_MS })
  const parts = { ...given, slots }
  const exchange = async (request: HttpRequest): Promise<HttpAnswer> => {
    if (given.fetch.exchange) return exchangeWhole(request, parts, given.fetch.exchange)
    const { status, headers, chunks } = await open(request, parts)
    const read: Uint8Array[] = []
    for await (const chunk of chunks) read.push(chunk)
    return { status, headers, body: join(read) }
  }
  const stream = async (request: HttpRequest): Promise<Response> => {
    // A file may be read slowly, so it must not take a place from the sends.
    const lane = `${request.connection} files`
    const { status, headers, chunks } = await open(request, parts, lane)
    if (!BODILESS.has(status)) return new Response(streamOf(chunks), { status, headers })
    for await (const _ of chunks);
    return new Response(null, { status, headers })
  }
  return Object.assign(exchange, { stream })
}

const open = async (
  request: HttpRequest,
  parts: HttpOptions & { readonly slots: Slots },
  lane = request.connection,
) => exchangeWithin(request, parts, await enter(request, parts, lane), lane)

/** Waits for a place; gives the way to leave it. */
const enter = async (
  request: HttpRequest,
  { slots, log }: HttpOptions & { readonly slots: Slots },
  lane: string,
): Promise<Release> => {
  const release = await slots(lane)
  if (release) return release
  log.warn('http', {
    connection: request.connection,
    purpose: request.purpose,
    host: hostOf(request.url),
    code: 'busy',
  })
  throw new HttpError('busy', false)
}

const exchangeWhole = async (
  request: HttpRequest,
  parts: HttpOptions & { readonly slots: Slots },
  exchange: NonNullable<Fetch['exchange']>,
): Promise<HttpAnswer> => {
  const release = await enter(request, parts, request.connection)
  const close = closing(request, parts, release)
  const progress: Progress = {}
  const { timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES } = request
  try {
    const init = { ...sentOf(request), connection: request.connection, timeoutMs, maxBytes }
    const answer = await exchange(request.url, init, progress)
    close(answer.status)
    return answer
  } catch (error) {
    const cause = causeOf(error)
    const known = describe(error, cause, false, progress.status)
    close(progress.status, known, cause)
    throw known
  }
}

const sentOf = ({ method, headers, body, allowPrivate = false }: HttpRequest) => ({
  method,
  headers: { 'user-agent': 'postern', 'accept-encoding': 'identity', ...headers },
  ...(body !== undefined && { body: body as string | Uint8Array<ArrayBuffer> }),
  allowPrivate,
})

/** Ends an exchange: gives its place free and writes its line. */
const closing = (request: HttpRequest, { log, clock }: HttpOptions, release: Release) => {
  const startedAt = clock()
  return (status?: number, error?: HttpError, cause?: string) => {
    release()
    log[error || (status ?? 0) >= 400 ? 'warn' : 'debug']('http', {
      connection: request.connection,
      purpose: request.purpose,
      method: request.method,
      host: hostOf(request.url),
      status,
      code: error?.code,
      cause,
      durationMs: clock() - startedAt,
    })
  }
}

const exchangeWithin = async (
  request: HttpRequest,
  parts: HttpOptions,
  release: Release,
  lane: string,
) => {
  const deadline = new AbortController()
  const conclude = closing(request, parts, release)
  const timer = setTimeout(() => {
    deadline.abort()
    // Even if nobody reads on to the end.
    release()
  }, request.timeoutMs ?? TIMEOUT_MS)
  const close: typeof conclude = (...ending) => {
    clearTimeout(timer)
    conclude(...ending)
  }
  const fail = (error: unknown, status?: number): HttpError => {
    const cause = causeOf(error)
    const known = describe(error, cause, deadline.signal.aborted, status)
    close(status, known, cause)
    return known
  }
  async function* read({ status, body }: FetchAnswer) {
    let left = request.maxBytes ?? MAX_BYTES
    let ended = false
    try {
      for await (const chunk of body ?? []) {
        left -= chunk.byteLength
        if (left < 0) throw new HttpError('too_large', true, status)
        yield chunk
      }
      ended = true
      close(status)
    } catch (error) {
      ended = true
      throw fail(error, status)
    } finally {
      // The reader cancelled the stream.
      if (!ended) fail(new HttpError('aborted', true, status), status)
    }
  }
  try {
    const answer = await parts.fetch(request.url, {
      ...sentOf(request),
      redirect: 'manual',
      signal: deadline.signal,
      connection: lane,
    })
    return { status: answer.status, headers: answer.headers, chunks: read(answer) }
  } catch (error) {
    throw fail(error)
  }
}

/** Errors of the connection attempt: nothing has been sent yet. */
const NOT_SENT =
  /^(ENOTFOUND|EAI_|ECONNREFUSED|UND_ERR_CONNECT_TIMEOUT|UND_ERR_INVALID_ARG|ERR_INVALID_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_|ERR_SSL_(WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|.*HANDSHAKE))/

const describe = (
  error: unknown,
  cause: string,
  late: boolean,
  status: number | undefined,
): HttpError => {
  if (error instanceof HttpError) return error
  const inner = (error as { cause?: unknown }).cause
  if (inner instanceof HttpError) return inner
  if (status === undefined && (NOT_SENT.test(cause) || cause.startsWith('connect ')))
    return new HttpError('connect', false)
  if (late) return new HttpError('timeout', true, status)
  return new HttpError('reset', true, status)
}

/** The system's error code, such as `ECONNREFUSED`, inside `fetch`'s error. */
const causeOf = (error: unknown): string => {
  const { code, name, syscall, cause } = error as Error & {
    readonly code?: unknown
    readonly syscall?: unknown
  }
  if (cause instanceof Error) return causeOf(cause)
  const word = typeof code === 'string' ? code : name
  return syscall === 'connect' ? `connect ${word}` : word
}

const hostOf = (url: string): string => {
  try {
    return parseUrl(url).host
  } catch {
    return 'invalid'
  }
}

const join = (chunks: readonly Uint8Array[]): Uint8Array => {
  const [first] = chunks
  if (chunks.length <= 1) return first ?? new Uint8Array()
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0))
  let offset = 0
  for (const chunk of chunks) {
    whole.set(chunk, offset)
    offset += chunk.byteLength
  }
  return whole
}

const streamOf = (chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array<ArrayBuffer>> =>
  new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(value as Uint8Array<ArrayBuffer>)
    },
    cancel: async () => {
      await chunks.return(undefined)
    },
  })

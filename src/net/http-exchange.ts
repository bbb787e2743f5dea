/** Whole exchanges over undici's `dispatch`: no stream, no signal and no timer for each request. */

import { promisify } from 'node:util'
import { unzip } from 'node:zlib'
import type { Agent, Dispatcher } from 'undici'
import { HttpError } from '../ports/errors.ts'
import type { HttpAnswer } from '../ports/http.ts'
import type { ExchangeInit, Progress } from './http.ts'

/** The precision of deadlines. */
const SWEEP_MS = 250

type Exchange = (
  agent: Agent,
  target: URL,
  init: ExchangeInit,
  progress: Progress,
) => Promise<HttpAnswer>

/** The answer with its whole body. Rejects with `HttpError` or with the error of the connection. */
export const createExchange = (): Exchange => {
  const watch = createDeadlines()
  return (agent, target, init, progress) =>
    new Promise((resolve, reject) => {
      const chunks: Uint8Array[] = []
      let length = 0
      let headers: Raw = {}
      let controller: Dispatcher.DispatchController | undefined
      let over = false
      const giveUp = (error: Error) => {
        over = true
        forget()
        reject(error)
        controller?.abort(error)
      }
      const forget = watch(init.timeoutMs, () =>
        giveUp(new HttpError('timeout', true, progress.status)),
      )
      const handler: Dispatcher.DispatchHandler = {
        onRequestStart: (begun) => {
          controller = begun
          // It waited too long for a socket, so it is not sent.
          if (over) begun.abort(new Error('over'))
        },
        onResponseStart: (_, status, raw) => {
          // Such as 103, before the answer itself.
          if (status < 200) return
          progress.status = status
          headers = raw
        },
        onResponseData: (_, chunk) => {
          length += chunk.byteLength
          if (length > init.maxBytes) giveUp(new HttpError('too_large', true, progress.status))
          else chunks.push(chunk)
        },
        onResponseEnd: () => {
          if (over) return
          over = true
          forget()
          const raw = headers
          const body = join(chunks, length)
          const answer = (plain: Uint8Array) => resolve(answerOf(progress.status ?? 0, raw, plain))
          if (isZipped(raw) && length > 0)
            unpack(body, init.maxBytes, progress).then(answer, reject)
          else answer(body)
        },
        onResponseError: (_, error) => {
          if (!over) giveUp(error)
        },
      }
      const { method, headers: sent, body = null } = init
      const path = target.pathname + target.search
      agent.dispatch(
        {
          origin: target.origin,
          path,
          method: method as Dispatcher.HttpMethod,
          headers: sent,
          body,
        },
        handler,
      )
    })
}

type Raw = Readonly<Record<string, string | string[] | undefined>>

/** Most callers read no header. */
const answerOf = (status: number, raw: Raw, body: Uint8Array): HttpAnswer => {
  let headers: Headers | undefined
  return {
    status,
    body,
    get headers() {
      headers ??= headersOf(raw)
      return headers
    },
  }
}

export const headersOf = (raw: Raw): Headers => {
  const headers = new Headers()
  for (const [name, value] of Object.entries(raw)) {
    if (typeof value === 'string') headers.append(name, value)
    else for (const each of value ?? []) headers.append(name, each)
  }
  return headers
}

const unzipped = promisify(unzip) as (
  body: Uint8Array,
  options: { readonly maxOutputLength: number },
) => Promise<Uint8Array>

const isZipped = ({ 'content-encoding': encoding }: Raw): boolean =>
  encoding === 'gzip' || encoding === 'deflate'

/** We ask for no encoding; what comes compressed all the same is unpacked, under the same cap. */
const unpack = async (
  body: Uint8Array,
  maxBytes: number,
  { status }: Progress,
): Promise<Uint8Array> => {
  try {
    return await unzipped(body, { maxOutputLength: maxBytes })
  } catch (error) {
    const { code } = error as { readonly code?: unknown }
    throw code === 'ERR_BUFFER_TOO_LARGE' ? new HttpError('too_large', true, status) : error
  }
}

const join = (chunks: readonly Uint8Array[], length: number): Uint8Array => {
  const [first] = chunks
  return chunks.length <= 1 ? (first ?? new Uint8Array()) : Buffer.concat(chunks, length)
}

/** One timer for all deadlines, running while there are any. */
const createDeadlines = () => {
  const waiting = new Set<{ readonly at: number; readonly expire: () => void }>()
  let sweep: NodeJS.Timeout | undefined
  const expireDue = () => {
    const now = performance.now()
    for (const one of waiting) if (one.at <= now) one.expire()
    if (waiting.size > 0) return
    clearInterval(sweep)
    sweep = undefined
  }
  return (ms: number, expire: () => void): (() => void) => {
    const one = { at: performance.now() + ms, expire }
    waiting.add(one)
    sweep ??= setInterval(expireDue, SWEEP_MS)
    return () => void waiting.delete(one)
  }
}

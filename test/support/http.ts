/** HTTP for tests: the one client of the gateway's API, and the real `Http` over the global `fetch`. */

import type { Server } from 'node:net'
import { createHttp, type Fetch } from '../../src/net/http.ts'
import type { Http } from '../../src/ports/http.ts'
import { createLog } from '../../src/telemetry/log.ts'
import type { Body } from './documents/answers.ts'

type Ask = (path: string, init: RequestInit) => Response | Promise<Response>

/** A body that is no JSON is a string. */
export type Answer<B = Body> = {
  readonly status: number
  readonly headers: Headers
  readonly body: B
}

/** `request` is an app's, or `fetch` at an address. `settle` is awaited once an answer is there. */
export const createClient = <B = Body>(
  request: Ask,
  key: string,
  settle: () => Promise<unknown> = async () => {},
) => {
  const ask = async (method: string, path: string, body?: unknown, headers: object = {}) =>
    request(path, {
      method,
      headers: {
        Authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  const call = async (...asked: Parameters<typeof ask>): Promise<Answer<B>> => {
    const answer = await ask(...asked)
    await settle()
    const { status, headers } = answer
    const text = await answer.text()
    const isJson = /[/+]json/.test(headers.get('content-type') ?? '')
    return { status, headers, body: isJson && text ? JSON.parse(text) : text }
  }
  const read = async (...asked: Parameters<typeof ask>) => (await call(...asked)).body
  const list = async <T>(path: string) => (await read('GET', path)) as unknown as readonly T[]
  return { ask, call, read, list }
}

/** Over what msw answers. `lines` takes the log; `deadlineMs` replaces every time limit. */
export const createTestHttp = ({
  fetch = globalThis.fetch as Fetch,
  lines = [],
  deadlineMs,
}: {
  readonly fetch?: Fetch
  readonly lines?: string[]
  readonly deadlineMs?: () => number | undefined
} = {}): Http => {
  const log = createLog({ level: 'debug', write: (line) => lines.push(line) })
  const http = createHttp({ fetch, log, clock: Date.now })
  const limited: Http['stream'] = (request) => http.stream({ ...request, ...limit(deadlineMs?.()) })
  const exchange = (request: Parameters<Http>[0]) => http({ ...request, ...limit(deadlineMs?.()) })
  return Object.assign(exchange, { stream: limited })
}

const limit = (timeoutMs: number | undefined) => (timeoutMs === undefined ? {} : { timeoutMs })

/** Listens on a free port of this machine; resolves to its address. */
export const listenLocally = async (
  server: Pick<Server, 'listen' | 'address'>,
): Promise<string> => {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
}

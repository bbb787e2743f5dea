/** The real `Http` over the global `fetch`, which msw answers. */

import { createHttp, type Fetch } from '../../src/net/http.ts'
import type { Http } from '../../src/ports/http.ts'
import { createLog } from '../../src/telemetry/log.ts'

/** `lines` takes the log; `deadlineMs` replaces every time limit. */
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

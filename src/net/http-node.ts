/** The `fetch` of Node: checks the IP address when it connects, so that DNS rebinding fails. */

import { lookup as systemLookup } from 'node:dns'
import { createRequire } from 'node:module'
import type { LookupFunction } from 'node:net'
import { pipeline } from 'node:stream'
import { createUnzip } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import type { Agent, Dispatcher } from 'undici'
import { type Fetch, type FetchAnswer, MAX_PER_CONNECTION } from './http.ts'
import { createExchange, headersOf } from './http-exchange.ts'
import { checkUrl, publicOnly } from './public-address.ts'
import { parseUrl } from './urls.ts'

/** More connections than anybody configures. */
const MAX_AGENTS = 2_000
const CONNECT_TIMEOUT_MS = 5_000

/**
 * Goes to public addresses over https only, unless a request says `allowPrivate`. Built on undici's
 * `request` and `dispatch` cost a fifth of `fetch`.
 */
export const createNodeFetch = ({
  lookup = systemLookup as LookupFunction,
}: {
  readonly lookup?: LookupFunction
} = {}): Fetch => {
  // One each: two accounts at the same provider do not wait for each other's sockets.
  const agents = new LRUCache<string, Agent>({
    max: MAX_AGENTS,
    dispose: (agent) => void agent.close(),
  })
  const agentOf = (connection: string, allowPrivate: boolean): Agent => {
    const key = `${connection} ${allowPrivate}`
    let agent = agents.get(key)
    if (!agent) {
      agent = agentWith(allowPrivate ? lookup : publicOnly(lookup))
      agents.set(key, agent)
    }
    return agent
  }
  const targetOf = (url: string, allowPrivate: boolean): URL => {
    const target = parseUrl(url)
    if (!allowPrivate) checkUrl(target)
    return target
  }
  const fetch: Fetch = async (url, init) => {
    const { method, headers, body, signal, connection, allowPrivate } = init
    const target = targetOf(url, allowPrivate)
    const answer = await loadUndici().request.call(agentOf(connection, allowPrivate), {
      origin: target.origin,
      path: target.pathname + target.search,
      method: method as Dispatcher.HttpMethod,
      headers,
      body: body ?? null,
      signal,
    })
    return { status: answer.statusCode, headers: headersOf(answer.headers), body: plain(answer) }
  }
  const dispatch = createExchange()
  const exchange: Fetch['exchange'] = async (url, init, progress) => {
    const { connection, allowPrivate } = init
    const target = targetOf(url, allowPrivate)
    return dispatch(agentOf(connection, allowPrivate), target, init, progress)
  }
  return Object.assign(fetch, { exchange })
}

type Undici = {
  readonly Agent: typeof Agent
  readonly request: (
    this: Agent,
    options: Dispatcher.RequestOptions,
  ) => Promise<Dispatcher.ResponseData>
}

let undici: Undici | undefined

const require = createRequire(import.meta.url)

/**
 * For the first request, or before it: a start does not wait for its files. They are a quarter of
 * those of the whole package, which also loads its caches, mocks and a `fetch`.
 */
export const loadUndici = (): Undici => {
  undici ??= {
    Agent: require('undici/lib/dispatcher/agent'),
    request: require('undici/lib/api/api-request'),
  }
  return undici
}

const agentWith = (lookup: LookupFunction) =>
  new (loadUndici().Agent)({
    connections: MAX_PER_CONNECTION,
    connect: { lookup, timeout: CONNECT_TIMEOUT_MS },
    // Our own deadline holds for the whole exchange.
    headersTimeout: 0,
    bodyTimeout: 0,
  })

/** We ask for no encoding; what comes compressed all the same is unpacked, under the reader's cap. */
const plain = ({ headers, body }: Dispatcher.ResponseData): FetchAnswer['body'] => {
  const encoding = headers['content-encoding']
  if (encoding !== 'gzip' && encoding !== 'deflate') return body
  // The reader of the last stream hears of every error.
  return pipeline(body, createUnzip(), () => {})
}

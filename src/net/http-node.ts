/** The `fetch` of Node: checks the IP address when it connects, so that DNS rebinding fails. */

import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { pipeline } from 'node:stream'
import { createUnzip } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import { Agent, type Dispatcher } from 'undici'
import { type Fetch, type FetchAnswer, MAX_PER_CONNECTION } from './http.ts'
import { checkUrl, publicOnly } from './public-address.ts'

/** More connections than anybody configures. */
const MAX_AGENTS = 2_000
const CONNECT_TIMEOUT_MS = 5_000

/**
 * Goes to public addresses over https only, unless a request says `allowPrivate`. Built on undici's
 * `request`, which costs a fifth of what `fetch` does.
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
  return async (url, { method, headers, body, signal, connection, allowPrivate }) => {
    const target = new URL(url)
    if (!allowPrivate) checkUrl(target)
    const answer = await agentOf(connection, allowPrivate).request({
      origin: target.origin,
      path: target.pathname + target.search,
      method: method as Dispatcher.HttpMethod,
      headers,
      body: body ?? null,
      signal,
    })
    return { status: answer.statusCode, headers: headersOf(answer.headers), body: plain(answer) }
  }
}

const agentWith = (lookup: LookupFunction) =>
  new Agent({
    connections: MAX_PER_CONNECTION,
    connect: { lookup, timeout: CONNECT_TIMEOUT_MS },
    // Our own deadline holds for the whole exchange.
    headersTimeout: 0,
    bodyTimeout: 0,
  })

const headersOf = (raw: Dispatcher.ResponseData['headers']): Headers => {
  const headers = new Headers()
  for (const [name, value] of Object.entries(raw)) {
    if (typeof value === 'string') headers.append(name, value)
    else for (const each of value ?? []) headers.append(name, each)
  }
  return headers
}

/** We ask for no encoding; what comes compressed all the same is unpacked, under the reader's cap. */
const plain = ({ headers, body }: Dispatcher.ResponseData): FetchAnswer['body'] => {
  const encoding = headers['content-encoding']
  if (encoding !== 'gzip' && encoding !== 'deflate') return body
  // The reader of the last stream hears of every error.
  return pipeline(body, createUnzip(), () => {})
}

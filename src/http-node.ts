/** The `fetch` of Node: checks an address at the moment it connects there, so that no name can turn. */

import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { pipeline } from 'node:stream'
import { createUnzip } from 'node:zlib'
import ipaddr from 'ipaddr.js'
import { Agent, type Dispatcher } from 'undici'
import type { Fetch, FetchAnswer } from './http.ts'
import { HttpError } from './port.ts'

const CONNECTIONS_PER_ORIGIN = 64
const CONNECT_TIMEOUT_MS = 5_000

/**
 * Goes to public addresses over https only, unless a request says `allowPrivate`. Built on undici's
 * `request`, which costs a quarter of its `fetch`.
 */
export const createNodeFetch = ({
  lookup = systemLookup as LookupFunction,
}: {
  readonly lookup?: LookupFunction
} = {}): Fetch => {
  const anywhere = agentWith(lookup)
  const publicOnly = agentWith(guard(lookup))
  return async (url, { method, headers, body, signal, allowPrivate }) => {
    const target = new URL(url)
    if (!allowPrivate) checkTarget(target)
    const answer = await (allowPrivate ? anywhere : publicOnly).request({
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

/** Whether an IP address is one of the public Internet. */
export const isPublicAddress = (address: string): boolean => {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() !== 'unicast') return false
  // Beyond 2000::/3 nothing is assigned to the public Internet.
  return parsed.kind() === 'ipv4' || ((parsed.toByteArray()[0] ?? 0) & 0xe0) === 0x20
}

const agentWith = (lookup: LookupFunction) =>
  new Agent({
    connections: CONNECTIONS_PER_ORIGIN,
    connect: { lookup, timeout: CONNECT_TIMEOUT_MS },
    // Our own deadline holds for the whole exchange.
    headersTimeout: 0,
    bodyTimeout: 0,
  })

const checkTarget = ({ protocol, username, password, hostname }: URL) => {
  const literal = hostname.replace(/^\[|\]$/g, '')
  const forbidden =
    protocol !== 'https:' ||
    username !== '' ||
    password !== '' ||
    // No lookup happens for a literal.
    (ipaddr.isValid(literal) && !isPublicAddress(literal))
  if (forbidden) throw new HttpError('forbidden_address', false)
}

const guard =
  (lookup: LookupFunction): LookupFunction =>
  (hostname, options, callback) =>
    lookup(hostname, options, (error, address, family) => {
      const found = typeof address === 'string' ? [address] : (address ?? []).map((a) => a.address)
      if (!error && !found.every(isPublicAddress))
        callback(new HttpError('forbidden_address', false), '', 0)
      else callback(error, address, family)
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

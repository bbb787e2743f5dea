/** Verifies Twilio's webhooks: https://www.twilio.com/docs/usage/security#validating-requests */

import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { WebhookError } from '../../../src/ports/errors.ts'
import type { Webhook } from '../../../src/ports/side.ts'
import { isSame } from '../../kit/signature.ts'

/** The parameters of a webhook, each name once. */
export type Params = ReadonlyMap<string, string>

const MAX_BYTES = 65_536
const MAX_PAIRS = 256
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** A token imported for verifying: from text, each signature would import it again. */
export const tokenKey = (token: string): KeyObject => createSecretKey(token, 'utf8')

/** The parameters that Twilio signed, and the URL's query. Throws `WebhookError`. */
export const readSigned = (
  webhook: Webhook,
  tokens: readonly KeyObject[],
): { readonly params: Params; readonly query: Params } => {
  const signature = webhook.headers.get('x-twilio-signature')
  if (!signature) throw new WebhookError('bad_signature', 'X-Twilio-Signature is missing')
  if (webhook.body.length > MAX_BYTES)
    throw new WebhookError('too_large', `over ${MAX_BYTES} bytes`)
  // Twilio neither sends nor signs the fragment (`#rc=5&rp=all`).
  const url = webhook.url.replace(/#.*$/s, '')
  const urls = webhook.isUrlNormalised ? [url, url.replaceAll('%27', "'")] : [url]
  const query = parsePairs(url.includes('?') ? url.slice(url.indexOf('?') + 1) : '')
  const type = webhook.headers.get('content-type') ?? ''
  const json = webhook.method === 'POST' && /^application\/json\b/i.test(type)
  const form = webhook.method === 'POST' && /^application\/x-www-form-urlencoded\b/i.test(type)
  if (!json && !form && webhook.method !== 'GET')
    throw new WebhookError('malformed', 'expected a form')
  const posted = form ? parsePairs(utf8.decode(webhook.body)) : NONE
  if (!isSigned(urls, posted, signature, tokens))
    throw new WebhookError('bad_signature', 'X-Twilio-Signature does not match')
  if (form) return { params: posted, query }
  if (!json) return { params: query, query }
  if (!isHashed(webhook.body, query.get('bodySHA256') ?? ''))
    throw new WebhookError('bad_signature', 'bodySHA256 does not match')
  return { params: parseObject(webhook.body), query }
}

const NONE: Params = new Map()

/** Strict: a repeated name is ambiguous, although Twilio's signature would allow it. */
const parsePairs = (text: string): Params => {
  const params = new Map<string, string>()
  if (text === '') return params
  let pairs = 1
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1))
    if (++pairs > MAX_PAIRS) throw new WebhookError('too_large', `over ${MAX_PAIRS} parameters`)
  for (let start = 0, end = 0; start < text.length; start = end + 1) {
    end = text.indexOf('&', start)
    if (end < 0) end = text.length
    if (start === end) continue
    const found = text.indexOf('=', start)
    const equals = found < 0 || found > end ? end : found
    const name = decode(text.slice(start, equals))
    if (params.has(name)) throw new WebhookError('malformed', 'a parameter is repeated')
    params.set(name, decode(text.slice(equals + 1, end)))
  }
  return params
}

const decode = (text: string): string => {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    throw new WebhookError('malformed', 'a parameter is not UTF-8')
  }
}

const parseObject = (body: Uint8Array): Params => {
  const params = new Map<string, string>()
  try {
    for (const [name, value] of Object.entries(JSON.parse(utf8.decode(body))))
      if (typeof value === 'string' || typeof value === 'number') params.set(name, String(value))
  } catch {
    throw new WebhookError('malformed', 'the body is not JSON')
  }
  return params
}

const isSigned = (
  urls: readonly string[],
  params: Params,
  signature: string,
  tokens: readonly KeyObject[],
): boolean => {
  let data = ''
  for (const name of [...params.keys()].sort()) data += name + params.get(name)
  const isSignedAs = (url: string) =>
    tokens.some((token) => {
      const hmac = createHmac('sha1', token).update(url + data, 'utf8')
      return isSame(signature, hmac.digest('base64'))
    })
  // Some of Twilio's servers sign the port, others don't; most sign the URL as it was entered.
  return urls.some(isSignedAs) || urls.some((url) => isSignedAs(withOrWithoutPort(url)))
}

const isHashed = (body: Uint8Array, hash: string): boolean =>
  isSame(hash, createHash('sha256').update(body).digest('hex'))

/** A URL in three parts: up to the host, the port, the rest. IPv6 keeps its brackets. */
const AUTHORITY = /^(https?:\/\/(?:[^/?#@]*@)?(?:\[[^\]]*\]|[^/?#:]*))(:\d+)?(.*)$/is

/** Removes the port if there is one, else adds the scheme's own. */
const withOrWithoutPort = (url: string): string => {
  const [, host, port, rest] = AUTHORITY.exec(url) ?? []
  if (host === undefined) return url
  if (port !== undefined) return `${host}${rest}`
  return `${host}${/^https/i.test(host) ? ':443' : ':80'}${rest}`
}

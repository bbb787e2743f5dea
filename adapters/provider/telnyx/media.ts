/** Inbound files: https://developers.telnyx.com/docs/messaging/messages/receive-message */

import type { Media } from '../../../src/core/model/message/message.ts'
import type { Http } from '../../../src/ports/http.ts'
import { type Account, requestOf } from './account.ts'

/** Telnyx's file hosts, as far as known. */
const FILE_HOST = /^(?:[a-z0-9-]+\.)*(?:telnyx\.com|telnyxcloudstorage\.com)$/
/** Hosts that may receive the key. */
const KEY_HOST = /^(?:[a-z0-9-]+\.)*telnyx\.com$/
const MAX_BYTES = 20_971_520
const TIMEOUT_MS = 60_000

/**
 * The file host's answer, whatever its status. Telnyx's pages disagree on whether these addresses need the
 * key, so it is sent only when the first request is refused.
 */
export const readMedia = async (account: Account, media: Media, http: Http): Promise<Response> => {
  const url = URL.parse(media.url)
  if (!url || url.username || url.password || !isKnownHost(account, url))
    throw new Error('telnyx: media: its URL is not on a host of Telnyx')
  const sha256 = new URLSearchParams(url.hash.slice(1)).get('sha256') ?? undefined
  url.hash = ''
  const { headers, ...common } = requestOf(account, 'media')
  const request = {
    ...common,
    method: 'GET',
    url: url.href,
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
  } as const
  let answer = await http.stream(request)
  if ((answer.status === 401 || answer.status === 403) && mayHaveKey(account, url)) {
    await answer.body?.cancel()
    const { authorization = '' } = headers
    answer = await http.stream({ ...request, headers: { authorization } })
  }
  return answer.ok && sha256 ? verified(answer, sha256) : answer
}

const isOwn = ({ apiUrl }: Account, url: URL): boolean => url.origin === new URL(apiUrl).origin

const isKnownHost = (account: Account, url: URL): boolean =>
  isOwn(account, url) || (url.protocol === 'https:' && FILE_HOST.test(url.hostname))

const mayHaveKey = (account: Account, url: URL): boolean =>
  isOwn(account, url) || (url.protocol === 'https:' && KEY_HOST.test(url.hostname))

/** The file; its stream fails when the bytes don't match the webhook's checksum. */
const verified = async (answer: Response, sha256: string): Promise<Response> => {
  const body = await answer.arrayBuffer()
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body))
  const found = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  if (found !== sha256.toLowerCase()) throw new Error('telnyx: media: the checksum does not match')
  return new Response(body, { status: answer.status, headers: answer.headers })
}

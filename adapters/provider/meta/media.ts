/** Inbound files: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media */

import { createHash } from 'node:crypto'
import type { Media } from '../../../src/core/model/message/message.ts'
import type { Http } from '../../../src/ports/http.ts'
import { textIn } from '../../kit/json.ts'
import { type Account, getJson, requestOf, senderOf } from './account.ts'

/** Meta's file hosts. The token goes only to these and to the host of `graphUrl`. */
const FILE_HOST = /^(?:[a-z0-9-]+\.)*(?:fbsbx\.com|cdnwhatsapp\.net|whatsapp\.net|fbcdn\.net)$/
/** Meta passes on files of up to 100 MB. */
const MAX_BYTES = 104_857_600
const TIMEOUT_MS = 60_000
const MAX_ATTEMPTS = 2

/** Fetches a file: its id gives an address valid for five minutes; the bytes are checked against the checksum as they stream. */
export const readMedia = async (account: Account, media: Media, http: Http): Promise<Response> => {
  // An advertisement's picture is public at Meta's own host, and needs no token.
  if (isOpenFile(account, media.url))
    return http.stream({
      ...requestOf(account, 'media'),
      headers: {},
      method: 'GET',
      url: media.url,
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_BYTES,
    })
  const file = referenceOf(account, media.url)
  if (!file) throw new Error('meta: media: not a file of this account')
  for (let attempt = 1; ; attempt++) {
    const query = file.phoneNumberId ? `?phone_number_id=${file.phoneNumberId}` : ''
    const json = await getJson(account, http, `${file.id}${query}`, 'media')
    const url = textIn(json, 'url')
    if (!url || !isMetas(account, url))
      throw new Error('meta: media: its URL is not on a known host of Meta')
    const answer = await http.stream({
      ...requestOf(account, 'media'),
      headers: { authorization: `Bearer ${account.accessToken}`, 'user-agent': 'postern' },
      method: 'GET',
      url,
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_BYTES,
    })
    // The address expired in the meantime.
    if (answer.status === 404 && attempt < MAX_ATTEMPTS) {
      await answer.body?.cancel()
      continue
    }
    const sha256 = file.sha256 ?? textIn(json, 'sha256')
    return answer.ok && sha256 ? verified(answer, sha256) : answer
  }
}

const isOpenFile = (account: Account, text: string): boolean =>
  isMetas(account, text) && FILE_HOST.test(new URL(text).hostname)

/** The file reference stored by `receive`, with the sender's own id for it. */
const referenceOf = (account: Account, text: string) => {
  const url = URL.parse(text)
  if (!url || url.username || url.password || !text.startsWith(`${account.graphUrl}/`))
    return undefined
  const id = /^\/v[\d.]+\/(\w+)$/.exec(
    url.href.slice(new URL(account.graphUrl).href.replace(/\/$/, '').length).replace(/[?#].*$/, ''),
  )?.[1]
  if (!id) return undefined
  const sender = senderOf(account, url.searchParams.get('phone_number_id') ?? undefined)
  const sha256 = new URLSearchParams(url.hash.slice(1)).get('sha256') ?? undefined
  return { id, phoneNumberId: sender?.phoneNumberId, sha256 }
}

const isMetas = ({ graphUrl }: Account, text: string): boolean => {
  const [url, own] = [URL.parse(text), new URL(graphUrl)]
  if (!url || url.username || url.password) return false
  return url.origin === own.origin || (url.protocol === 'https:' && FILE_HOST.test(url.hostname))
}

/** The stream fails at its end when the bytes don't match the checksum. */
const verified = (answer: Response, sha256: string): Response => {
  const hash = createHash('sha256')
  const check = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => {
      hash.update(chunk)
      controller.enqueue(chunk)
    },
    flush: (controller) => {
      if (!isSame(hash.digest(), sha256))
        controller.error(new Error('meta: media: the checksum does not match'))
    },
  })
  return new Response(answer.body?.pipeThrough(check) ?? null, {
    status: answer.status,
    headers: answer.headers,
  })
}

/** Base64 in webhooks, hexadecimal in the answer for an id. */
const isSame = (digest: Buffer, given: string): boolean =>
  given.toLowerCase() === digest.toString('hex') ||
  given.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/') ===
    digest.toString('base64').replace(/=+$/, '')

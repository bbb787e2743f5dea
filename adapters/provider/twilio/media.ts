/** Inbound files: https://www.twilio.com/docs/messaging/api/media-resource */

import type { Media } from '../../../src/core/model/message/message.ts'
import type { Http } from '../../../src/ports/http.ts'
import { type Account, accountUrl, authorize } from './api.ts'

/** Twilio's documented file hosts: its CDN, formerly S3. */
const FILE_HOSTS: readonly RegExp[] = [
  /^(?:[a-z0-9-]+\.)*twiliocdn\.com$/,
  /^(?:[a-z0-9.-]+\.)?s3[a-z0-9.-]*\.amazonaws\.com$/,
]

/** An advertisement's picture may still be public at Meta's own hosts. */
const AD_HOST = /^(?:[a-z0-9-]+\.)*(?:fbcdn\.net|fbsbx\.com|cdnwhatsapp\.net|whatsapp\.net)$/

/** Webhooks name Twilio's own host or an edge of it, whatever `apiUrl` is. */
const API_ORIGIN = /^https:\/\/api(?:\.[a-z0-9-]+){0,2}\.twilio\.com$/

/** The file may not be there yet at the first request. */
const RETRIES_MS = [1000, 3000]
/** WhatsApp allows 16 MB, and MMS less. */
const MAX_BYTES = 20_971_520
const TIMEOUT_MS = 60_000

/**
 * The file host's answer, whatever its status. Our credentials only go to the configured API host, and
 * only for a file of our own account.
 */
export const readMedia = async (
  account: Account,
  wait: (ms: number) => Promise<void>,
  media: Media,
  http: Http,
): Promise<Response> => {
  const ad = URL.parse(media.url)
  const url = ownUrl(account, media.url)
  const request = {
    method: 'GET',
    connection: account.connection,
    purpose: 'media',
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
    allowPrivate: account.allowPrivate,
  } as const
  if (!url && ad?.protocol === 'https:' && !ad.username && AD_HOST.test(ad.hostname))
    return http.stream({ ...request, url: ad.href })
  if (!url) throw new Error('twilio: media: not a file of this account')
  for (let attempt = 0; ; attempt++) {
    const headers = { authorization: authorize(account) }
    const answer = await http.stream({ ...request, url, headers })
    const pause = RETRIES_MS[attempt]
    if (answer.status === 404 && pause !== undefined) {
      await answer.body?.cancel()
      await wait(pause)
      continue
    }
    const location = isRedirect(answer.status) ? answer.headers.get('location') : undefined
    if (!location) return answer
    await answer.body?.cancel()
    const file = URL.parse(location, url)
    if (file?.protocol !== 'https:' || !FILE_HOSTS.some((host) => host.test(file.hostname)))
      throw new Error('twilio: media: redirected to an unknown host')
    return http.stream({ ...request, url: file.href })
  }
}

const isRedirect = (status: number) => status >= 300 && status < 400

/** The address at the configured host; undefined when the file isn't our account's. */
const ownUrl = (account: Account, given: string): string | undefined => {
  const url = URL.parse(given)
  const own = new URL(accountUrl(account))
  if (!url || url.username || url.password) return undefined
  if (url.origin !== own.origin && !API_ORIGIN.test(url.origin)) return undefined
  const file =
    url.pathname.startsWith(`${own.pathname}/`) && url.pathname.slice(own.pathname.length)
  return file && FILE_PATH.test(file) ? own.origin + url.pathname : undefined
}

const FILE_PATH = /^\/Messages\/\w+\/Media\/\w+$/

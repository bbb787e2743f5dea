/** Sending: https://developers.telnyx.com/docs/messaging/messages/send-message */

import type { Instant } from '../../../src/core/model/contact.ts'
import type { Message } from '../../../src/core/model/message/message.ts'
import { HttpError } from '../../../src/ports/errors.ts'
import type { Http, HttpAnswer } from '../../../src/ports/http.ts'
import type { Outcome } from '../../../src/ports/side.ts'
import { isObject, type Json, objectIn, parseObject, textIn } from '../../kit/json.ts'
import { type Account, receiptUrl, requestOf } from './account.ts'
import { fromAddress, partiesIn } from './address.ts'
import { errorIn, faultOfAnswer, isInDoubt, isRefusal, waitOf } from './errors.ts'
import { idIn } from './json.ts'
import { toStatus } from './status.ts'

/** One attempt over plain HTTP: Telnyx has no idempotency key, and its library retries by itself. */
export const send = async (
  account: Account,
  http: Http,
  message: Message,
  at: Instant,
): Promise<Outcome> => {
  const request = requestOf(account, 'send')
  try {
    const answer = await http({
      ...request,
      method: 'POST',
      url: `${account.apiUrl}/v2/messages`,
      headers: { ...request.headers, 'content-type': 'application/json' },
      body: JSON.stringify(bodyOf(account, message)),
    })
    return toOutcome(answer, at)
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    return { status: error.reached ? 'unknown' : 'retry', code: `http_${error.code}` }
  }
}

const bodyOf = (account: Account, message: Message): Json => {
  const { content } = message
  const text = message.rendered ?? (content?.kind === 'template' ? undefined : content?.text)
  return {
    from: fromAddress(message.sender),
    to: fromAddress(message.address),
    messaging_profile_id: account.messagingProfileId,
    ...(text ? { text, encoding: 'auto' } : {}),
    ...(content?.kind === 'media' ? { media_urls: content.media.map(({ url }) => url) } : {}),
    // Every receipt repeats this URL, which identifies a send whose answer was lost.
    webhook_url: receiptUrl(account, message.id),
  }
}

const toOutcome = (answer: HttpAnswer, at: Instant): Outcome => {
  const json = parseObject(answer.body) ?? {}
  if (answer.status >= 200 && answer.status < 300) return toAccepted(json)
  const error = errorIn(json)
  const code = error?.code ?? `http_${answer.status}`
  const waitMs = waitOf(code)
  // Check the code first: 429 also means that a spend limit is used up, and a known no is one with any status.
  if (waitMs !== undefined || (answer.status === 429 && !isRefusal(code))) {
    const afterMs = Math.max(waitMs ?? 0, resetMs(answer.headers, at))
    return { status: 'retry', code, ...(afterMs > 0 ? { afterMs } : {}) }
  }
  // The key is wrong and may be corrected: the message itself is fine.
  if (answer.status === 401) return { status: 'retry', code }
  const isOpen = isInDoubt(code) || answer.status >= 500 || IN_DOUBT_STATUSES.has(answer.status)
  if (isOpen && !isRefusal(code)) return { status: 'unknown', code }
  // Not from Telnyx: a redirect, or a proxy's page.
  if (!error) return { status: 'unknown', code }
  const fault = faultOfAnswer(error) ?? FAULTS_BY_STATUS.get(answer.status)
  return { status: 'rejected', code, ...(fault ? { fault } : {}) }
}

/** A time-out on the way, or a request still in progress. */
const IN_DOUBT_STATUSES: ReadonlySet<number> = new Set([408, 409])

/** For codes outside the table: key, balance, rights, body. */
const FAULTS_BY_STATUS: ReadonlyMap<number, 'configuration'> = new Map(
  [401, 402, 403, 422].map((status) => [status, 'configuration'] as const),
)

/** Success means that Telnyx has the message, not that it will arrive. */
const toAccepted = (json: Json): Outcome => {
  const data = objectIn(json, 'data')
  const id = idIn(data, 'id')
  if (!id) return { status: 'unknown', code: 'bad_answer' }
  const [recipient] = partiesIn(data, 'to').filter(isObject)
  const reached = toStatus(recipient && textIn(recipient, 'status'))
  if (reached !== 'failed') return { status: 'accepted', id, ...(reached ? { reached } : {}) }
  const error = errorIn(data)
  const fault = error && faultOfAnswer(error)
  return { status: 'rejected', code: error?.code ?? 'failed', ...(fault ? { fault } : {}) }
}

/** Telnyx's pages disagree: the reset is in seconds, or a time. */
const resetMs = (headers: Headers, at: Instant): number => {
  const value = headers.get('retry-after') ?? headers.get('x-ratelimit-reset') ?? ''
  if (!/^\d{1,12}$/.test(value)) return 0
  const seconds = Number(value)
  const ms = seconds > 1e9 ? seconds * 1000 - at : seconds * 1000
  return Math.min(Math.max(ms, 0), MAX_WAIT_MS)
}

const MAX_WAIT_MS = 3_600_000

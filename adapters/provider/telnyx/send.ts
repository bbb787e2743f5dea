/** Sending: https://developers.telnyx.com/docs/messaging/messages/send-message */

import type { Instant } from '../../../src/core/model/contact.ts'
import type { Message } from '../../../src/core/model/message/message.ts'
import { HttpError } from '../../../src/ports/errors.ts'
import type { Http, HttpAnswer } from '../../../src/ports/http.ts'
import type { Outcome } from '../../../src/ports/side.ts'
import { isObject, type Json, objectIn, parseObject, textIn } from '../kit/json.ts'
import { type Account, receiptUrl, requestOf } from './account.ts'
import { fromAddress, partiesIn } from './address.ts'
import { errorIn, faultOfAnswer, isInDoubt, isKnown, waitOf } from './errors.ts'
import { idIn } from './json.ts'
import { toStatus } from './status.ts'

/** One attempt. There is no idempotency key, and the vendor's library repeats by itself, so this is plain HTTP. */
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
    // Every receipt repeats this address, by which a send is known whose answer was lost.
    webhook_url: receiptUrl(account, message.id),
  }
}

const toOutcome = (answer: HttpAnswer, at: Instant): Outcome => {
  const json = parseObject(answer.body) ?? {}
  if (answer.status >= 200 && answer.status < 300) return toAccepted(json)
  const error = errorIn(json)
  const code = error?.code ?? `http_${answer.status}`
  const waitMs = waitOf(code)
  // 429 is also the answer to a spend limit that is used up, so the code comes first.
  if (waitMs !== undefined || (answer.status === 429 && !isKnown(code))) {
    const afterMs = Math.max(waitMs ?? 0, resetMs(answer.headers, at))
    return { status: 'retry', code, ...(afterMs > 0 ? { afterMs } : {}) }
  }
  if (isInDoubt(code) || answer.status >= 500 || IN_DOUBT_STATUSES.has(answer.status))
    return { status: 'unknown', code }
  // The key is wrong, and may be put right: nothing about this message.
  if (answer.status === 401) return { status: 'retry', code }
  // Not Telnyx's word: a redirect, or a page of a proxy on the way there or back.
  if (!error) return { status: 'unknown', code }
  const fault = faultOfAnswer(error) ?? FAULTS_BY_STATUS.get(answer.status)
  return { status: 'rejected', code, ...(fault ? { fault } : {}) }
}

/** A time-out on the way, and a request that is still being worked on. */
const IN_DOUBT_STATUSES: ReadonlySet<number> = new Set([408, 409])

/** For codes that are not in the table: key, balance, rights, body. */
const FAULTS_BY_STATUS: ReadonlyMap<number, 'configuration'> = new Map(
  [401, 402, 403, 422].map((status) => [status, 'configuration'] as const),
)

/** A success says that Telnyx has it, not that it will arrive. */
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

/** The reset is in seconds on one of Telnyx's pages, and a time on another. */
const resetMs = (headers: Headers, at: Instant): number => {
  const value = headers.get('retry-after') ?? headers.get('x-ratelimit-reset') ?? ''
  if (!/^\d{1,12}$/.test(value)) return 0
  const seconds = Number(value)
  const ms = seconds > 1e9 ? seconds * 1000 - at : seconds * 1000
  return Math.min(Math.max(ms, 0), MAX_WAIT_MS)
}

const MAX_WAIT_MS = 3_600_000

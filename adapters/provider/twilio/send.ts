/** Sending: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource */

import type { Instant } from '../../../src/core/model/contact.ts'
import type { Message } from '../../../src/core/model/message/message.ts'
import { HttpError } from '../../../src/ports/errors.ts'
import type { Http, HttpAnswer } from '../../../src/ports/http.ts'
import type { Outcome } from '../../../src/ports/side.ts'
import { retryAfterMs } from '../../../src/wire/events.ts'
import { parseObject } from '../../kit/json.ts'
import { fromAddress } from './address.ts'
import { type Account, accountUrl, authorize, text } from './api.ts'
import { MAX_VALIDITY_MS } from './capabilities.ts'
import { faultOf, isRefusal, isRepeatable } from './errors.ts'
import { toStatus } from './status.ts'

/** One attempt to send a message through Twilio. */
export const send = async (
  account: Account,
  http: Http,
  message: Message,
  at: Instant,
): Promise<Outcome> => {
  try {
    const answer = await http({
      method: 'POST',
      url: `${accountUrl(account)}/Messages.json`,
      headers: {
        authorization: authorize(account),
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
      },
      body: formOf(account, message, at).toString(),
      connection: account.connection,
      purpose: 'send',
      allowPrivate: account.allowPrivate,
    })
    return toOutcome(answer, at)
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    return { status: error.reached ? 'unknown' : 'retry', code: `http_${error.code}` }
  }
}

/** The recipient's text: a template's preview, else the text or the caption. */
export const textOf = (message: Message): string | undefined => {
  const { content } = message
  // Twilio requires a Body beside a location.
  if (content?.kind === 'location')
    return content.location.label ?? content.location.address ?? '📍'
  return message.rendered ?? (content?.kind === 'template' ? undefined : content?.text)
}

const formOf = (account: Account, message: Message, at: Instant): URLSearchParams => {
  const { content } = message
  const form = new URLSearchParams({
    To: fromAddress(message.address),
    From: fromAddress(message.sender),
    StatusCallback: `${account.publicUrl}/webhooks/${account.connection}/status?message=${encodeURIComponent(message.id)}`,
  })
  if (account.messagingServiceSid) form.set('MessagingServiceSid', account.messagingServiceSid)
  if (content?.kind === 'template' && content.templateId) {
    form.set('ContentSid', content.templateId)
    // Twilio fills a missing variable with the template's sample; `decide` has checked them all.
    if (Object.keys(content.variables).length > 0)
      form.set('ContentVariables', JSON.stringify(content.variables))
  } else {
    if (content?.kind === 'location') {
      const { latitude, longitude, label } = content.location
      form.set('PersistentAction', `geo:${latitude},${longitude}${label ? `|${label}` : ''}`)
    }
    const body = textOf(message)
    if (body) form.set('Body', body)
    if (content?.kind === 'media') for (const { url } of content.media) form.append('MediaUrl', url)
  }
  // By default Twilio queues a message for ten hours, past a STOP or the end of a session.
  if (message.validUntil !== undefined) {
    const seconds = Math.floor((message.validUntil - at) / 1000)
    form.set('ValidityPeriod', String(Math.min(Math.max(seconds, 1), MAX_VALIDITY_MS / 1000)))
  }
  return form
}

const toOutcome = (answer: HttpAnswer, at: Instant): Outcome => {
  const json = parseObject(answer.body) ?? {}
  if (answer.status >= 200 && answer.status < 300) {
    const id = text(json, 'sid')
    if (!id) return { status: 'unknown', code: 'bad_answer' }
    const reached = toStatus(text(json, 'status'))
    if (reached === 'failed') return rejection(String(json.error_code ?? 'failed'))
    return { status: 'accepted', id, ...(reached ? { reached } : {}) }
  }
  const code = String(json.code ?? `http_${answer.status}`)
  // The credentials are wrong and may be corrected: the message itself is fine.
  if (answer.status === 401) return { status: 'retry', code }
  // The code before the status: a daily limit that is used up, 63038, comes with 429.
  if (isRefusal(code)) return rejection(code)
  if (answer.status === 429 || isRepeatable(code)) {
    const afterMs = retryAfterMs(answer.headers, at)
    return { status: 'retry', code, ...(afterMs === undefined ? {} : { afterMs }) }
  }
  // "If you get a 500 Server Error on these requests, and you retry the request, it is possible
  // for a customer to receive multiple messages" (docs/api/errors/20500), and a gateway's 502, 503
  // or 504 is just as unclear. Only Twilio's own 20503, "temporarily unavailable, try again", proves a no.
  if (answer.status >= 500) return { status: 'unknown', code }
  // Not from Twilio: a redirect, or a proxy's page.
  return typeof json.code === 'number' || typeof json.code === 'string'
    ? rejection(code)
    : { status: 'unknown', code }
}

const rejection = (code: string): Outcome => {
  const fault = faultOf(code)
  return { status: 'rejected', code, ...(fault ? { fault } : {}) }
}

/** Twilio's message statuses: https://www.twilio.com/docs/messaging/api/message-resource#message-status-values */

import type { Instant } from '../../../src/core/model/contact.ts'
import type { MessageStatus, Receipt } from '../../../src/core/model/message/message.ts'
import { toAddress } from './address.ts'
import { faultOf, isThrottled } from './errors.ts'
import type { Params } from './signature.ts'

/** Our statuses for Twilio's outbound ones; inbound ones are not listed. */
const STATUSES: ReadonlyMap<string, MessageStatus> = new Map([
  ['accepted', 'queued'],
  ['scheduled', 'queued'],
  ['queued', 'queued'],
  ['sending', 'queued'],
  ['sent', 'sent'],
  // Some recipients of a group MMS have it.
  ['partially_delivered', 'delivered'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['undelivered', 'failed'],
  ['failed', 'failed'],
  ['canceled', 'cancelled'],
])

/** Our status for Twilio's; undefined when it isn't one of an outbound message. */
export const toStatus = (text: string | undefined): MessageStatus | undefined =>
  STATUSES.get(text?.toLowerCase() ?? '')

/** The receipt in a status callback; `message` is our own id, from the URL that Twilio signed. */
export const toReceipt = (
  params: Params,
  message: string | undefined,
  at: Instant,
): Receipt | undefined => {
  const providerId = params.get('MessageSid') ?? ''
  const word = params.get('MessageStatus') ?? params.get('SmsStatus')
  const status = toStatus(word)
  const sender = toAddress(params.get('From'))
  if (!status || !sender) return undefined
  const code = params.get('ErrorCode')
  const fault = faultOf(code, sender)
  return {
    kind: 'receipt',
    id: `tw_${providerId}_${word}`,
    at,
    sender,
    providerId,
    status,
    ...(message ? { message } : {}),
    ...(code && code !== '0' ? { code } : {}),
    ...(fault ? { fault } : {}),
    ...(status === 'failed' && isThrottled(code) ? { mayRepeat: true } : {}),
  }
}

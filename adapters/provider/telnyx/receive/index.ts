/** Reads a webhook: a message, a receipt, or an event to ignore. */

import type { Input } from '../../../../src/core/model/message/message.ts'
import { WebhookError } from '../../../../src/ports/errors.ts'
import type { Received, Webhook } from '../../../../src/ports/side.ts'
import { type Json, objectIn, parseObject, textIn } from '../../../kit/json.ts'
import type { Account } from '../account.ts'
import { NO_NUMBER, toInbound } from './inbound.ts'
import { toReceipt } from './receipt.ts'

/** A group's message lists all recipients twice. */
export const MAX_BODY_BYTES = 256 * 1024

/** The result of an event; a text gives the reason for ignoring it. */
type Reading = Input | string

/** Reads a verified webhook. Unusable content is acknowledged: an error would only repeat it. */
export const receive = (account: Account, webhook: Webhook): Received => {
  const json = parseObject(webhook.body)
  if (!json) throw new WebhookError('malformed', 'the body is not a JSON object')
  const reading = readEvent(account, objectIn(json, 'data'), webhook.at)
  // Telnyx counts any success but 200 as a failure (75299).
  const answer = { status: 200 }
  if (typeof reading !== 'string') return { inputs: [reading], answer }
  const kind = unsupportedKind(reading)
  return {
    inputs: [],
    ignored: [reading.replace(/[^\w .-]/g, '?').slice(0, 80)],
    ...(kind !== undefined && { unsupported: [kind] }),
    answer,
  }
}

/** Undefined when this isn't a customer's message. */
const unsupportedKind = (reason: string): string | undefined => {
  const type = /^a message of type (\w{1,20})$/.exec(reason)?.[1]
  if (type !== undefined) return `type_${type.toLowerCase()}`
  return reason === NO_NUMBER ? 'sms_from_name' : undefined
}

/** Decides by the event's name, never by the shape of its payload. */
const readEvent = (account: Account, event: Json, at: number): Reading => {
  const type = textIn(event, 'event_type')
  switch (type) {
    case 'message.received':
      return toInbound(account, event, at)
    case 'message.sent':
    case 'message.finalized':
      return toReceipt(account, event, at)
    default:
      return `event ${type ?? 'without a type'}`
  }
}

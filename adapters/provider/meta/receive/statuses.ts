/**
 * Statuses of our messages:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status
 */

import type { Instant } from '../../../../src/core/model/contact.ts'
import type { MessageStatus, Receipt } from '../../../../src/core/model/message/message.ts'
import { type Json, textIn } from '../../../kit/json.ts'
import type { Sender } from '../account.ts'
import { codeIn, faultOf } from '../errors.ts'
import { timeIn } from '../json.ts'
import { idOf } from './id.ts'

const STATUSES: ReadonlyMap<string, MessageStatus> = new Map([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  // A voice message was played.
  ['played', 'read'],
  ['failed', 'failed'],
])

/**
 * A receipt; undefined for a status that isn't about delivery. `biz_opaque_callback_data` is our own id: it
 * settles a send whose answer was lost, and sometimes arrives before the answer.
 */
export const toReceipt = (sender: Sender, json: Json, at: Instant): Receipt | undefined => {
  const providerId = textIn(json, 'id')
  const word = textIn(json, 'status')
  const status = STATUSES.get(word ?? '')
  if (!providerId || !word || !status) return undefined
  const message = textIn(json, 'biz_opaque_callback_data')
  const code = status === 'failed' ? codeIn(json) : undefined
  const fault = faultOf(code)
  // In a group, each participant has a separate status.
  const participant =
    textIn(json, 'recipient_participant_id') ?? textIn(json, 'recipient_participant_user_id')
  return {
    kind: 'receipt',
    id: idOf(sender.phoneNumberId, providerId, word, ...(participant ? [participant] : [])),
    at: timeIn(json, 'timestamp', at),
    sender: sender.address,
    providerId,
    status,
    ...(message && MESSAGE_ID.test(message) ? { message } : {}),
    ...(code ? { code } : {}),
    ...(fault ? { fault } : {}),
  }
}

/** Another system on the same account may put anything there. */
const MESSAGE_ID = /^[\w.:-]{1,220}$/

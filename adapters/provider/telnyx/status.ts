/** Telnyx's statuses of a message: https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks */

import type { MessageStatus } from '../../../src/core/model/message/message.ts'

/** Those of `to[].status` in webhooks and answers, and those of detail records. */
const STATUSES: ReadonlyMap<string, MessageStatus> = new Map([
  ['queued', 'queued'],
  ['scheduled', 'queued'],
  ['sending', 'queued'],
  ['sent', 'sent'],
  // Final, and neither: the carrier gives no receipts, or gave none in time.
  ['delivery_unconfirmed', 'sent'],
  ['unknown', 'sent'],
  ['dlr_unconfirmed', 'sent'],
  ['dlr_timeout', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['sending_failed', 'failed'],
  ['delivery_failed', 'failed'],
  ['expired', 'failed'],
  ['failed', 'failed'],
  ['gw_reject', 'failed'],
  ['cancelled', 'cancelled'],
])

/** Our word for Telnyx's status, or undefined when it is none of an outbound message. */
export const toStatus = (text: string | undefined): MessageStatus | undefined =>
  STATUSES.get(text?.toLowerCase() ?? '')

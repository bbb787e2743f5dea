/** Telnyx's statuses of a message: https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks */

import type { MessageStatus } from '../../../src/core/model/message/message.ts'

/** Statuses of `to[].status` in webhooks and answers, and of detail records. */
const STATUSES: ReadonlyMap<string, MessageStatus> = new Map([
  ['queued', 'queued'],
  ['scheduled', 'queued'],
  ['sending', 'queued'],
  ['sent', 'sent'],
  // Final but undecided: the carrier sends no receipts, or sent none in time.
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

/** Our status for Telnyx's; undefined when it isn't one of an outbound message. */
export const toStatus = (text: string | undefined): MessageStatus | undefined =>
  STATUSES.get(text?.toLowerCase() ?? '')

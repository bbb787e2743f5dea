/** Delivery statuses: https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks */

import type { Receipt } from '../../../../src/core/model/message/message.ts'
import { isObject, type Json, memberIn, objectIn, textIn } from '../../../kit/json.ts'
import { type Account, messageIn } from '../account.ts'
import { partiesIn, toAddress } from '../address.ts'
import { errorIn, faultOfReceipt } from '../errors.ts'
import { idIn, timeIn } from '../json.ts'
import { toStatus } from '../status.ts'

/** The receipt in a `message.sent` or `message.finalized`; a text gives the reason for having none. */
export const toReceipt = (account: Account, event: Json, at: number): Receipt | string => {
  const payload = objectIn(event, 'payload')
  const providerId = idIn(payload, 'id')
  const sender = toAddress(memberIn(payload, 'from'))
  // The message as a whole has no status; we send to one recipient at a time.
  const [recipient] = partiesIn(payload, 'to').filter(isObject)
  const word = recipient && textIn(recipient, 'status')
  const status = toStatus(word)
  if (!providerId || !sender || !status) return `a receipt with the status ${word ?? 'missing'}`
  // Take our id from the signed body, not from the URL, which isn't signed.
  const message = messageIn(account, textIn(payload, 'webhook_url'))
  if (message === undefined && !account.senders.includes(sender))
    return 'a receipt of a number that is not a sender here'
  const error = status === 'failed' ? errorIn(payload) : undefined
  const code = error?.code ?? (status === 'failed' ? word : undefined)
  const fault = error && faultOfReceipt(error)
  return {
    kind: 'receipt',
    id: `tx_${idIn(event, 'id') ?? `${providerId}_${word}`}`,
    at: timeIn(event, 'occurred_at', at) ?? at,
    sender,
    providerId,
    status,
    ...(message ? { message } : {}),
    ...(code ? { code } : {}),
    ...(fault ? { fault } : {}),
  }
}

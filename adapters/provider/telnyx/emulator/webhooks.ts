/** Webhooks as Telnyx posts them: https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks */

import { sign } from 'node:crypto'
import type { Instant } from '../../../../src/core/model/contact.ts'
import type { EmulatedWebhook, Emulator } from '../../../../src/ports/emulator.ts'
import type { Json } from '../../../kit/json.ts'
import { type EmulatedAccount, uuidOf, webhookUrl } from './account.ts'
import { inboundMessage, outboundMessage } from './message.ts'

export const createWebhooks = (account: EmulatedAccount): Pick<Emulator, 'inbound' | 'receipt'> => {
  const post = (url: string, at: Instant, type: string, payload: Json): EmulatedWebhook => {
    const event = {
      record_type: 'event',
      event_type: type,
      id: uuidOf(`${type} ${payload.id}`),
      occurred_at: new Date(at).toISOString(),
      payload,
    }
    const body = JSON.stringify({ data: event, meta: { attempt: 1, delivered_to: url } })
    const timestamp = String(Math.floor(at / 1000))
    const signature = sign(null, Buffer.from(`${timestamp}|${body}`), account.privateKey)
    return {
      url,
      headers: {
        'user-agent': 'telnyx-webhooks',
        'content-type': 'application/json',
        'telnyx-timestamp': timestamp,
        'telnyx-signature-ed25519': signature.toString('base64'),
      },
      body,
    }
  }
  return {
    inbound: (action) =>
      post(webhookUrl(account), action.at, 'message.received', inboundMessage(account, action)),
    receipt: (message, { status }, at) => {
      if (status === 'read') return undefined
      const url = webhookUrl(account, message.message)
      const word = status === 'failed' ? 'delivery_failed' : status
      const type = status === 'sent' ? 'message.sent' : 'message.finalized'
      return post(url, at, type, outboundMessage(account, message, word, at))
    },
  }
}

/** Webhooks as Telnyx posts them: https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks */

import { sign } from 'node:crypto'
import type { Instant } from '../../../../src/core/model/contact.ts'
import type { Mimic, MimicWebhook } from '../../../../src/ports/mimic.ts'
import type { Json } from '../../kit/json.ts'
import { type PlayedAccount, uuidOf, webhookUrl } from './account.ts'
import { inboundMessage, outboundMessage } from './message.ts'

export const createWebhooks = (account: PlayedAccount): Pick<Mimic, 'written' | 'receipt'> => {
  const post = (url: string, at: Instant, type: string, payload: Json): MimicWebhook => {
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
    written: (act) =>
      post(webhookUrl(account), act.at, 'message.received', inboundMessage(account, act)),
    receipt: (message, { status }, at) => {
      if (status === 'read') return undefined
      const url = webhookUrl(account, message.message)
      const word = status === 'failed' ? 'delivery_failed' : status
      const type = status === 'sent' ? 'message.sent' : 'message.finalized'
      return post(url, at, type, outboundMessage(account, message, word, at))
    },
  }
}

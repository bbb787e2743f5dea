/** Signed inbound WhatsApp webhooks as Twilio sends them, each with an id of its own. */

import { createHash } from 'node:crypto'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'

export type SignedWebhook = { readonly body: string; readonly signature: string }

/** `count` webhooks from `contacts` different customers, for the server that listens at `url`. */
export const signWebhooks = (options: {
  readonly url: string
  readonly authToken: string
  readonly accountSid: string
  readonly sender: string
  readonly count: number
  readonly contacts: number
  /** Makes the ids of one round differ from those of another. */
  readonly round: string
}): readonly SignedWebhook[] =>
  Array.from({ length: options.count }, (_, i) => {
    const sid = `SM${createHash('md5').update(`${options.round} ${i}`).digest('hex')}`
    const phone = String(4_915_100_000_000 + (i % options.contacts))
    const parameters: Record<string, string> = {
      SmsMessageSid: sid,
      NumMedia: '0',
      ProfileName: 'Alex Example',
      MessageType: 'text',
      SmsSid: sid,
      WaId: phone,
      SmsStatus: 'received',
      Body: `Hello, could you tell me when my order number ${i} arrives?`,
      To: options.sender,
      NumSegments: '1',
      ReferralNumMedia: '0',
      MessageSid: sid,
      AccountSid: options.accountSid,
      ChannelMetadata: JSON.stringify({ type: 'whatsapp', data: { context: { WaId: phone } } }),
      From: `whatsapp:+${phone}`,
      ApiVersion: '2010-04-01',
    }
    return {
      body: new URLSearchParams(parameters).toString(),
      signature: getExpectedTwilioSignature(options.authToken, options.url, parameters),
    }
  })

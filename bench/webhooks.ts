/** Signed inbound WhatsApp webhooks as Twilio sends them, each with an id of its own. */

import { createHash } from 'node:crypto'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'

/** Two benches at once don't meet: the ports follow from the process, below those of outgoing connections. */
const base = 20_000 + (process.pid % 6_000) * 2
export const PORTS = { program: base, sink: base + 1 }
export const accountSid = `AC${'0'.repeat(32)}`
export const authToken = 'bench-auth-token'
export const sender = 'whatsapp:+15550001111'

/** Where a server on that port takes inbound messages. */
export const urlOf = (port: number) => `http://127.0.0.1:${port}/webhooks/bench/messages`

/** The number of contact `i`. */
export const phoneOf = (i: number) => String(4_915_100_000_000 + i)

/** Prime, so that it leads through all contacts, and not in the order they were made. */
const STRIDE = 7_919

export type SignedWebhook = { readonly body: string; readonly signature: string }

/** `count` webhooks from `contacts` different customers. */
export const signWebhooks = (options: {
  readonly port: number
  readonly count: number
  readonly contacts: number
  /** Makes the ids of one round differ from those of another. */
  readonly round: string
  /** Of the round; default 0. */
  readonly first?: number
}): readonly SignedWebhook[] => {
  const url = urlOf(options.port)
  const offset = createHash('md5').update(options.round).digest().readUInt32BE()
  return Array.from({ length: options.count }, (_, index) => {
    const i = (options.first ?? 0) + index
    const sid = `SM${createHash('md5').update(`${options.round} ${i}`).digest('hex')}`
    const phone = phoneOf(((offset + i) * STRIDE) % options.contacts)
    const parameters: Record<string, string> = {
      SmsMessageSid: sid,
      NumMedia: '0',
      ProfileName: 'Alex Example',
      MessageType: 'text',
      SmsSid: sid,
      WaId: phone,
      SmsStatus: 'received',
      Body: `Hello, could you tell me when my order number ${i} arrives?`,
      To: sender,
      NumSegments: '1',
      ReferralNumMedia: '0',
      MessageSid: sid,
      AccountSid: accountSid,
      ChannelMetadata: JSON.stringify({ type: 'whatsapp', data: { context: { WaId: phone } } }),
      From: `whatsapp:+${phone}`,
      ApiVersion: '2010-04-01',
    }
    return {
      body: new URLSearchParams(parameters).toString(),
      signature: getExpectedTwilioSignature(authToken, url, parameters),
    }
  })
}

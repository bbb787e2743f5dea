/** Acme SMS: takes JSON, signs webhooks with an HMAC of URL and body. https://sms.example.com/docs */

import { createHmac, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import { allowPrivateSchema, secretSchema, urlSchema } from '../../../src/config/fields.ts'
import { CHANNELS } from '../../../src/core/model/channel.ts'
import type { Input } from '../../../src/core/model/message/message.ts'
import { NO_KEYWORDS } from '../../../src/core/model/policy/capabilities.ts'
import { defineProvider } from '../../../src/ports/adapter.ts'
import { HttpError, WebhookError } from '../../../src/ports/errors.ts'
import type { Provider } from '../../../src/ports/provider.ts'
import type { Outcome } from '../../../src/ports/side.ts'

const configSchema = z.strictObject({
  apiUrl: urlSchema.default('https://api.sms.example.com'),
  token: secretSchema,
  allowPrivate: allowPrivateSchema,
})

const number = z.string().regex(/^\+[1-9]\d{6,14}$/)
/** Unknown members are ignored. */
const webhookSchema = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('message'),
    id: z.string(),
    from: number,
    to: number,
    text: z.string(),
  }),
  z.object({ event: z.literal('delivered'), id: z.string(), from: number, reference: z.string() }),
])

export const acmeSms = defineProvider({
  name: 'acme-sms',
  config: configSchema,
  secrets: ({ token }) => [token],
  webhooks: () => [{ path: '', purpose: 'messages and deliveries, under Settings › Webhooks' }],
  create: ({ connection, config: { apiUrl, token, allowPrivate } }): Provider => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const account = { connection, headers, allowPrivate }
    return {
      // No list of messages: an attempt in doubt stays unknown, and is never repeated blindly.
      capabilities: (channel) => ({
        limits: { ...CHANNELS[channel].limits, maxMedia: 0, sessionMarginMs: 0 },
        keywords: NO_KEYWORDS,
        canList: false,
      }),
      receive: async ({ headers, url, body, at }) => {
        const expected = createHmac('sha256', token).update(url).update(body).digest()
        const given = Buffer.from(headers.get('x-acme-signature') ?? '', 'hex')
        if (given.length !== expected.length || !timingSafeEqual(given, expected))
          throw new WebhookError('bad_signature', 'x-acme-signature does not match')
        return { inputs: [toInput(body, at)] }
      },
      deliver: async ({ message }, http) => {
        const { sender, address, rendered, id } = message
        const [from, to] = [sender, address].map((one) => one.replace('sms:', ''))
        const body = JSON.stringify({ from, to, text: rendered, reference: id })
        try {
          const answer = await http({
            ...account,
            method: 'POST',
            url: `${apiUrl}/messages`,
            purpose: 'send',
            body,
          })
          return outcomeOf(answer.status, answer.body)
        } catch (error) {
          if (!(error instanceof HttpError)) throw error
          return { status: error.reached ? 'unknown' : 'retry', code: error.code }
        }
      },
      missed: async () => [],
      templates: async () => [],
      media: async () => {
        throw new HttpError('forbidden_address', false)
      },
      diagnose: async (http) => {
        const check = `${connection}: Acme accepts the token`
        const request = { ...account, method: 'GET', url: `${apiUrl}/account` } as const
        const ok = await http({ ...request, purpose: 'doctor' }).then(
          ({ status }) => status === 200,
          () => false,
        )
        return [ok ? { ok, check } : { ok, check, advice: 'Check `apiUrl` and `token`.' }]
      },
    }
  },
})

const toInput = (body: Uint8Array, at: number): Input => {
  const event = readEvent(body)
  if (event.event === 'delivered')
    return {
      kind: 'receipt',
      id: `acme_${event.id}_delivered`,
      at,
      sender: `sms:${event.from}`,
      message: event.reference,
      providerId: event.id,
      status: 'delivered',
    }
  const { id, from, to, text } = event
  return {
    kind: 'inbound',
    id: `acme_${id}`,
    at,
    sender: `sms:${to}`,
    from: `sms:${from}`,
    aliases: [],
    providerId: id,
    message: { form: 'message', type: 'text', text, media: [] },
  }
}

const readEvent = (body: Uint8Array) => {
  try {
    return webhookSchema.parse(JSON.parse(new TextDecoder().decode(body)))
  } catch {
    throw new WebhookError('malformed', 'expected a message or a delivery')
  }
}

/** After a 2xx or a 5xx the message may be on its way; after a 429 it certainly is not. */
const outcomeOf = (status: number, body: Uint8Array): Outcome => {
  const code = `http_${status}`
  if (status === 429) return { status: 'retry', code }
  if (status >= 400 && status < 500) return { status: 'rejected', code }
  if (status >= 300) return { status: 'unknown', code }
  try {
    const { id } = z.object({ id: z.string() }).parse(JSON.parse(new TextDecoder().decode(body)))
    return { status: 'accepted', id }
  } catch {
    return { status: 'unknown', code: 'bad_answer' }
  }
}

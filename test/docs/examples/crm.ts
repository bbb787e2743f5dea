/** Acme CRM: takes events as JSON, signs with an HMAC of the body. https://crm.example.com/docs/webhooks */

import { createHmac, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import { allowPrivateSchema, secretSchema, urlSchema } from '../../../src/config/fields.ts'
import { type Address, parseAddress } from '../../../src/core/model/address.ts'
import { defineCrm } from '../../../src/ports/adapter.ts'
import type { Crm } from '../../../src/ports/crm.ts'
import { HttpError, WebhookError } from '../../../src/ports/errors.ts'
import { deliveryOutcome, wireEvent } from '../../../src/wire/events.ts'

const configSchema = z.strictObject({
  url: urlSchema,
  secret: secretSchema,
  allowPrivate: allowPrivateSchema,
})

/** What an agent's message looks like when Acme posts it. Unknown members are ignored. */
const noteSchema = z.object({
  id: z.string().min(1).max(200),
  from: z.string().refine((text) => parseAddress(text) !== undefined),
  to: z.string().refine((text) => parseAddress(text) !== undefined),
  user: z.string().min(1).max(200),
  text: z.string().max(65_536),
})

export const acme = defineCrm({
  name: 'acme',
  config: configSchema,
  secrets: ({ secret }) => [secret],
  webhooks: () => [{ path: '', purpose: 'a message that an agent writes in Acme' }],
  create: ({ connection, config: { url, secret, allowPrivate }, media }): Crm => {
    const sign = (body: string | Uint8Array) =>
      createHmac('sha256', secret).update(body).digest('hex')
    const request = { method: 'POST', url, connection, allowPrivate } as const

    return {
      deliver: async ({ effect, organisation, message, at, ...order }, http) => {
        const link = (index: number) => media(organisation, message?.id ?? '', index, at)
        const event = wireEvent(
          { effect, organisation, at, ...order, ...(message && { message }) },
          link,
        )
        const body = JSON.stringify({ id: effect.id, ...event })
        const headers = { 'content-type': 'application/json', 'x-acme-signature': sign(body) }
        try {
          const answer = await http({ ...request, headers, body, purpose: effect.type })
          return deliveryOutcome(effect.id, answer, at)
        } catch (error) {
          if (!(error instanceof HttpError)) throw error
          if (error.status === undefined) return { status: 'retry', code: error.code }
          return deliveryOutcome(effect.id, { status: error.status, headers: new Headers() }, at)
        }
      },
      receive: async ({ headers, body, at }) => {
        const given = Buffer.from(headers.get('x-acme-signature') ?? '')
        const expected = Buffer.from(sign(body))
        if (given.length !== expected.length || !timingSafeEqual(given, expected))
          throw new WebhookError('bad_signature', 'x-acme-signature does not match')
        const note = readNote(body)
        return {
          inputs: [
            {
              kind: 'outbound',
              // Two CRMs may number their messages alike.
              id: `acme_${connection}_${note.id}`,
              at,
              sender: note.from as Address,
              to: note.to as Address,
              agent: note.user,
              content: { kind: 'text', text: note.text },
              origin: { connection },
            },
          ],
        }
      },
      diagnose: async (http) => {
        const check = `${connection}: Acme answers`
        try {
          const { status } = await http({ ...request, method: 'GET', purpose: 'doctor' })
          return [
            { ok: status < 500, check, ...(status >= 500 && { advice: `It answers ${status}.` }) },
          ]
        } catch {
          return [{ ok: false, check, advice: 'It cannot be reached: check `url`.' }]
        }
      },
    }
  },
})

const readNote = (body: Uint8Array) => {
  try {
    return noteSchema.parse(JSON.parse(new TextDecoder().decode(body)))
  } catch {
    throw new WebhookError('malformed', 'expected JSON with id, from, to, user and text')
  }
}

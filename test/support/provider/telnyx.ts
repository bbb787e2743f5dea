/** Telnyx's side for tests: its API behind msw, and webhooks signed by node's own Ed25519. */

import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { delay, HttpResponse, http } from 'msw'
import { createTelnyx } from '../../../adapters/provider/telnyx/index.ts'
import type { Webhook } from '../../../src/ports/side.ts'
import type { Behaviour } from '../../contract/provider.ts'
import { openProviderServer } from './server.ts'

export const SENDER = 'sms:+15550100001'
export const CONTACT = 'sms:+15550100777'
export const NOW = Date.UTC(2026, 10, 24, 12)

/** A key pair with the public half as the portal shows it. */
export const keyPair = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const spki = publicKey.export({ format: 'der', type: 'spki' })
  return { privateKey, text: spki.subarray(-32).toString('base64'), spki: spki.toString('base64') }
}

export const KEYS = keyPair()

export const ACCOUNT = {
  connection: 'acme-telnyx',
  publicUrl: 'https://gate.example.com',
  apiKey: 'KEY0192-canary-api-key',
  publicKey: KEYS.text,
  messagingProfileId: '40017d52-0000-4000-8000-0000000000bb',
  apiUrl: 'https://api.telnyx.com',
  allowPrivate: false,
  senders: [SENDER],
} as const

/** The account as it stands in a configuration, and its secret. */
export const CONNECTION = {
  adapter: 'telnyx',
  apiKey: { env: 'TELNYX_API_KEY' },
  publicKey: ACCOUNT.publicKey,
  messagingProfileId: ACCOUNT.messagingProfileId,
}
export const SECRETS = { TELNYX_API_KEY: ACCOUNT.apiKey }

export const API = `${ACCOUNT.apiUrl}/v2`
export const WEBHOOK_URL = `${ACCOUNT.publicUrl}/webhooks/${ACCOUNT.connection}`

export type Json = Readonly<Record<string, unknown>>

/** A POST of these bytes, signed at `timestamp`. */
export const posted = (
  body: string | Uint8Array,
  {
    key = KEYS.privateKey,
    timestamp = String(NOW / 1000),
    at = NOW,
    separator = '|',
  }: {
    readonly key?: KeyObject
    readonly timestamp?: string
    readonly at?: number
    readonly separator?: string
  } = {},
): Webhook => {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const signed = Buffer.concat([Buffer.from(`${timestamp}${separator}`), bytes])
  return {
    connection: ACCOUNT.connection,
    route: 'root',
    method: 'POST',
    url: WEBHOOK_URL,
    headers: new Headers({
      'content-type': 'application/json',
      'telnyx-signature-ed25519': sign(null, signed, key).toString('base64'),
      'telnyx-timestamp': timestamp,
    }),
    body: bytes,
    at,
  }
}

/** An event in its envelope. */
export const eventOf = (type: string, payload: unknown, more: Json = {}): Json => ({
  data: {
    record_type: 'event',
    event_type: type,
    id: 'a1b2c3d4-0000-4000-8000-000000000001',
    occurred_at: new Date(NOW - 4_000).toISOString(),
    payload,
    ...more,
  },
  meta: { attempt: 1, delivered_to: WEBHOOK_URL },
})

/** A customer's message, as `message.received` carries it. */
export const inboundOf = (parts: Json = {}): Json => ({
  record_type: 'message',
  direction: 'inbound',
  id: 'a1b2c3d4-0000-4000-8000-0000000000a1',
  type: 'SMS',
  from: { phone_number: '+15550100777', carrier: 'Some Wireless', line_type: 'Wireless' },
  to: [{ phone_number: '+15550100001', status: 'webhook_delivered', carrier: '', line_type: '' }],
  cc: [],
  text: 'hello',
  media: [],
  encoding: 'GSM-7',
  parts: 1,
  tags: [],
  errors: [],
  messaging_profile_id: ACCOUNT.messagingProfileId,
  received_at: new Date(NOW - 5_000).toISOString(),
  webhook_url: WEBHOOK_URL,
  autoresponse_type: null,
  is_spam: false,
  ...parts,
})

/** A message of ours, as answers and receipts carry it. */
export const outboundOf = (status: string, parts: Json = {}): Json => ({
  record_type: 'message',
  direction: 'outbound',
  id: 'a1b2c3d4-0000-4000-8000-0000000000a2',
  type: 'SMS',
  from: { phone_number: '+15550100001', carrier: 'Telnyx', line_type: 'Wireless' },
  to: [{ phone_number: '+15550100777', status, carrier: '', line_type: '' }],
  text: 'On our way',
  errors: [],
  webhook_url: `${WEBHOOK_URL}?message=m_81`,
  tcr_campaign_id: null,
  ...parts,
})

/** A signed webhook of one event. */
export const webhookOf = (type: string, payload: unknown, more: Json = {}): Webhook =>
  posted(JSON.stringify(eventOf(type, payload, more)))

/** An error as Telnyx answers it. */
export const errorOf = (code: string, status = 400, more: Json = {}): Response =>
  HttpResponse.json(
    { errors: [{ code, title: 'A title', detail: 'It quotes +15550100777', ...more }] },
    { status },
  )

/** Starts the server; call `close` at the end. What the tests change is in `state`. */
export const startTelnyx = async (options: Partial<Parameters<typeof createTelnyx>[0]> = {}) => {
  const state = {
    behaviour: 'accepts' as Behaviour,
    /** What a send is answered with instead. */
    answer: undefined as undefined | (() => Response),
    /** What a GET is answered with, by its path below `/v2/`. */
    api: {} as Record<string, unknown>,
    files: {} as Record<string, (request: Request) => Response>,
    sends: [] as Json[],
    requests: [] as Request[],
    lines: [] as string[],
  }

  const answerSend = async (): Promise<Response> => {
    if (state.answer) return state.answer()
    if (state.behaviour === 'times_out') await delay('infinite')
    if (state.behaviour === 'throttles') return errorOf('10011', 429)
    if (state.behaviour === 'rejects') return errorOf('40310', 400)
    if (state.behaviour === 'answers_rubbish') return HttpResponse.html('<h1>It works!</h1>')
    return HttpResponse.json({ data: outboundOf('queued') })
  }

  const server = await openProviderServer(state, [
    http.post(`${API}/messages`, async ({ request }) => {
      state.sends.push((await request.json()) as Json)
      return answerSend()
    }),
    http.get(`${API}/*`, async ({ request }) => {
      if (state.behaviour === 'times_out') await delay('infinite')
      if (state.behaviour === 'rejects') return errorOf('10009', 401)
      if (state.behaviour === 'answers_rubbish') return HttpResponse.html('<h1>It works!</h1>')
      const found = state.api[new URL(request.url).pathname.slice('/v2/'.length)]
      if (found instanceof Response) return found.clone() as never
      return found === undefined ? errorOf('10005', 404) : HttpResponse.json(found as Json)
    }),
    http.get('https://media.telnyx.com/*', ({ request }) => {
      const file = state.files[new URL(request.url).pathname]
      return (file?.(request) ?? new HttpResponse(null, { status: 404 })) as never
    }),
  ])
  return {
    ...server,
    state,
    provider: createTelnyx({ ...ACCOUNT, clock: () => NOW, ...options }),
  }
}

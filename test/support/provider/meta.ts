/** Meta's side for tests: its Graph API behind msw, and webhooks in the form in which Meta signs them. */

import { delay, HttpResponse, http } from 'msw'
import { createMeta } from '../../../adapters/provider/meta/index.ts'
import type { Webhook } from '../../../src/ports/side.ts'
import type { Behaviour } from '../../contract/provider.ts'
import { openProviderServer } from './server.ts'

export const SENDER = 'whatsapp:+15550100001'
export const PHONE_ID = '300000000000001'
export const WABA = '200000000000001'
export const CONTACT = 'whatsapp:+15550100777'
export const USER_ID = 'US.7700112233445566'
export const NOW = Date.UTC(2026, 10, 24, 12)

export const ACCOUNT = {
  connection: 'acme-meta',
  publicUrl: 'https://gate.example.com',
  businessAccountId: WABA,
  accessToken: 'EAAG-canary-access-token',
  appSecrets: ['first-app-secret-0123456789abcdef', 'second-app-secret-0123456789abcde'],
  verifyToken: 'canary-verify-token',
  appId: '998100000000001',
  graphUrl: 'https://graph.facebook.com',
  graphVersion: 'v26.0',
  allowPrivate: false,
  senders: [{ address: SENDER, phoneNumberId: PHONE_ID }],
} as const

/** The account as it stands in a configuration, and its secrets. */
export const CONNECTION = {
  adapter: 'meta',
  businessAccountId: WABA,
  accessToken: { env: 'META_TOKEN' },
  appSecrets: [{ env: 'META_APP_SECRET' }],
  verifyToken: { env: 'META_VERIFY' },
}
export const SECRETS = {
  META_TOKEN: ACCOUNT.accessToken,
  META_APP_SECRET: ACCOUNT.appSecrets[0],
  META_VERIFY: ACCOUNT.verifyToken,
}

export const GRAPH = `${ACCOUNT.graphUrl}/${ACCOUNT.graphVersion}`

export type Json = Readonly<Record<string, unknown>>

/** JSON as Meta writes it: what is not ASCII escaped in lower case, and slashes too. */
export const metaJson = (value: unknown): string =>
  JSON.stringify(value)
    .replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('/', '\\/')

const bytes = new TextEncoder()

/** HMAC-SHA256 by WebCrypto: another implementation than the adapter's. */
const sign = async (body: Uint8Array<ArrayBuffer>, secret: string): Promise<string> => {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', bytes.encode(secret), algorithm, false, ['sign'])
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, body))
  return `sha256=${[...mac].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

/** A signed POST of this body. */
export const posted = async (
  text: string,
  secret: string = ACCOUNT.appSecrets[0],
): Promise<Webhook> => {
  const body = bytes.encode(text)
  return {
    connection: ACCOUNT.connection,
    route: 'root',
    method: 'POST',
    url: `${ACCOUNT.publicUrl}/webhooks/${ACCOUNT.connection}`,
    headers: new Headers({
      'content-type': 'application/json',
      'x-hub-signature-256': await sign(body, secret),
    }),
    body,
    at: NOW,
  }
}

/** `value` of field `messages`, with a contact. */
export const messagesValue = (parts: Json, phoneNumberId = PHONE_ID): Json => ({
  messaging_product: 'whatsapp',
  metadata: { display_phone_number: '15550100001', phone_number_id: phoneNumberId },
  contacts: [{ profile: { name: 'Ana' }, wa_id: '15550100777', user_id: USER_ID }],
  ...parts,
})

/** Several changes in one entry. */
export const envelopeOf = (
  ...changes: readonly { readonly field: string; readonly value: unknown }[]
) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: WABA, time: NOW / 1000, changes }],
})

/** A customer's message of whatever kind. */
export const messageOf = (parts: Json): Json => ({
  id: 'wamid.A1',
  timestamp: String(NOW / 1000 - 5),
  from: '15550100777',
  from_user_id: USER_ID,
  ...parts,
})

/** A signed webhook with these messages and statuses. */
export const webhookOf = (parts: Json): Promise<Webhook> =>
  posted(metaJson(envelopeOf({ field: 'messages', value: messagesValue(parts) })))

/** An error as Meta answers it. */
export const errorOf = (code: number, status = 400, more: Json = {}): Response =>
  HttpResponse.json(
    {
      error: {
        message: `(#${code}) Nachricht konnte nicht gesendet werden`,
        type: 'OAuthException',
        code,
        error_data: { messaging_product: 'whatsapp', details: 'Einzelheiten' },
        fbtrace_id: 'AbCdEf',
        ...more,
      },
    },
    { status },
  )

/** Starts the server; call `close` at the end. What the tests change is in `state`. */
export const startMeta = async (options: Partial<Parameters<typeof createMeta>[0]> = {}) => {
  const state = {
    behaviour: 'accepts' as Behaviour,
    /** What a send is answered with instead. */
    answer: undefined as undefined | (() => Response),
    /** What a GET below the version is answered with, by its path. */
    graph: {} as Record<string, unknown>,
    templates: [] as readonly Json[],
    pageSize: 25,
    files: {} as Record<string, Response[]>,
    sends: [] as Json[],
    /** Ids of messages that were marked as read. */
    reads: [] as unknown[],
    requests: [] as Request[],
    lines: [] as string[],
  }

  const answerSend = async (): Promise<Response> => {
    if (state.answer) return state.answer()
    if (state.behaviour === 'times_out') await delay('infinite')
    if (state.behaviour === 'throttles') return errorOf(130429, 429)
    if (state.behaviour === 'rejects') return errorOf(131009)
    if (state.behaviour === 'answers_rubbish') return HttpResponse.html('<h1>It works!</h1>')
    return HttpResponse.json({
      messaging_product: 'whatsapp',
      contacts: [{ input: '+15550100777', wa_id: '15550100777' }],
      messages: [{ id: 'wamid.OUR1', message_status: 'accepted' }],
    })
  }

  const server = await openProviderServer(state, [
    http.post(`${GRAPH}/:phone/messages`, async ({ request }) => {
      const body = (await request.json()) as Json
      if (body.status === 'read') {
        state.reads.push(body.message_id)
        return HttpResponse.json({ success: true })
      }
      state.sends.push(body)
      return answerSend()
    }),
    http.get(`${GRAPH}/${WABA}/message_templates`, async ({ request }) => {
      if (state.behaviour === 'rejects') return errorOf(190, 401)
      if (state.behaviour === 'answers_rubbish') return HttpResponse.html('<h1>It works!</h1>')
      const { searchParams, origin, pathname } = new URL(request.url)
      const start = Number(searchParams.get('after') ?? 0)
      const end = start + state.pageSize
      const isLast = end >= state.templates.length
      return HttpResponse.json({
        data: state.templates.slice(start, end),
        paging: {
          cursors: { before: String(start), after: String(end) },
          ...(isLast
            ? {}
            : { next: `${origin}${pathname}?after=${end}&access_token=${ACCOUNT.accessToken}` }),
        },
      })
    }),
    http.get(`${GRAPH}/*`, ({ request }) => {
      if (state.behaviour === 'rejects') return errorOf(190, 401)
      if (state.behaviour === 'answers_rubbish') return HttpResponse.html('<h1>It works!</h1>')
      const { pathname } = new URL(request.url)
      const found = state.graph[pathname.slice('/v26.0/'.length)]
      if (found instanceof Response) return found.clone() as never
      return found === undefined ? errorOf(100, 400) : HttpResponse.json(found as Json)
    }),
    http.get('https://lookaside.fbsbx.com/*', ({ request }) => {
      const { pathname } = new URL(request.url)
      return (state.files[pathname]?.shift() ?? new HttpResponse(null, { status: 404 })) as never
    }),
  ])
  return {
    ...server,
    state,
    provider: createMeta({ ...ACCOUNT, clock: () => NOW, ...options }),
  }
}

/** A whole gateway between a Twilio and a CRM that live in this file, under a clock that can be moved. */

import type { Hono } from 'hono'
import { getResponse, HttpResponse, http as route } from 'msw'
import { Webhook } from 'standardwebhooks'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { createTwilio } from '../../adapters/provider/twilio/index.ts'
import type { Gateway } from '../../src/engine/gateway.ts'
import type { Fetch } from '../../src/net/http.ts'
import type { Store } from '../../src/ports/store.ts'
import { createApp } from '../../src/runtime/app.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { buildGateway } from './build.ts'
import {
  ACCOUNT,
  API_KEY,
  CRM_SECRET,
  CRM_URL,
  configOf,
  PUBLIC_URL,
  SECRETS,
  SMS,
  TOKEN,
  WHATSAPP,
} from './configuration.ts'
import { eventDeviation } from './documents/openapi.ts'
import { type Answer as ApiAnswer, createClient } from './http.ts'

export { SMS, WHATSAPP }
export const CONFIG = configOf()

export type Sent = { readonly sid: string } & Readonly<Record<string, string>>
export type CrmEvent = {
  readonly id: string
  readonly type: string
  readonly timestamp: string
  readonly data: Readonly<Record<string, unknown>> & {
    readonly message?: Readonly<Record<string, unknown>> & { readonly text?: string }
  }
}
type Answer = () => Response | Promise<Response>

export type World = {
  readonly app: Hono
  readonly gateway: Gateway
  /** What Twilio accepted, in order. */
  readonly sent: Sent[]
  /** What the CRM accepted, in order, each with a signature that `standardwebhooks` verified. */
  readonly crmEvents: CrmEvent[]
  readonly logged: string[]
  /** Twilio's answers to the next sends, before it goes back to accepting. */
  readonly twilioAnswers: Answer[]
  /** The CRM's answers to the next deliveries, before it goes back to accepting. */
  readonly crmAnswers: Answer[]
  readonly now: () => number
  /** Moves the clock, carrying out what comes due on the way. */
  advance(ms: number): Promise<void>
  writes(text: string, more?: Readonly<Record<string, string>>): Promise<Response>
  status(sid: string, status: string, more?: Readonly<Record<string, string>>): Promise<Response>
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<ApiAnswer<Record<string, unknown>>>
  types(): readonly string[]
}

export const CUSTOMER = '+4915112345678'

/** Everything real but the two servers on the far sides; `elsewhere` reaches further ones. */
export const createWorld = async (
  store: Store,
  config: object = CONFIG,
  elsewhere?: Fetch,
  env: Readonly<Record<string, string>> = {},
): Promise<World> => {
  let now = Date.parse('2026-11-24T09:00:00Z')
  const clock = () => now
  const sent: Sent[] = []
  const crmEvents: CrmEvent[] = []
  const logged: string[] = []
  const twilioAnswers: Answer[] = []
  const crmAnswers: Answer[] = []
  let inboundCount = 0

  const handlers = [
    route.post(
      `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT}/Messages.json`,
      async ({ request }) => {
        const body = new TextDecoder().decode(await request.arrayBuffer())
        const form = Object.fromEntries(new URLSearchParams(body))
        const answer = twilioAnswers.shift()
        if (answer) return answer()
        const sid = `SM${String(sent.length + 1).padStart(32, '0')}`
        sent.push({ ...form, sid })
        return HttpResponse.json(twilioMessage(sid, form, now), { status: 201 })
      },
    ),
    route.get(`https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT}/Messages.json`, () =>
      HttpResponse.json({
        messages: sent.map((form) => twilioMessage(form.sid, form, now)),
        next_page_uri: null,
      }),
    ),
    route.get('https://content.twilio.com/v1/ContentAndApprovals', () =>
      HttpResponse.json(CONTENTS),
    ),
    route.post(CRM_URL, async ({ request }) => {
      const body = await request.text()
      const answer = crmAnswers.shift()
      if (answer) return answer()
      const headers = Object.fromEntries(request.headers)
      // The library checks against the machine's clock; ours is moved, so it gets today's time.
      const event = verify(body, headers)
      crmEvents.push({ id: headers['webhook-id'] ?? '', ...event })
      return new HttpResponse(null, { status: 204 })
    }),
  ]
  const respond: Fetch = async (url, init) => {
    const response = await getResponse(handlers, new Request(url, init))
    if (response) return response
    if (!elsewhere) throw new Error(`nobody stands for ${new URL(url).host}`)
    return elsewhere(url, init)
  }

  const log = createLog({ level: 'debug', write: (line) => logged.push(line), clock })
  const gateway = buildGateway({
    config,
    env: { ...SECRETS, ...env },
    store,
    fetch: respond,
    clock,
    log,
    providers: {
      'acme-twilio': createTwilio({
        connection: 'acme-twilio',
        publicUrl: PUBLIC_URL,
        accountSid: ACCOUNT,
        authTokens: [TOKEN],
        apiUrl: 'https://api.twilio.com',
        contentUrl: 'https://content.twilio.com',
        allowPrivate: false,
        senders: [WHATSAPP, SMS],
        wait: async () => {},
      }),
    },
  })
  const app = createApp(gateway)

  const webhook = async (route: string, query: string, form: Record<string, string>) => {
    const url = `${PUBLIC_URL}/webhooks/acme-twilio/${route}${query}`
    const response = await app.request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': getExpectedTwilioSignature(TOKEN, url, form),
      },
      body: new URLSearchParams(form).toString(),
    })
    await gateway.pump.drain()
    return response
  }

  return {
    app,
    gateway,
    sent,
    crmEvents,
    logged,
    twilioAnswers,
    crmAnswers,
    now: clock,
    advance: async (ms) => {
      const until = now + ms
      for (;;) {
        const due = await store.nextDueAt()
        if (due === undefined || due > until || now >= until) break
        now = Math.max(now, due)
        // What waits for a connection that is down is due, and carried out when that is tried again.
        if ((await gateway.pump.drain()) === 0) now = Math.min(now + 1_000, until)
      }
      now = until
      await gateway.pump.drain()
    },
    writes: (text, more = {}) =>
      webhook('messages', '', {
        MessageSid: `SM${(++inboundCount).toString(16).padStart(32, 'a')}`,
        AccountSid: ACCOUNT,
        From: `whatsapp:${CUSTOMER}`,
        To: WHATSAPP,
        Body: text,
        NumMedia: '0',
        SmsStatus: 'received',
        ...more,
      }),
    status: (sid, status, more = {}) => {
      const message = sent.find((one) => one.sid === sid)
      const query = new URL(message?.StatusCallback ?? PUBLIC_URL).search
      return webhook('status', query, {
        MessageSid: sid,
        MessageStatus: status,
        AccountSid: ACCOUNT,
        From: message?.From ?? WHATSAPP,
        To: message?.To ?? `whatsapp:${CUSTOMER}`,
        ...more,
      })
    },
    call: createClient<Record<string, unknown>>(
      (path, init) => app.request(`${PUBLIC_URL}${path}`, init),
      API_KEY,
      gateway.pump.drain,
    ).call,
    types: () => crmEvents.map((event) => event.type),
  }
}

const verify = (body: string, headers: Record<string, string>): Omit<CrmEvent, 'id'> => {
  const real = new Webhook(CRM_SECRET)
  const at = new Date(Number(headers['webhook-timestamp']) * 1000)
  const expected = real.sign(headers['webhook-id'] ?? '', at, body)
  if (headers['webhook-signature'] !== expected) throw new Error('the CRM got a wrong signature')
  const event = JSON.parse(body) as Omit<CrmEvent, 'id'>
  const deviation = eventDeviation(event)
  if (deviation) throw new Error(`the document of the API says otherwise: ${deviation}`)
  return event
}

const twilioMessage = (sid: string, form: Readonly<Record<string, string>>, at: number) => ({
  sid,
  status: form.status ?? 'queued',
  direction: form.direction ?? 'outbound-api',
  to: form.To,
  from: form.From,
  body: form.Body ?? '',
  date_created: new Date(at).toUTCString(),
  date_sent: form.date_sent ?? null,
  error_code: form.error_code ?? null,
  error_message: null,
  num_media: '0',
})

const content = (
  name: string,
  category: string,
  status: string,
  body: string,
  language = 'en',
) => ({
  sid: `HX${name
    .replace(/[^a-z]/g, '')
    .padEnd(32, language === 'en' ? '0' : '1')
    .slice(0, 32)}`,
  friendly_name: name,
  language,
  variables: Object.fromEntries(
    [...body.matchAll(/\{\{(\w+)\}\}/g)].map((match) => [match[1], 'sample']),
  ),
  types: { 'twilio/text': { body } },
  approval_requests: { name, category, status, content_type: 'twilio/text' },
})

const CONTENTS = {
  contents: [
    content(
      'opt_in_request',
      'UTILITY',
      'approved',
      '{{1}} of {{2}} would like to message you here. Reply YES to agree or STOP to decline.',
    ),
    content(
      'appointment_reminder',
      'UTILITY',
      'approved',
      'Hello {{1}}, your appointment is on {{2}} at {{3}}. See you then.',
    ),
    content('spring_offer', 'MARKETING', 'approved', 'Hello {{1}}, our spring offer is here.'),
    content('new_terms', 'UTILITY', 'pending', 'Our terms have changed, see our site.'),
  ],
  meta: { next_page_url: null },
}

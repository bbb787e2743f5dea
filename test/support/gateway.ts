/** A whole gateway for tests: a provider and a CRM that obey, a clock that is moved, two organisations. */

import type { Hono } from 'hono'
import type { Address } from '../../src/core/model/address.ts'
import type { Input, Send, Tell } from '../../src/core/model/message/message.ts'
import type { Template } from '../../src/core/model/message/template.ts'
import { type Limits, NO_KEYWORDS } from '../../src/core/model/policy/capabilities.ts'
import type { Gateway } from '../../src/engine/gateway.ts'
import type { Notices } from '../../src/engine/notices.ts'
import type { Crm } from '../../src/ports/crm.ts'
import { WebhookError } from '../../src/ports/errors.ts'
import type { Http, HttpRequest } from '../../src/ports/http.ts'
import type { Provider } from '../../src/ports/provider.ts'
import type { Order, Outcome, Received, Webhook, WebhookAnswer } from '../../src/ports/side.ts'
import type { Store } from '../../src/ports/store.ts'
import { type AppOptions, createApp } from '../../src/runtime/app.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { buildGateway } from './build.ts'
import {
  API_KEY,
  organisationOf,
  PUBLIC_URL,
  SECRETS,
  SMS,
  TWILIO,
  WEBHOOK,
  WHATSAPP,
} from './configuration.ts'
import { createMemoryStore } from './database/memory-store.ts'
import { deviation } from './documents/openapi.ts'
import { type Answer, createClient } from './http.ts'

export const ACME = { key: API_KEY, whatsapp: WHATSAPP, sms: SMS }
export const ZEN = { key: 'the-key-of-zen-0123456789', whatsapp: 'whatsapp:+15550002222' }
export const MARIA = 'whatsapp:+4915112345678'

/** Signs a webhook of the provider or CRM in this file. */
export const SIGNED = { 'x-signature': 'good' }

export type Rig = {
  readonly app: Hono
  readonly gateway: Gateway
  readonly log: readonly string[]
  /** What the provider was given. */
  readonly sent: readonly Order<Send>[]
  /** The types of the events that the CRM accepted. */
  readonly events: readonly string[]
  readonly webhooks: readonly Webhook[]
  /** The CRM's next outcomes; then it goes on accepting. */
  readonly crmOutcomes: (Outcome | Promise<Outcome>)[]
  /** The provider's next outcomes; then it goes on accepting. */
  readonly sendOutcomes: Outcome[]
  readonly now: () => number
  advance(ms: number): Promise<void>
  /** A request with Acme's key and a JSON body; throws when the answer is not as documented. */
  call(method: string, path: string, body?: unknown, headers?: object): Promise<Answer>
  /** A contact writes to a sender. */
  writes(from: Address, to: string, text: string): Promise<Response>
}

/** Builds it. `wrap` puts something between the gateway and its store. */
export const createRig = (
  options: AppOptions & {
    readonly policy?: object
    /** Of the SMS sender alone. */
    readonly smsPolicy?: object
    /** In which agents read. */
    readonly locale?: string
    /** A sender that the configuration does not have any more. */
    readonly without?: string
    readonly wrap?: (store: Store) => Store
    /** Default: one in memory. */
    readonly store?: Store
    readonly notices?: Notices
    readonly http?: Http
    readonly limits?: Partial<Limits>
    /** What the provider and the CRM say of their webhooks. */
    readonly side?: {
      readonly answer?: WebhookAnswer
      readonly maxBodyBytes?: number
      readonly unsupported?: readonly string[]
      /** What the CRM's adapter asks of its server in each attempt, through `http`. */
      readonly asks?: (order: Order<Tell>) => HttpRequest
    }
  } = {},
): Rig => {
  let now = Date.parse('2026-11-24T09:00:00Z')
  const clock = () => now
  const log: string[] = []
  const sent: Order<Send>[] = []
  const events: string[] = []
  const webhooks: Webhook[] = []
  const crmOutcomes: (Outcome | Promise<Outcome>)[] = []
  const sendOutcomes: Outcome[] = []
  const {
    policy = {},
    smsPolicy = {},
    locale,
    without,
    wrap = (store: Store) => store,
    store: given,
    notices,
    http,
    limits = {},
    side: { answer, unsupported, asks, ...ownSide } = {},
    ...appOptions
  } = options

  const receive = async (webhook: Webhook): Promise<Received> => {
    webhooks.push(webhook)
    if (webhook.headers.get('x-signature') !== 'good')
      throw new WebhookError('bad_signature', 'a secret detail')
    if (webhook.method === 'GET') return { inputs: [] }
    try {
      const inputs = JSON.parse(new TextDecoder().decode(webhook.body)) as Input[]
      return { inputs, ...(answer && { answer }), ...(unsupported && { unsupported }) }
    } catch {
      throw new WebhookError('malformed', 'a secret detail')
    }
  }
  const provider: Provider = {
    ...ownSide,
    receive,
    deliver: async (order) => {
      sent.push(order)
      return sendOutcomes.shift() ?? { status: 'accepted', id: `P-${order.effect.message}` }
    },
    find: async () => ({ status: 'absent' }),
    capabilities: () => ({
      limits: {
        maxTextLength: 1600,
        maxMedia: 1,
        maxTemplateLength: 1024,
        sessionMarginMs: 0,
        ...limits,
      },
      keywords: NO_KEYWORDS,
      canList: true,
    }),
    templates: async () => TEMPLATES,
    missed: async () => [],
    media: async () => new Response('a picture', { headers: { 'content-type': 'image/png' } }),
    diagnose: async () => [],
  }
  const crm: Crm = {
    ...ownSide,
    receive,
    deliver: async (order, client) => {
      const { effect } = order
      if (asks) await client(asks(order)).catch(() => undefined)
      const outcome = (await crmOutcomes.shift()) ?? { status: 'accepted', id: effect.id }
      if (outcome.status === 'accepted') events.push(effect.type)
      return outcome
    },
    diagnose: async () => [],
  }
  const store = wrap(given ?? createMemoryStore({ hashKey: 'key of the hashes' }))
  const gateway = buildGateway({
    config: configuration(policy, smsPolicy, without, locale),
    env: { ...SECRETS, ZEN_KEY: ZEN.key },
    store,
    providers: { 'acme-phone': provider, 'zen-phone': provider },
    crms: { 'acme-crm': crm, 'zen-crm': crm },
    ...(http && { http }),
    clock,
    log: createLog({ level: 'debug', write: (line) => void log.push(line), clock }),
    ...(notices && { notices }),
  })
  const app = createApp(gateway, appOptions)
  const request = (path: string, init: RequestInit) => app.request(`${PUBLIC_URL}${path}`, init)
  const client = createClient(request, ACME.key, gateway.pump.drain)
  let written = 0

  return {
    app,
    gateway,
    log,
    sent,
    events,
    webhooks,
    crmOutcomes,
    sendOutcomes,
    now: clock,
    advance: async (ms) => {
      now += ms
      await gateway.pump.drain()
    },
    call: async (method, path, ...more) => {
      const answer = await client.call(method, path, ...more)
      const wrong = deviation(method, path, answer.status, answer.body)
      if (wrong) throw new Error(wrong)
      return answer
    },
    writes: async (from, to, text) => {
      written += 1
      const input = {
        kind: 'inbound',
        id: `in-${written}`,
        at: now,
        sender: to,
        from,
        aliases: [],
        providerId: `P-in-${written}`,
        message: { form: 'message', type: 'text', text, media: [] },
      }
      const connection = to === ZEN.whatsapp ? 'zen-phone' : 'acme-phone'
      const response = await app.request(`${PUBLIC_URL}/webhooks/${connection}/messages`, {
        method: 'POST',
        headers: SIGNED,
        body: JSON.stringify([input]),
      })
      await gateway.pump.drain()
      return response
    },
  }
}

const configuration = (
  policy: object,
  smsPolicy: object,
  without: string | undefined,
  locale: string | undefined,
) => ({
  publicUrl: PUBLIC_URL,
  connections: {
    'acme-phone': TWILIO,
    'zen-phone': TWILIO,
    'acme-crm': WEBHOOK,
    'zen-crm': WEBHOOK,
  },
  organisations: [
    organisationOf({
      connection: 'acme-phone',
      senders: [{ address: ACME.whatsapp }, { address: ACME.sms, policy: smsPolicy }].filter(
        ({ address }) => address !== without,
      ),
      policy: { optInTemplate: 'opt_in_request', ...policy },
      ...(locale !== undefined && { locale }),
    }),
    organisationOf({
      id: 'zen',
      name: 'Zen Garden',
      apiKeys: [{ env: 'ZEN_KEY' }],
      crm: 'zen-crm',
      line: { id: 'plants', name: 'Plants' },
      connection: 'zen-phone',
      senders: [ZEN.whatsapp],
    }),
  ],
})

const template = (name: string, body: string, more: Partial<Template> = {}): Template => ({
  id: `HX-${name}`,
  name,
  language: 'en',
  category: 'utility',
  approval: 'approved',
  body,
  variables: [...body.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] as string),
  canOpenSession: true,
  ...more,
})

const TEMPLATES = [
  template('opt_in_request', '{{1}} of {{2}} would like to write to you. Reply YES to agree.'),
  template('reminder', 'Hello {{1}}, we meet on {{2}}.'),
  template('new_terms', 'Our terms have changed.', { approval: 'pending' }),
  template('offer', 'Spring is here, {{1}}.', {
    type: 'whatsapp/card',
    types: { 'whatsapp/card': { body: 'Spring is here, {{1}}.', media: ['https://x.example/1'] } },
    samples: { 1: 'Maria' },
    buttons: [{ type: 'url', text: 'Shop', url: 'https://x.example/{{1}}' }],
    media: [{ url: 'https://x.example/1' }],
    createdAt: Date.UTC(2026, 2, 1),
    updatedAt: Date.UTC(2026, 2, 2),
  }),
]

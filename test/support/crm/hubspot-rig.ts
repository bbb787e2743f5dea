/** A whole gateway with HubSpot beside it, and a provider that obeys. */

import { createHmac } from 'node:crypto'
import { setupServer } from 'msw/node'
import type { Address } from '../../../src/core/model/address.ts'
import type { Message, MessageStatus, Received } from '../../../src/core/model/message/message.ts'
import type { Template } from '../../../src/core/model/message/template.ts'
import { NO_KEYWORDS } from '../../../src/core/model/policy/capabilities.ts'
import { createGateway } from '../../../src/engine/gateway.ts'
import type { Provider } from '../../../src/ports/provider.ts'
import { createApp } from '../../../src/runtime/app.ts'
import { openVault } from '../../../src/runtime/setup/vault.ts'
import { createSides } from '../../../src/runtime/sides.ts'
import { createLog } from '../../../src/telemetry/log.ts'
import { createMetrics } from '../../../src/telemetry/metrics.ts'
import { readConfig } from '../adapters.ts'
import { API_KEY, configOf, PUBLIC_URL, SECRETS, TWILIO, WHATSAPP } from '../configuration.ts'
import { createMemoryStore } from '../database/memory-store.ts'
import { createClient, createTestHttp } from '../http.ts'
import { APP, CHANNEL, createHubspot } from './hubspot.ts'

export const NOW = Date.parse('2026-11-24T09:00:00Z')
export const OURS = WHATSAPP
export const MARIA = 'whatsapp:+15550003333'
export const SECRET = 'hs-secret-canary'
export const REFRESH = 'refresh-canary'
const ENV = { ...SECRETS, HUBSPOT_SECRET: SECRET, HUBSPOT_REFRESH: REFRESH }

const HS = {
  adapter: 'hubspot',
  apiUrl: 'https://api.hubapi.com',
  apiVersion: '2026-09',
  appId: 111,
  channelId: 222,
  clientId: 'client-1',
  clientSecret: { env: 'HUBSPOT_SECRET' },
  refreshToken: { env: 'HUBSPOT_REFRESH' },
  channelAccounts: { [OURS]: '333' },
}

const TEMPLATES: readonly Template[] = [
  {
    id: 'HX1',
    name: 'appointment_reminder',
    language: 'en',
    category: 'utility',
    approval: 'approved',
    body: 'Hello {{name}}, we meet on {{day}}.',
    variables: ['name', 'day'],
    canOpenSession: true,
  },
  {
    id: 'HX2',
    name: 'opt_in_request',
    language: 'en',
    category: 'utility',
    approval: 'approved',
    body: '{{1}} of {{2}} would like to write to you. Reply YES to agree.',
    variables: ['1', '2'],
    canOpenSession: true,
  },
]

/** Opens it. `policy` is the organisation's, `hs` changes the connection. */
export const openRig = (options: { policy?: object; hs?: object } = {}) => {
  const { state: hubspot, handlers } = createHubspot()
  const server = setupServer(...handlers)
  server.listen()
  const clock = { now: NOW }
  const lines: string[] = []
  const sent: Message[] = []
  const secret = 'the secret of the test'
  const store = createMemoryStore({ hashKey: secret })
  const directory = readConfig(
    configOf({
      connections: { phone: TWILIO, hs: { ...HS, ...options.hs } },
      senders: [OURS],
      crm: 'hs',
      policy: { flow: 'recorded', optInTemplate: 'opt_in_request', ...options.policy },
    }),
    ENV,
  )
  const provider: Provider = {
    receive: async () => ({ inputs: [] }),
    deliver: async ({ effect, message }) => {
      if (message) sent.push(message)
      return { status: 'accepted', id: `P-${effect.message}` }
    },
    find: async () => ({ status: 'absent' }),
    capabilities: () => ({
      limits: { maxTextLength: 1600, maxMedia: 1, maxTemplateLength: 1024, sessionMarginMs: 0 },
      keywords: NO_KEYWORDS,
      canList: true,
    }),
    templates: async () => TEMPLATES,
    missed: async () => [],
    media: async () => new Response('a picture', { headers: { 'content-type': 'image/png' } }),
    diagnose: async () => [],
  }
  const sides = createSides(
    { directory, secret },
    { links: store, vault: openVault(store, { secret }, () => clock.now), clock: () => clock.now },
  )
  const file: Provider = { ...provider }
  const providers = Object.assign(sides.providers, { phone: file })
  const gateway = createGateway({
    directory,
    store,
    crms: sides.crms,
    providers,
    http: createTestHttp({ lines }),
    clock: () => clock.now,
    log: createLog({ level: 'debug', write: (line) => void lines.push(line) }),
    metrics: createMetrics(),
    random: () => 0.5,
    secret,
  })
  const app = createApp(gateway)
  const request = (path: string, init: RequestInit) => app.request(`${PUBLIC_URL}${path}`, init)
  let count = 0

  const drain = async () => {
    await gateway.pump.drain()
  }
  const post = async (event: unknown, headers?: Record<string, string>, url = '/webhooks/hs') => {
    const body = JSON.stringify(event)
    const response = await app.request(`${PUBLIC_URL}${url}`, {
      method: 'POST',
      headers: headers ?? signature(body, clock.now),
      body,
    })
    await drain()
    return response
  }

  return {
    app,
    gateway,
    store,
    hubspot,
    clock,
    lines,
    sent,
    drain,
    post,
    advance: async (ms: number) => {
      clock.now += ms
      await drain()
    },
    /** A contact writes. */
    writes: async (
      text: string,
      more: Partial<Received> = {},
      from: Address = MARIA,
      id = `in-${++count}`,
    ) => {
      await gateway.handle('acme', {
        kind: 'inbound',
        id,
        at: clock.now,
        sender: OURS,
        from,
        aliases: [],
        providerId: `P-${id}`,
        message: { form: 'message', type: 'text', text, media: [], ...more },
      })
      await drain()
      return id
    },
    /** The CRM has recorded the contact's consent. */
    grant: () =>
      gateway.handle('acme', {
        kind: 'preference',
        id: `grant-${++count}`,
        at: clock.now,
        address: MARIA,
        source: 'crm',
        sender: OURS,
        consent: { status: 'granted', channel: 'whatsapp', basis: 'form' },
      }),
    /** An agent writes in HubSpot's box. */
    types: (text: string, more: object = {}, id = `msg${++count}`) =>
      post(outgoing(id, text, more)),
    /** What the provider says of a message of ours. */
    receipt: async (message: string, status: MessageStatus, more: object = {}) => {
      count += 1
      await gateway.handle('acme', {
        kind: 'receipt',
        id: `receipt-${count}`,
        at: clock.now,
        sender: OURS,
        providerId: `P-${message}`,
        status,
        ...more,
      })
      await drain()
    },
    api: createClient(request, API_KEY).ask,
    close: () => server.close(),
  }
}

/** HubSpot's signature of a POST to our public address. */
export const signature = (
  body: string,
  at: number,
  { url = `${PUBLIC_URL}/webhooks/hs`, secret = SECRET } = {},
): Record<string, string> => ({
  'content-type': 'application/json',
  'x-hubspot-request-timestamp': String(at),
  'x-hubspot-signature-v3': createHmac('sha256', secret)
    .update(`POST${url}${body}${at}`)
    .digest('base64'),
})

/** The channel's event for what an agent wrote. */
export const outgoing = (id: string, text: string, more: object = {}) => ({
  type: 'OUTGOING_CHANNEL_MESSAGE_CREATED',
  portalId: '900',
  channelId: CHANNEL,
  eventId: 'e1',
  eventTimestamp: '2026-11-24T09:00:00Z',
  channelIntegrationThreadIds: [],
  message: {
    id,
    type: 'MESSAGE',
    channelAccountId: '333',
    conversationsThreadId: '771',
    createdBy: 'A-5',
    text,
    richText: text,
    attachments: [],
    direction: 'OUTGOING',
    status: { statusType: 'SENT' },
    client: { clientType: 'HUBSPOT' },
    senders: [{ actorId: 'A-5', name: 'Ana' }],
    recipients: [
      {
        actorId: 'V-51',
        deliveryIdentifier: { type: 'HS_PHONE_NUMBER', value: '+15550003333' },
      },
    ],
    ...more,
  },
})

/** An event of the app's subscriptions. */
export const subscription = (subscriptionType: string, more: object = {}) => [
  {
    eventId: 1,
    subscriptionId: 9,
    portalId: 900,
    appId: Number(APP),
    occurredAt: NOW,
    subscriptionType,
    attemptNumber: 0,
    ...more,
  },
]

/** A provider and a CRM that nobody else knows, added to the list and to nothing else. */

import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { agentSchema, digitsSchema, secretSchema, urlSchema } from '../../src/config/fields.ts'
import { createConfigReader } from '../../src/config/read.ts'
import { jsonSchemaOf } from '../../src/config/schema.ts'
import { CHANNELS } from '../../src/core/model/channel.ts'
import type { Inbound, Tell } from '../../src/core/model/message/message.ts'
import { NO_KEYWORDS } from '../../src/core/model/policy/capabilities.ts'
import { defineCrm, defineProvider } from '../../src/ports/adapter.ts'
import { WebhookError } from '../../src/ports/errors.ts'
import type { Order } from '../../src/ports/side.ts'
import { createApp } from '../../src/runtime/app.ts'
import type { RouteHost } from '../../src/runtime/setup/load-adapters.ts'
import { webhooksOf } from '../../src/runtime/setup/webhooks.ts'
import { ADAPTERS, problemsOf } from '../support/adapters.ts'
import { buildGateway } from '../support/build.ts'
import { configOf, type Part, SECRETS, TWILIO } from '../support/configuration.ts'

const delivered: string[] = []

/** Its webhooks name a number by an id; the numbers themselves stand in the configuration. */
const pigeon = defineProvider({
  name: 'pigeon',
  config: z.strictObject({
    token: secretSchema,
    apiUrl: urlSchema,
    allowPrivate: z.boolean().default(false),
  }),
  sender: z.strictObject({ loftId: digitsSchema }),
  secrets: ({ token }) => [token],
  webhooks: () => [{ path: '', purpose: 'all that happens' }],
  create: ({ config, senders }) => ({
    maxBodyBytes: 128 * 1024,
    receive: async ({ method, url, headers, body, at }) => {
      const query = new URL(url).searchParams
      if (method === 'GET') {
        if (query.get('token') !== config.token) throw new WebhookError('bad_signature', 'token')
        return { inputs: [], answer: { status: 200, body: query.get('challenge') ?? '' } }
      }
      if (headers.get('x-token') !== config.token) throw new WebhookError('bad_signature', 'token')
      const letters: { id: string; loft: string; from: string; text: string }[] = JSON.parse(
        new TextDecoder().decode(body),
      )
      return {
        inputs: letters.map(({ id, loft, from, text }) => ({
          kind: 'inbound' as const,
          id: `pigeon_${id}`,
          at,
          sender: (senders.find(({ fields }) => fields.loftId === loft)?.address ??
            'whatsapp:+10000000000') as Inbound['sender'],
          from: from as Inbound['from'],
          aliases: [],
          providerId: id,
          message: { form: 'message' as const, type: 'text' as const, text, media: [] },
        })),
      }
    },
    deliver: async ({ effect }) => ({ status: 'accepted', id: `P-${effect.message}` }),
    capabilities: (channel) => ({
      limits: { ...CHANNELS[channel].limits, sessionMarginMs: 0 },
      keywords: NO_KEYWORDS,
      canList: false,
    }),
    find: async () => ({ status: 'absent' }),
    templates: async () => [],
    missed: async () => [],
    media: async () => new Response(''),
    diagnose: async () => [],
  }),
})

const ledger = defineCrm({
  name: 'ledger',
  config: z.strictObject({
    agent: agentSchema.default('clerk'),
    pages: z.record(z.string(), z.int()),
  }),
  secrets: () => [],
  check: ({ pages }, { senders }) =>
    Object.keys(pages)
      .filter((address) => !senders.some((sender) => sender.address === address))
      .map((address) => ({
        field: `pages.${address}`,
        problem: 'is no sender of its organisations',
      })),
  create: ({ config }) => ({
    receive: async () => ({ inputs: [], answer: { status: 201, body: config.agent } }),
    deliver: async ({ effect }: Order<Tell>) => {
      delivered.push(effect.type)
      return { status: 'accepted', id: effect.id }
    },
    diagnose: async () => [],
  }),
  routes: ({ app, connections }: RouteHost) => {
    app.get('/ledger', () => new Response(Object.keys(connections).join()))
  },
})

const LIST = [...ADAPTERS, pigeon, ledger]
const readConfig = createConfigReader(LIST)
const ENV = { ...SECRETS, TOKEN: 'the token' }
const LOFT = 'whatsapp:+15550001111'
const MARIA = 'whatsapp:+4915112345678'

const BIRDS = {
  adapter: 'pigeon',
  token: { env: 'TOKEN' },
  apiUrl: 'https://pigeon.example.com',
}
const BOOKS = { adapter: 'ledger', pages: { [LOFT]: 7 } }
const fileOf = (changes: Part = {}, birds: Part = BIRDS, books: Part = BOOKS) =>
  configOf({
    connections: { birds, books },
    senders: [{ address: LOFT, loftId: '42' }],
    crm: 'books',
    ...changes,
  })

const open = () => {
  const directory = readConfig(fileOf(), ENV)
  const gateway = buildGateway({ directory })
  return { gateway, app: createApp(gateway), directory }
}
const post = (body: string, token = ENV.TOKEN) => ({
  method: 'POST',
  headers: { 'x-token': token },
  body,
})

describe('an adapter that was only added to the list', () => {
  test('carries a message from its webhook to the CRM, for the sender with its own id', async () => {
    const { app, gateway } = open()
    delivered.length = 0
    const letter = { id: 'l1', loft: '42', from: MARIA, text: 'Good morning' }
    const stray = { ...letter, id: 'l2', loft: '43' }
    const answer = await app.request('/webhooks/birds', post(JSON.stringify([stray, letter])))
    expect([answer.status, await answer.text()]).toEqual([200, ''])
    await gateway.pump.drain()
    expect(delivered).toContain('message.received')
    const forged = await app.request('/webhooks/birds', post('[]', 'another token'))
    expect(forged.status).toBe(403)
  })

  test('answers its challenge only with the right token', async () => {
    const { app } = open()
    const answer = await app.request('/webhooks/birds?token=the%20token&challenge=1158201444')
    expect([answer.status, await answer.text()]).toEqual([200, '1158201444'])
    expect((await app.request('/webhooks/birds?token=x&challenge=1')).status).toBe(403)
  })

  test('answers in its own words, sets its body limit, and has its own routes', async () => {
    const { app } = open()
    const answer = await app.request('/webhooks/books', post('{}'))
    expect([answer.status, await answer.text()]).toEqual([201, 'clerk'])
    const large = `[]${' '.repeat(100 * 1024)}`
    expect((await app.request('/webhooks/birds', post(large))).status).toBe(200)
    expect((await app.request('/webhooks/books', post(large))).status).toBe(413)
    expect(await (await app.request('/ledger')).text()).toBe('books')
  })

  test('names the address to enter at the provider', () => {
    expect(webhooksOf(open().directory)).toEqual([
      {
        connection: 'birds',
        sender: LOFT,
        url: 'https://gate.example.com/webhooks/birds',
        purpose: 'all that happens',
      },
    ])
  })

  test('is described to editors, including its senders’ fields', () => {
    const printed = JSON.stringify(jsonSchemaOf(LIST))
    for (const word of ['"pigeon"', '"ledger"', '"loftId"']) expect(printed).toContain(word)
    expect(JSON.stringify(jsonSchemaOf(ADAPTERS))).not.toContain('"loftId"')
  })

  const SENDER = 'organisations[0].lines[0].senders[0]'
  test.each([
    [
      'an adapter that nobody wrote',
      fileOf({}, { ...BIRDS, adapter: 'owl' }),
      `connections.birds.adapter: expected one of ${LIST.map(({ name }) => name).join(', ')}`,
    ],
    [
      'a field that its connections do not have',
      fileOf({}, { ...BIRDS, wings: 2 }),
      'connections.birds.wings: unknown field',
    ],
    [
      'a private address',
      fileOf({}, { ...BIRDS, apiUrl: 'https://10.0.0.1' }),
      'connections.birds.apiUrl: expected https:// and a public address, or "allowPrivate": true beside it',
    ],
    [
      'a field of its senders in a wrong form',
      fileOf({ senders: [{ address: LOFT, loftId: 'forty-two' }] }),
      `${SENDER}.loftId: expected digits, in quotes`,
    ],
    [
      'a field that none of its senders has',
      fileOf({ senders: [{ address: LOFT, loftId: '42', nest: 1 }] }),
      `${SENDER}.nest: unknown field`,
    ],
    [
      'a field that only senders of another adapter have',
      fileOf({}, TWILIO),
      `${SENDER}.loftId: senders of "twilio" have no such field`,
    ],
    [
      'a provider in the place of a CRM',
      fileOf({ crm: 'birds' }),
      'organisations[0].crm: "birds" is a provider, not a CRM',
    ],
    [
      'a CRM in the place of a provider',
      fileOf({ senders: [{ address: LOFT, connection: 'books' }] }),
      `${SENDER}.connection: "books" is a CRM, not a provider`,
    ],
    [
      'a number that its own check does not know',
      fileOf({}, BIRDS, { ...BOOKS, pages: { 'whatsapp:+15559999999': 8 } }),
      'connections.books.pages.whatsapp:+15559999999: is no sender of its organisations',
    ],
  ])('names the path of %s', (_, config, problem) => {
    expect(problemsOf(config, ENV, readConfig)).toContain(problem)
  })
})

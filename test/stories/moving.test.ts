/** A sender moves from Twilio to Meta: what was known of its contacts stays, and nothing is lost. */

import { expect, it } from 'vitest'
import type { Http } from '../../src/ports/http.ts'
import type { Webhook } from '../../src/ports/side.ts'
import { createApp } from '../../src/runtime/app.ts'
import { buildGateway } from '../support/build.ts'
import { createMemoryStore } from '../support/memory-store.ts'
import * as atMeta from '../support/meta.ts'
import * as atTwilio from '../support/twilio.ts'

const SENDER = atTwilio.SENDER
const CONTACT = 'whatsapp:+15550100777'
const sidOf = (number: number) => `SM${String(number).padStart(32, '0')}`
const KEY = 'the-api-key-of-acme-0123456789'

const ENV = {
  TWILIO: atTwilio.ACCOUNT.authTokens[0],
  TOKEN: atMeta.ACCOUNT.accessToken,
  SECRET: atMeta.ACCOUNT.appSecrets[0],
  VERIFY: atMeta.ACCOUNT.verifyToken,
  CRM: `whsec_${btoa('thirty-two bytes of crm secrets!')}`,
  KEY,
}

const configOf = (sender: object) => ({
  publicUrl: 'https://gate.example.com',
  connections: {
    'acme-twilio': {
      adapter: 'twilio',
      accountSid: atTwilio.ACCOUNT.accountSid,
      authTokens: [{ env: 'TWILIO' }],
    },
    'acme-meta': {
      adapter: 'meta',
      businessAccountId: atMeta.WABA,
      accessToken: { env: 'TOKEN' },
      appSecrets: [{ env: 'SECRET' }],
      verifyToken: { env: 'VERIFY' },
    },
    crm: { adapter: 'webhook', url: 'https://crm.example.com/hook', secret: { env: 'CRM' } },
  },
  organisations: [
    {
      id: 'acme',
      name: 'Acme',
      apiKeys: [{ env: 'KEY' }],
      crm: 'crm',
      lines: [{ id: 'advisory', name: 'Advisory', senders: [{ address: SENDER, ...sender }] }],
    },
  ],
})

const BEFORE = { connection: 'acme-twilio' }
const AFTER = { connection: 'acme-meta', phoneNumberId: atMeta.PHONE_ID }

/** One process after the other on the same database. */
const startHouse = () => {
  const store = createMemoryStore({ hashKey: 'the secret of the test' })
  const sent: string[] = []
  const answer = (status: number, json: object) => ({
    status,
    headers: new Headers(),
    body: new TextEncoder().encode(JSON.stringify(json)),
  })
  const exchange = async ({ method, url }: Parameters<Http>[0]) => {
    const { hostname } = new URL(url)
    if (method === 'POST') sent.push(hostname)
    if (hostname === 'api.twilio.com')
      return answer(201, atTwilio.resourceOf({ sid: sidOf(sent.length) }))
    if (hostname === 'graph.facebook.com' && method === 'POST')
      return answer(200, { messages: [{ id: 'wamid.NEW' }] })
    return answer(200, { contents: [], data: [], meta: {}, paging: {} })
  }
  const http: Http = Object.assign(exchange, { stream: async () => new Response() })
  return (sender: object) => {
    const config = configOf(sender)
    const gateway = buildGateway({ config, env: ENV, store, http, clock: () => atMeta.NOW })
    const app = createApp(gateway)
    const call = async (method: string, path: string, body?: object) => {
      const answered = await app.request(path, {
        method,
        headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      })
      return (await answered.json()) as Readonly<Record<string, unknown>>
    }
    return {
      gateway,
      call,
      sent: () => sent.filter((host) => host !== 'crm.example.com'),
      send: (text: string) =>
        call('POST', '/v1/messages', { from: SENDER, to: CONTACT, agent: 'anna', text }),
      hook: async ({ url, headers, body }: Webhook) => {
        const { pathname, search } = new URL(url)
        const text = new TextDecoder().decode(body)
        const { status } = await app.request(pathname + search, {
          method: 'POST',
          headers,
          body: text,
        })
        return status
      },
    }
  }
}

/** How long before its end a session counts as closed is each provider's own. */
const factsOf = (contact: object) =>
  JSON.stringify(contact).replace(/"closesAt":"([^"]{16})[^"]*"/g, '"closesAt":"$1"')

const statusOf = (fields: Readonly<Record<string, string>>, message: string) =>
  atTwilio.webhookOf(
    'status',
    {
      AccountSid: atTwilio.ACCOUNT.accountSid,
      From: SENDER,
      To: CONTACT,
      MessageStatus: 'delivered',
      ...fields,
    },
    { query: `?message=${message}` },
  )

const written = (text: string, number = 9_001) =>
  atTwilio.webhookOf('messages', {
    AccountSid: atTwilio.ACCOUNT.accountSid,
    MessageSid: sidOf(number),
    SmsStatus: 'received',
    From: CONTACT,
    To: SENDER,
    Body: text,
    NumMedia: '0',
  })

it('consent, session and owner stay, what waits leaves over the new connection, old statuses count', async () => {
  const start = startHouse()
  const before = start(BEFORE)
  await before.hook(written('Hello'))
  await before.gateway.pump.drain()
  await before.hook(written('YES', 9_002))
  await before.gateway.pump.drain()
  const first = await before.send('The first')
  await before.gateway.pump.drain()
  const { providerId } = await before.call('GET', `/v1/messages/${first.id}`)
  // Accepted, and the process stops before it leaves.
  await before.gateway.pump.stop()
  const second = await before.send('The second')
  const known = factsOf(await before.call('GET', `/v1/contacts/${CONTACT}`))

  const after = start(AFTER)
  expect(known).toContain('"state":"open"')
  expect(known).toContain('"status":"granted"')
  expect(factsOf(await after.call('GET', `/v1/contacts/${CONTACT}`))).toEqual(known)
  await after.gateway.pump.drain()
  expect(after.sent().at(-1)).toBe('graph.facebook.com')
  expect(await after.call('GET', `/v1/messages/${second.id}`)).toMatchObject({
    providerId: 'wamid.NEW',
  })
  expect(await after.hook(statusOf({ MessageSid: String(providerId) }, String(first.id)))).toBe(204)
  expect(await after.call('GET', `/v1/messages/${first.id}`)).toMatchObject({
    status: 'delivered',
  })
  expect(await after.send('The third')).toMatchObject({ status: 'accepted' })
})

it('over the old connection nothing else is taken: no message, and no status of a message it did not carry', async () => {
  const start = startHouse()
  const after = start(AFTER)
  expect(await after.hook(written('Hello'))).toBe(404)
  expect(await after.hook(statusOf({ MessageSid: sidOf(1) }, 'msg_1'))).toBe(404)
})

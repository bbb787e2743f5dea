/** Whole stories with a CRM that speaks Twilio: a real server that Twilio's own library guards. */

import twilio from 'twilio'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createNodeFetch } from '../../../../src/net/http-node.ts'
import type { Task } from '../../../../src/ports/store/outbox.ts'
import type { Store } from '../../../../src/ports/store.ts'
import { configOf, TWILIO } from '../../../support/configuration.ts'
import {
  ACCOUNT_SID,
  AUTH_TOKEN,
  openTwilioCrmServer,
  type TwilioCrmServer,
} from '../../../support/crm/twilio-harness.ts'
import { createMemoryStore } from '../../../support/database/memory-store.ts'
import { CUSTOMER, createWorld, SMS, WHATSAPP, type World } from '../../../support/world.ts'

const MARIA = `whatsapp:${CUSTOMER}`
const MINUTE = 60_000

let crm: TwilioCrmServer
let other: TwilioCrmServer
beforeEach(async () => {
  crm = await openTwilioCrmServer()
  other = await openTwilioCrmServer()
  for (const server of [crm, other]) server.says('<Response/>')
})
afterEach(async () => {
  await crm.close()
  await other.close()
})

/** A second CRM next to `acme-crm` gets the events too. */
const openWorld = (store: Store = memory()): Promise<World> => {
  const connectionOf = ({ origin }: TwilioCrmServer, accountSid: string) => ({
    adapter: 'twilio-api',
    accountSid,
    authToken: { env: 'ISSUED_TOKEN' },
    inboundUrl: `${origin}/sms`,
    agent: 'bot',
    allowPrivate: true,
  })
  const config = configOf({
    connections: {
      'acme-twilio': TWILIO,
      'acme-crm': connectionOf(crm, ACCOUNT_SID),
      'other-crm': connectionOf(other, `AC${'d1'.repeat(16)}`),
    },
    crm: ['acme-crm', 'other-crm'],
  })
  return createWorld(store, config, createNodeFetch(), { ISSUED_TOKEN: AUTH_TOKEN })
}

const memory = () => createMemoryStore({ hashKey: 'the hash key of the test' })

/** The CRM answers the messages that come now by these. */
const answers = (...messages: readonly string[]) => {
  const response = new twilio.twiml.MessagingResponse()
  for (const text of messages) response.message({ action: '/status' }, text)
  crm.says(response.toString())
}

const agreed = async (world: World) => {
  await world.writes('Hello')
  await world.writes('YES')
}

const bodies = (world: World) => world.sent.map(({ Body }) => Body)
const callbacks = () =>
  crm.arrived
    .filter(({ path }) => path === '/status')
    .map(({ form }) => [form.MessageSid, form.MessageStatus])
const refusals = (world: World) =>
  world.logged.map((line) => JSON.parse(line)).filter(({ event }) => event === 'answer_refused')

test('a customer writes, the CRM answers in TwiML, the customer gets the answer, the CRM its status', async () => {
  const world = await openWorld()
  await agreed(world)
  answers('We open at nine.')
  await world.writes('When do you open?', { ProfileName: 'Maria' })

  expect(crm.arrived.at(-1)).toMatchObject({
    path: '/sms',
    form: {
      AccountSid: ACCOUNT_SID,
      From: MARIA,
      To: WHATSAPP,
      Body: 'When do you open?',
      ProfileName: 'Maria',
      SmsStatus: 'received',
    },
  })
  const reply = world.sent.at(-1)
  expect(reply).toMatchObject({ To: MARIA, From: WHATSAPP, Body: 'We open at nine.' })

  await world.status(reply?.sid ?? '', 'sent')
  await world.status(reply?.sid ?? '', 'delivered')
  await world.status(reply?.sid ?? '', 'read')
  const [sid] = callbacks()[0] ?? []
  expect(sid).toMatch(/^SM[0-9a-f]{32}$/)
  expect(callbacks()).toEqual([
    [sid, 'sent'],
    [sid, 'delivered'],
    [sid, 'read'],
  ])
})

test('a message that the CRM creates is reported to its own StatusCallback, with its SID', async () => {
  const world = await openWorld()
  await agreed(world)
  const created = await world.app.request(
    `https://gate.example.com/2010-04-01/Accounts/${ACCOUNT_SID}/Messages.json`,
    {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${ACCOUNT_SID}:${AUTH_TOKEN}`)}` },
      body: new URLSearchParams({
        From: WHATSAPP,
        To: MARIA,
        Body: 'Good morning',
        StatusCallback: `${crm.origin}/status`,
      }),
    },
  )
  const { sid, status } = (await created.json()) as { sid: string; status: string }
  expect({ code: created.status, status }).toEqual({ code: 201, status: 'queued' })
  await world.gateway.pump.drain()
  const [{ sid: theirs = '' } = {}] = world.sent.slice(-1)
  await world.status(theirs, 'sent')
  await world.status(theirs, 'undelivered', { ErrorCode: '63024' })
  expect(callbacks()).toEqual([
    [sid, 'sent'],
    [sid, 'undelivered'],
  ])
  expect(crm.arrived.at(-1)?.form).toMatchObject({
    ErrorCode: expect.stringMatching(/^\d+$/),
    ErrorMessage: expect.stringContaining('WhatsApp'),
  })
  expect(other.arrived.map(({ path }) => path)).toEqual(['/sms', '/sms'])
})

test('a quoted message is named by the SID that the CRM knows', async () => {
  const world = await openWorld()
  await agreed(world)
  answers('Monday or Tuesday?')
  await world.writes('When can I come?')
  const reply = world.sent.at(-1)
  await world.status(reply?.sid ?? '', 'delivered')
  crm.says('<Response/>')
  await world.writes('The first', {
    OriginalRepliedMessageSid: reply?.sid ?? '',
    OriginalRepliedMessageSender: WHATSAPP,
  })
  const [known] = callbacks()[0] ?? []
  expect(known).not.toBe(reply?.sid)
  expect(crm.arrived.at(-1)?.form).toMatchObject({
    Body: 'The first',
    OriginalRepliedMessageSid: known,
    OriginalRepliedMessageSender: WHATSAPP,
  })
})

test('a temporary link leads to the message’s file', async () => {
  const world = await openWorld()
  await agreed(world)
  const url = 'https://api.twilio.com/secret'
  await world.writes('look', { NumMedia: '1', MediaUrl0: url, MediaContentType0: 'image/png' })
  const link = crm.arrived.at(-1)?.form.MediaUrl0 ?? ''
  expect(link).toMatch(/^https:\/\/gate\.example\.com\/media\//)
  expect((await world.app.request(link)).status).not.toBe(404)
  await world.advance(16 * MINUTE)
  expect((await world.app.request(link)).status).toBe(404)
})

test('an answer before consent waits for the YES', async () => {
  const world = await openWorld()
  answers('Welcome!')
  await world.writes('Hello')
  expect(bodies(world)).not.toContain('Welcome!')
  crm.says('<Response/>')
  await world.writes('YES')
  expect(bodies(world)).toContain('Welcome!')
  expect(callbacks()).toMatchObject([[expect.any(String), 'queued']])
})

test('STOP is respected: the CRM’s answer to it is refused, in the log and in the journal', async () => {
  const world = await openWorld()
  await agreed(world)
  answers('Are you sure? Secret offer inside!')
  await world.writes('STOP')
  expect(bodies(world).join()).not.toContain('sure')
  expect(refusals(world)).toMatchObject([
    { level: 'warn', connection: 'acme-crm', reason: 'consent_revoked' },
  ])
  expect(world.logged.join()).not.toContain('Secret offer')

  const journal = await world.call('GET', `/v1/contacts/${encodeURIComponent(MARIA)}/journal`)
  expect(JSON.stringify(journal.body)).toContain(refusals(world)[0].input)
  const entry = (journal.body.entries as { input: { id: string }; verdict: object }[]).find(
    ({ input }) => input.id === refusals(world)[0].input,
  )
  expect(entry).toMatchObject({ verdict: { status: 'refused', reason: 'consent_revoked' } })
})

test('an answer to another agent’s contact is refused', async () => {
  const world = await openWorld()
  await agreed(world)
  const text = 'Hi, Ann here'
  await world.call('POST', '/v1/messages', { from: WHATSAPP, to: MARIA, agent: 'ann', text })
  answers('I am the bot')
  await world.writes('Who are you?')
  expect(bodies(world)).not.toContain('I am the bot')
  expect(refusals(world)).toMatchObject([{ reason: 'contact_taken' }])
})

test('an answer from an unknown sender, or on another channel, is not sent', async () => {
  const world = await openWorld()
  await agreed(world)
  const message = (attributes: string) => `<Message ${attributes}>lost</Message>`
  crm.says(
    `<Response>${message('from="whatsapp:+15559999999"')}${message(`from="${SMS}"`)}<Redirect>/x</Redirect></Response>`,
  )
  await world.writes('Hi')
  expect(bodies(world)).not.toContain('lost')
  expect(refusals(world)).toMatchObject([{ reason: 'no_such_sender' }])
  const notes = world.logged.map((line) => JSON.parse(line))
  expect(notes.filter(({ event }) => event === 'answer_ignored').map(({ what }) => what)).toEqual([
    'Redirect',
    'a Message with an invalid address',
  ])
})

test('several CRMs get the customer’s message; the one that answered gets the statuses', async () => {
  const world = await openWorld()
  await agreed(world)
  answers('one', 'two')
  await world.writes('Hi')
  expect(bodies(world).slice(-2)).toEqual(['one', 'two'])
  for (const { sid } of world.sent.slice(-2)) await world.status(sid, 'delivered')
  expect(callbacks().map(([, status]) => status)).toEqual(['delivered', 'delivered'])
  expect(other.arrived.map(({ path }) => path)).toEqual(['/sms', '/sms', '/sms'])
  expect(other.arrived.at(-1)?.form).toMatchObject({
    Body: 'Hi',
    AccountSid: `AC${'d1'.repeat(16)}`,
  })
})

test('a crash before the answer is recorded sends no second answer, even a different one', async () => {
  const store = memory()
  let crashes = false
  const isTold = ({ effect, connection }: Task) =>
    effect.kind === 'tell' && connection === 'acme-crm'
  const world = await openWorld({
    ...store,
    settle: async (task, ...rest) => {
      if (crashes && isTold(task)) throw new Error('the process is gone')
      return store.settle(task, ...rest)
    },
    settleSoon: async (task) => {
      if (crashes && isTold(task)) throw new Error('the process is gone')
      return store.settleSoon(task)
    },
  })
  await agreed(world)
  answers('At nine.')
  crashes = true
  await world.writes('When do you open?')
  expect(bodies(world).filter((body) => body === 'At nine.')).toHaveLength(1)

  crashes = false
  answers('At ten.')
  const before = crm.arrived.length
  await world.advance(2 * MINUTE)
  const [again] = crm.arrived.slice(before)
  const token = 'i-twilio-idempotency-token'
  expect(again?.form).toEqual(crm.arrived[before - 1]?.form)
  expect(again?.headers[token]).toBe(crm.arrived[before - 1]?.headers[token])
  expect(bodies(world)).not.toContain('At ten.')
  expect(bodies(world).filter((body) => body === 'At nine.')).toHaveLength(1)
})

test('a CRM that is down gets its events later, in order', async () => {
  const world = await openWorld()
  await agreed(world)
  crm.answer((response) => response.writeHead(503).end())
  const words = ['one', 'two', 'three']
  for (const text of words) await world.writes(text)
  crm.says('<Response/>')
  const before = crm.arrived.length
  await world.advance(60 * MINUTE)
  expect(crm.arrived.slice(before).map(({ form }) => form.Body)).toEqual(words)
})

test('a CRM that is down gets no requests, not even for events without a form', async () => {
  const world = await openWorld()
  crm.answer((response) => response.writeHead(503).end())
  const contacts = Array.from({ length: 10 }, (_, i) => `whatsapp:+491511234560${i}`)
  for (const to of contacts)
    await world.call('POST', '/v1/messages', { from: WHATSAPP, to, agent: 'ann', text: 'Hi' })
  for (const From of contacts) await world.writes('Hello', { From })
  expect(crm.arrived).toHaveLength(3)
  await world.writes('Hello')
  expect(crm.arrived).toHaveLength(3)
  await world.advance(2 * MINUTE)
  expect(crm.arrived.length).toBeGreaterThan(3)
})

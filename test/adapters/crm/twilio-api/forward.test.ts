import twilio from 'twilio'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTwilioApiCrm } from '../../../../adapters/crm/twilio-api/index.ts'
import { sidOf } from '../../../../adapters/crm/twilio-api/sid.ts'
import type { Message, Received, Tell } from '../../../../src/core/model/message/message.ts'
import type { HttpRequest } from '../../../../src/ports/http.ts'
import type { Order } from '../../../../src/ports/side.ts'
import {
  ACCOUNT_SID,
  AUTH_TOKEN,
  openTwilioCrm,
  type TwilioCrmHarness,
} from '../../../support/crm/twilio-harness.ts'

const NOW = Date.parse('2026-11-24T09:00:00Z')
const SERVICE = `MG${'5e'.repeat(16)}`
const SID = `SM${'7'.repeat(32)}`
const BUSINESS = 'whatsapp:+15550001111'
const MARIA = 'whatsapp:+15550102030'

let harness: TwilioCrmHarness
beforeAll(async () => {
  harness = await openTwilioCrm({ messagingServices: { [SERVICE]: 'advisory' } })
})
afterAll(() => harness.close())
beforeEach(() => harness.behave('accepts'))

const inbound = (received: Partial<Received> = {}, more: Partial<Message> = {}): Message => ({
  id: `tw_${SID}`,
  contact: 'c_1',
  direction: 'inbound',
  at: NOW,
  line: 'advisory',
  sender: BUSINESS,
  address: MARIA,
  status: 'received',
  history: [{ status: 'received', at: NOW }],
  providerId: SID,
  received: { form: 'message', type: 'text', text: 'hello', media: [], ...received },
  ...more,
})

const outbound = (more: Partial<Message> = {}): Message => ({
  id: `msg_${'ab'.repeat(16)}`,
  contact: 'c_1',
  direction: 'outbound',
  at: NOW,
  line: 'billing',
  sender: BUSINESS,
  address: MARIA,
  status: 'queued',
  history: [{ status: 'queued', at: NOW }],
  content: { kind: 'text', text: 'hi' },
  agent: 'crm',
  origin: { connection: 'acme-crm', callback: `${harness.origin}/status?id=7&q='a b'` },
  ...more,
})

const orderOf = (message: Message, effect: Partial<Tell> = {}): Order<Tell> => {
  const { line, sender, address } = message
  const type = message.direction === 'inbound' ? 'message.received' : 'message.status'
  const about = { at: NOW, line, sender, address, message: message.id }
  return {
    effect: { kind: 'tell', id: `${message.id}:1`, type, ...about, ...effect },
    organisation: 'acme',
    contact: 'c_1',
    at: NOW,
    attempt: 1,
    message,
  }
}

/** What has arrived at the CRM by this. */
const deliver = async (order: Order<Tell>) => {
  const before = harness.arrived.length
  const outcome = await harness.crm.deliver(order, harness.http)
  return { outcome, arrived: harness.arrived.slice(before) }
}
const formOf = async (order: Order<Tell>) => (await deliver(order)).arrived[0]?.form

describe('an inbound message', () => {
  test('has the parameters of Twilio’s webhook', async () => {
    expect(
      await formOf(orderOf(inbound({ profileName: 'Maria', text: 'héllo + & = 😀' }))),
    ).toEqual({
      ApiVersion: '2010-04-01',
      AccountSid: ACCOUNT_SID,
      MessagingServiceSid: SERVICE,
      MessageSid: SID,
      SmsMessageSid: SID,
      SmsSid: SID,
      SmsStatus: 'received',
      NumSegments: '1',
      NumMedia: '0',
      From: MARIA,
      To: BUSINESS,
      WaId: '15550102030',
      ProfileName: 'Maria',
      MessageType: 'text',
      Body: 'héllo + & = 😀',
    })
  })

  test('by SMS has plain numbers, and no WhatsApp parameters', async () => {
    const sms = inbound({}, { sender: 'sms:+15550001111', address: 'sms:+15550102030', line: 'x' })
    const form = await formOf(orderOf(sms))
    expect(form).toMatchObject({ From: '+15550102030', To: '+15550001111', Body: 'hello' })
    for (const name of ['WaId', 'MessageType', 'MessagingServiceSid'])
      expect(form).not.toHaveProperty(name)
    const long = { ...sms, received: { ...inbound().received, text: 'é'.repeat(161) } as Received }
    expect(await formOf(orderOf(long))).toMatchObject({ NumSegments: '2' })
  })

  test('from a person without a number has their scoped id', async () => {
    const form = await formOf(orderOf(inbound({}, { address: 'whatsapp:US.13491208655302741918' })))
    const id = 'whatsapp:US.13491208655302741918'
    expect(form).toMatchObject({ From: id, ExternalUserId: id })
    expect(form).not.toHaveProperty('WaId')
  })

  test('links to its files on our own host, never to the provider', async () => {
    const media = [
      { url: 'https://api.twilio.com/secret/1', contentType: 'image/jpeg' },
      { url: 'https://api.twilio.com/secret/2' },
    ]
    const message = inbound({ type: 'image', media })
    const form = await formOf(orderOf(message))
    expect(form).toMatchObject({
      NumMedia: '2',
      MediaUrl0: `https://gate.example.com/media/acme-${message.id}-0-${NOW}`,
      MediaContentType0: 'image/jpeg',
      MediaUrl1: `https://gate.example.com/media/acme-${message.id}-1-${NOW}`,
      MediaContentType1: 'application/octet-stream',
    })
    expect(JSON.stringify(form)).not.toContain('secret')
  })

  test.each([
    [
      'a button',
      { type: 'button', text: 'Yes', button: { text: 'Yes', payload: 'p1' } },
      { Body: 'Yes', ButtonText: 'Yes', ButtonPayload: 'p1', MessageType: 'button' },
    ],
    [
      'a choice from a list, without a text of its own',
      { text: undefined, list: { id: 'l1', title: 'Monday' } },
      { Body: 'Monday', ListId: 'l1', ListTitle: 'Monday' },
    ],
    [
      'a place',
      { location: { latitude: 52.5, longitude: -0.1, label: 'Home', address: 'Street 1' } },
      { Latitude: '52.5', Longitude: '-0.1', Label: 'Home', Address: 'Street 1' },
    ],
    [
      'an advertisement',
      { referral: { sourceId: '12', ctwaClid: 'x', headline: 'Spring' } },
      { ReferralSourceId: '12', ReferralCtwaClid: 'x', ReferralHeadline: 'Spring' },
    ],
    [
      'an advertisement with a picture, at an address of ours',
      { referral: { sourceId: '12' }, adMedia: { url: 'https://api.twilio.com/secret' } },
      { ReferralMediaUrl: expect.stringMatching(/^https:\/\/gate\.example\.com\/media\//) },
    ],
    [
      'an SMS with its places',
      { fromPlace: { city: 'SAN FRANCISCO', zip: '94107' }, toPlace: { country: 'US' } },
      { FromCity: 'SAN FRANCISCO', FromZip: '94107', ToCountry: 'US' },
    ],
    ['a form', { flow: { data: '{"a":1}' } }, { InteractiveData: '{"a":1}' }],
    ['a forwarded message', { forwarded: 'once' }, { Forwarded: 'true' }],
    [
      'one that was forwarded often',
      { forwarded: 'often' },
      { Forwarded: 'true', FrequentlyForwarded: 'true' },
    ],
  ] as const)('that is %s says so', async (_, received, expected) => {
    expect(await formOf(orderOf(inbound(received as Partial<Received>)))).toMatchObject(expected)
  })

  test('that quotes ours names it by the SID that the CRM knows', async () => {
    const quoted = outbound()
    const message = inbound({ replyTo: { providerId: 'SM1', sender: BUSINESS } })
    expect(await formOf({ ...orderOf(message), quoted })).toMatchObject({
      OriginalRepliedMessageSid: sidOf(quoted),
      OriginalRepliedMessageSender: BUSINESS,
    })
    const unknown = await formOf(orderOf(message))
    expect(unknown).not.toHaveProperty('OriginalRepliedMessageSid')
  })

  test('arrives without its text while it is withheld', async () => {
    const media = [{ url: 'https://api.twilio.com/secret/1' }]
    const message = inbound({ text: 'secret', profileName: 'Maria', media })
    const form = await formOf(orderOf(message, { detail: { withheld: true } }))
    expect(form).toMatchObject({ From: MARIA, Body: '', NumMedia: '0' })
    expect(form).not.toHaveProperty('ProfileName')
  })

  test('is not posted without an inboundUrl', async () => {
    const crm = openCrm({ inboundUrl: undefined })
    expect(crm.ignores?.(orderOf(inbound()))).toBe(true)
    expect(await crm.deliver(orderOf(inbound()), harness.http)).toMatchObject({
      status: 'accepted',
    })
  })
})

describe('a status', () => {
  const status = (word: string, more: Partial<Message> = {}) =>
    orderOf(outbound({ status: word as Message['status'], ...more }), { detail: { status: word } })

  test('is posted to the callback of its own message, as Twilio does', async () => {
    const order = status('delivered')
    const { arrived } = await deliver(order)
    expect(arrived).toHaveLength(1)
    expect(arrived[0]?.path).toBe('/status?id=7&q=%27a%20b%27')
    const sid = sidOf(order.message as Message)
    expect(arrived[0]?.form).toEqual({
      ApiVersion: '2010-04-01',
      AccountSid: ACCOUNT_SID,
      MessageSid: sid,
      SmsSid: sid,
      MessageStatus: 'delivered',
      SmsStatus: 'delivered',
      From: BUSINESS,
      To: MARIA,
      ChannelPrefix: 'whatsapp',
      ChannelToAddress: '+15550102030',
    })
  })

  test('names the messaging service that the message was sent by', async () => {
    const origin = { ...outbound().origin, connection: 'acme-crm', service: SERVICE }
    expect(await formOf(status('read', { origin }))).toMatchObject({ MessagingServiceSid: SERVICE })
  })

  test('of a message that failed has the code and the agent’s sentence', async () => {
    const verdict = {
      status: 'refused',
      reason: 'session_closed',
      sentence: 'The window has closed.',
      remedies: [],
    } as const
    expect(await formOf(status('failed', { verdict, history: [] }))).toMatchObject({
      MessageStatus: 'failed',
      SmsStatus: 'failed',
      ErrorCode: '63016',
      ErrorMessage: 'The window has closed.',
    })
    expect(await formOf(status('expired'))).toMatchObject({
      MessageStatus: 'failed',
      ErrorCode: '30036',
    })
  })

  test('shows the state at that time: no code for a message that failed later', async () => {
    const order = orderOf(outbound({ status: 'failed', code: '63024' }), {
      type: 'message.sent',
      detail: { status: 'sent' },
    })
    const form = await formOf(order)
    expect(form).toMatchObject({ MessageStatus: 'sent' })
    expect(form).not.toHaveProperty('ErrorCode')
  })

  test('uses Twilio’s words; the first status is in the answer to the request', async () => {
    const words: [Order<Tell>, string | undefined][] = [
      [orderOf(outbound(), { type: 'message.released' }), 'queued'],
      [orderOf(outbound(), { type: 'message.sent', detail: { status: 'sent' } }), 'sent'],
      [orderOf(outbound(), { type: 'message.sent', detail: { status: 'queued' } }), undefined],
      // Its `message.status` says `delivered`.
      [orderOf(outbound(), { type: 'message.sent', detail: { status: 'delivered' } }), 'sent'],
      [orderOf(outbound(), { type: 'message.held' }), undefined],
      [status('unknown'), undefined],
      [status('read'), 'read'],
      [status('cancelled'), 'canceled'],
    ]
    for (const [order, word] of words) {
      expect((await formOf(order))?.MessageStatus).toBe(word)
      expect(harness.crm.ignores?.(order)).toBe(word === undefined)
    }
  })

  test('is posted only to the CRM that sent the message, and only on request', async () => {
    const origins = [
      { connection: 'other-crm', callback: `${harness.origin}/status` },
      { connection: 'acme-crm' },
      { connection: 'acme-crm', callback: 'ftp://crm.example.com/status' },
    ]
    for (const origin of origins) {
      const order = status('delivered', { origin })
      expect(await deliver(order)).toMatchObject({ outcome: { status: 'accepted' }, arrived: [] })
      expect(harness.crm.ignores?.(order)).toBe(true)
    }
    const { origin: _, ...automatic } = outbound({ automatic: 'opt_in_request' })
    expect((await deliver(orderOf(automatic, { detail: { status: 'read' } }))).arrived).toEqual([])
  })

  test('that can’t be delivered is given up early, so that it delays nothing', async () => {
    const answers = async (code: number, attempt: number) => {
      harness.answer((response) => response.writeHead(code).end())
      return harness.crm.deliver({ ...status('delivered'), attempt }, harness.http)
    }
    for (const code of [301, 400, 403, 404, 410])
      expect(await answers(code, 1)).toMatchObject({ status: 'rejected' })
    for (const code of [408, 429, 500, 503]) {
      expect(await answers(code, 3)).toEqual({ status: 'retry', code: `http_${code}` })
      expect(await answers(code, 4)).toEqual({ status: 'rejected', code: `http_${code}` })
    }
  })

  test('at another host than the CRM’s has one attempt, as at Twilio', async () => {
    const callback = 'http://127.0.0.1:1/status'
    const order = status('delivered', { origin: { connection: 'acme-crm', callback } })
    expect(await harness.crm.deliver(order, harness.http)).toEqual({
      status: 'rejected',
      code: 'connect',
    })
    const crm = openCrm({ inboundUrl: undefined })
    expect(await crm.deliver(order, harness.http)).toEqual({ status: 'retry', code: 'connect' })
  })

  test('is not posted to a private address unless allowed', async () => {
    const crm = openCrm({ allowPrivate: false })
    const before = harness.arrived.length
    expect(await crm.deliver(status('delivered'), harness.http)).toEqual({
      status: 'rejected',
      code: 'forbidden_address',
    })
    expect(harness.arrived).toHaveLength(before)
  })

  test('ignores the response', async () => {
    harness.replies(['boo'])
    expect((await deliver(status('delivered'))).outcome).not.toHaveProperty('answer')
  })
})

test('other events are not posted', async () => {
  for (const type of ['consent.granted', 'contact.taken', 'session.closed'] as const) {
    const order = orderOf(inbound(), { type })
    expect(await deliver(order)).toMatchObject({ outcome: { status: 'accepted' }, arrived: [] })
    expect(harness.crm.ignores?.(order)).toBe(true)
  }
})

test('a password in the URL is signed and sent as at Twilio; a fragment is neither', async () => {
  const requests: HttpRequest[] = []
  const http = Object.assign(
    async (request: HttpRequest) => {
      requests.push(request)
      return { status: 200, headers: new Headers(), body: new Uint8Array() }
    },
    { stream: harness.http.stream },
  )
  const url = 'https://ana:p%40ss@crm.example.com/sms/?x=1'
  const crm = openCrm({ inboundUrl: `${url}#rc=3` })
  await crm.deliver(orderOf(inbound()), http)
  const [{ url: target, headers = {}, body, timeoutMs, maxBytes } = {} as HttpRequest] = requests
  expect(target).toBe('https://crm.example.com/sms/?x=1')
  expect(headers.authorization).toBe(`Basic ${btoa('ana:p@ss')}`)
  const form = Object.fromEntries(new URLSearchParams(String(body)))
  const signature = headers['x-twilio-signature'] ?? ''
  expect(twilio.validateRequest(AUTH_TOKEN, signature, url, form)).toBe(true)
  expect(twilio.validateRequest('another-token', signature, url, form)).toBe(false)
  expect({ timeoutMs, maxBytes }).toEqual({ timeoutMs: 15_000, maxBytes: 65_536 })
})

describe('the CRM’s answer', () => {
  const answerTo = async (twiml: string, message = inbound()) => {
    harness.says(twiml)
    const { outcome } = await deliver(orderOf(message))
    if (outcome.status !== 'accepted' || !outcome.answer) throw new Error('not answered')
    return outcome.answer
  }

  test('is a message from the configured agent to the contact', async () => {
    const answer = await answerTo('<Response><Message>hi</Message></Response>')
    expect(answer).toEqual({
      inputs: [
        {
          kind: 'outbound',
          id: expect.stringMatching(/^msg_[0-9a-f]{32}$/),
          at: NOW,
          sender: BUSINESS,
          to: MARIA,
          agent: 'crm',
          content: { kind: 'text', text: 'hi' },
          origin: { connection: 'acme-crm' },
        },
      ],
      ignored: [],
    })
  })

  test('may address others, have files, and name its status callback', async () => {
    const twiml = `<Response><Message to="whatsapp:+15550109999" from="${BUSINESS}" action="/st?a=1">
      <Body>see</Body><Media>/a.jpg</Media><Media>https://cdn.example.com/b.pdf</Media>
    </Message><Message to="+1 (555) 010-8888"><Media>/c.jpg</Media></Message></Response>`
    expect((await answerTo(twiml)).inputs).toMatchObject([
      {
        sender: BUSINESS,
        to: 'whatsapp:+15550109999',
        origin: { connection: 'acme-crm', callback: `${harness.origin}/st?a=1` },
        content: {
          kind: 'media',
          text: 'see',
          media: [{ url: `${harness.origin}/a.jpg` }, { url: 'https://cdn.example.com/b.pdf' }],
        },
      },
      { to: 'whatsapp:+15550108888', content: { kind: 'media' } },
    ])
  })

  test('is dropped when its addresses are invalid, with a note', async () => {
    for (const attribute of [
      'to="ana"',
      'to="sms:+15550109999"',
      `to="${BUSINESS}"`,
      'from="Shop"',
    ])
      expect(
        await answerTo(
          `<Response><Message ${attribute}>no</Message><Message>yes</Message></Response>`,
        ),
      ).toMatchObject({
        inputs: [{ content: { text: 'yes' } }],
        ignored: ['a Message with an invalid address'],
      })
  })

  test('is only noted when it is no TwiML or too large', async () => {
    expect(await answerTo('OK')).toEqual({ inputs: [], ignored: ['not TwiML'] })
    expect(await answerTo(`<Response><Message>${'x'.repeat(70_000)}</Message></Response>`)).toEqual(
      { inputs: [], ignored: ['the answer: too_large'] },
    )
    expect(await answerTo('')).toEqual({ inputs: [], ignored: [] })
  })

  test.each([
    ['the document', 'text/xml', '<?xml version="1.0" encoding="ISO-8859-1"?>'],
    ['the header', 'text/xml; charset=iso-8859-1', ''],
    ['nobody', 'text/xml', ''],
    ['a header that knows no better', 'text/xml; charset=x-none', undefined],
  ])('is read in the charset that %s names', async (_, type, declaration) => {
    const twiml = `${declaration ?? ''}<Response><Message>Café à neuf</Message></Response>`
    const body = Buffer.from(twiml, declaration === undefined ? 'utf8' : 'latin1')
    harness.answer((response) => response.writeHead(200, { 'content-type': type }).end(body))
    const { outcome } = await deliver(orderOf(inbound()))
    expect(outcome).toMatchObject({ answer: { inputs: [{ content: { text: 'Café à neuf' } }] } })
  })

  test('keeps its ids when a message next to it is wrong', async () => {
    const both = await answerTo('<Response><Message>a</Message><Message>b</Message></Response>')
    const one = await answerTo(
      '<Response><Message to="x">a</Message><Message>b</Message></Response>',
    )
    expect(one.inputs[0]?.id).toBe(both.inputs[1]?.id)
  })
})

test('the doctor posts nothing', async () => {
  expect(await harness.crm.diagnose(harness.http)).toEqual([
    { ok: true, check: 'acme-crm: the CRM is reachable' },
  ])
  const before = harness.arrived.length
  harness.behave('refuses_connections')
  const [finding] = await harness.crm.diagnose(harness.http)
  expect(finding).toMatchObject({ ok: false, advice: expect.stringContaining('inboundUrl') })
  const crm = openCrm({ allowPrivate: false })
  expect((await crm.diagnose(harness.http))[0]?.advice).toContain('allowPrivate')
  expect(harness.arrived).toHaveLength(before)
})

/** Another one, before the same server. */
const openCrm = (options: object) =>
  createTwilioApiCrm({
    connection: 'acme-crm',
    accountSid: ACCOUNT_SID,
    authToken: AUTH_TOKEN,
    inboundUrl: `${harness.origin}/sms`,
    agent: 'crm',
    messagingServices: {},
    allowPrivate: true,
    media: () => 'https://gate.example.com/media/x',
    ...options,
  })

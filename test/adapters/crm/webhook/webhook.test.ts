import { Webhook as Verifier } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createWebhookCrm, type WebhookCrmOptions } from '../../../../adapters/crm/webhook/index.ts'
import type { Message, Tell } from '../../../../src/core/model/message/message.ts'
import type { Order, Webhook } from '../../../../src/ports/side.ts'
import {
  openWebhookCrm,
  SECRET,
  signed,
  type WebhookHarness,
} from '../../../support/crm/webhook-harness.ts'

const FORMER = `whsec_${btoa('a former secret, which is long enough')}`
const NOW = Date.parse('2026-11-24T09:00:00Z')

const MESSAGE: Message = {
  id: 'msg_1',
  contact: 'c_1',
  direction: 'inbound',
  at: NOW - 1_000,
  line: 'advisory',
  sender: 'whatsapp:+15550001111',
  address: 'whatsapp:+15550102030',
  status: 'received',
  history: [{ status: 'received', at: NOW - 1_000 }],
  received: {
    form: 'message',
    type: 'image',
    text: 'look',
    media: [{ url: 'https://api.twilio.com/secret/place', contentType: 'image/jpeg' }],
    profileName: 'Maria',
  },
}

const orderOf = (effect: Partial<Tell> = {}, at = NOW): Order<Tell> => ({
  effect: {
    kind: 'tell',
    id: 'SM1:1',
    type: 'message.received',
    at: NOW - 1_000,
    line: 'advisory',
    sender: 'whatsapp:+15550001111',
    address: 'whatsapp:+15550102030',
    message: 'msg_1',
    ...effect,
  },
  organisation: 'acme',
  contact: 'c_1',
  at,
  attempt: 1,
  message: MESSAGE,
})

let harness: WebhookHarness
beforeAll(async () => {
  harness = await openWebhookCrm({ previousSecret: FORMER })
})
afterAll(() => harness.close())
beforeEach(() => harness.behave('accepts'))

describe('an event', () => {
  const deliver = async (order: Order<Tell>) => {
    await harness.crm.deliver(order, harness.http)
    const { headers, body } = harness.arrived.at(-1) ?? { headers: {}, body: '' }
    return { headers, body, event: JSON.parse(body) }
  }

  test('has all its data, and links to files on our own host', async () => {
    const { event, body } = await deliver(orderOf())
    expect(event).toEqual({
      type: 'message.received',
      timestamp: '2026-11-24T08:59:59.000Z',
      data: {
        organisation: 'acme',
        line: 'advisory',
        sender: 'whatsapp:+15550001111',
        contact: { id: 'c_1', address: 'whatsapp:+15550102030' },
        message: {
          id: 'msg_1',
          direction: 'inbound',
          from: 'whatsapp:+15550102030',
          to: 'whatsapp:+15550001111',
          line: 'advisory',
          sender: 'whatsapp:+15550001111',
          contact: 'c_1',
          address: 'whatsapp:+15550102030',
          status: 'received',
          at: '2026-11-24T08:59:59.000Z',
          type: 'image',
          text: 'look',
          media: [
            {
              url: `https://gate.example.com/media/acme-msg_1-0-${NOW}`,
              contentType: 'image/jpeg',
              filename: 'image-1.jpg',
            },
          ],
          profileName: 'Maria',
          history: [{ status: 'received', at: '2026-11-24T08:59:59.000Z' }],
        },
      },
    })
    expect(body).not.toContain('api.twilio.com')
  })

  test('shows the state at its time, with times in ISO 8601', async () => {
    const detail = { closedAt: NOW, owner: 'ana', history: [{ at: 0, count: 3 }] }
    const { event } = await deliver(orderOf({ type: 'session.closed', detail }))
    expect(event.data).toMatchObject({
      closedAt: '2026-11-24T09:00:00.000Z',
      owner: 'ana',
      history: [{ at: '1970-01-01T00:00:00.000Z', count: 3 }],
    })
  })

  test('leaves out the contact’s text while it is withheld', async () => {
    const { event, body } = await deliver(orderOf({ detail: { withheld: true } }))
    expect(event.data.message).toMatchObject({ id: 'msg_1', withheld: true })
    for (const word of ['look', 'Maria', 'media']) expect(body).not.toContain(word)
  })

  test('is signed with both secrets during a rotation', async () => {
    const { headers, body } = await deliver(orderOf({}, Date.now()))
    const given = headers as Record<string, string>
    expect(given['webhook-signature']?.split(' ')).toHaveLength(2)
    expect(new Verifier(SECRET).verify(body, given)).toEqual(JSON.parse(body))
    const former = new Verifier(FORMER)
    expect(former.verify(body, given)).toEqual(JSON.parse(body))
  })

  test('contains the time of the attempt besides its own', async () => {
    const { headers } = await deliver(orderOf({}, NOW + 3_600_000))
    expect(headers).toMatchObject({
      'webhook-id': 'SM1:1',
      'webhook-timestamp': String(NOW / 1000 + 3_600),
      'content-type': 'application/json',
      'user-agent': 'postern',
    })
  })
})

describe('the CRM’s answer', () => {
  const outcome = async (status: number, headers: Record<string, string> = {}) => {
    harness.answer((response) => response.writeHead(status, headers).end())
    return harness.crm.deliver(orderOf(), harness.http)
  }

  test('any 2xx is accepted', async () => {
    for (const status of [200, 201, 202, 204])
      expect(await outcome(status)).toEqual({ status: 'accepted', id: 'SM1:1' })
  })

  test('no answer but 410 ever loses an event', async () => {
    expect(await outcome(410)).toEqual({ status: 'rejected', code: 'gone' })
    for (const status of [400, 401, 403, 404, 413, 422, 429, 500, 501, 503])
      expect(await outcome(status)).toEqual({ status: 'retry', code: `http_${status}` })
    for (const status of [301, 302, 307, 308])
      expect(await outcome(status)).toEqual({ status: 'retry', code: 'redirect' })
  })

  test.each([
    ['120', 120_000],
    [new Date(NOW + 90_000).toUTCString(), 90_000],
    [new Date(NOW - 90_000).toUTCString(), undefined],
    ['soon', undefined],
    ['', undefined],
  ])('Retry-After: %s waits %s ms', async (text, afterMs) => {
    expect(await outcome(503, { 'retry-after': text })).toEqual({
      status: 'retry',
      code: 'http_503',
      ...(afterMs !== undefined && { afterMs }),
    })
  })
})

describe('a CRM’s webhook', () => {
  const PARTIES = { from: 'whatsapp:+15550001111', to: 'whatsapp:+15550102030', agent: 'ana' }
  const inputsOf = async (webhook: Webhook) =>
    (await harness.crm.receive(webhook, harness.http)).inputs
  const receive = (data: object, type = 'message.send') =>
    inputsOf(signed(NOW, 'a1', { type, data }))
  const refusal = (data: object) => receive(data).catch((error: unknown) => error)

  test('is identified by its webhook-id, per connection', async () => {
    const [input] = await receive({ ...PARTIES, text: 'hello' })
    expect(input).toEqual({
      kind: 'outbound',
      id: 'wh_acme-crm_a1',
      at: NOW,
      sender: PARTIES.from,
      to: PARTIES.to,
      agent: 'ana',
      content: { kind: 'text', text: 'hello' },
      origin: { connection: 'acme-crm' },
    })
  })

  test.each([
    [
      { template: { name: 'welcome', language: 'en', variables: { 1: 'Maria' } } },
      { kind: 'template', name: 'welcome', language: 'en', variables: { 1: 'Maria' } },
    ],
    [{ template: { name: 'bye' } }, { kind: 'template', name: 'bye', variables: {} }],
    [
      { media: [{ url: 'https://crm.example.com/a.pdf', filename: 'a.pdf' }], text: 'the offer' },
      {
        kind: 'media',
        media: [{ url: 'https://crm.example.com/a.pdf', filename: 'a.pdf' }],
        text: 'the offer',
      },
    ],
  ])('%o', async (said, content) => {
    const [input] = await receive({ ...PARTIES, ...said })
    expect(input).toMatchObject({ content })
  })

  test('may name a purpose', async () => {
    const [input] = await receive({ ...PARTIES, text: 'Sale!', purpose: 'marketing' })
    expect(input).toMatchObject({ purpose: 'marketing' })
    expect(await refusal({ ...PARTIES, text: 'Sale!', purpose: '' })).toMatchObject({
      code: 'malformed',
      detail: expect.stringContaining('data.purpose: '),
    })
  })

  test('of an unknown type is ignored', async () => {
    expect(await receive({ anything: 1 }, 'contact.updated')).toEqual([])
  })

  test.each([
    ['nothing to say', {}, 'data: needs exactly one of'],
    ['two things to say', { text: 'x', template: { name: 'y' } }, 'data: needs exactly one of'],
    ['another channel', { to: 'sms:+15550102030', text: 'x' }, 'data.to: '],
    ['no address', { to: 'canary', text: 'x' }, 'data.to: '],
    [
      'a short code',
      { from: 'sms:+15550001111', to: 'sms:12345', text: 'x' },
      'data.to: is a short code',
    ],
    ['no agent', { agent: '', text: 'x' }, 'data.agent: '],
    ['a blank agent', { agent: ' ', text: 'x' }, 'data.agent: is blank'],
    ['an agent left out', { agent: undefined, text: 'x' }, 'data.agent: is required'],
    ['a text that is none', { text: 1 }, 'data.text: must be text'],
    ['a file without an address', { media: [{ url: 'x' }] }, 'data.media.0.url: must be a web'],
    ['variables that are no text', { template: { name: 'y', variables: { a: 1 } } }, 'data.templ'],
  ])('%s is malformed, and the error names the field but no value', async (_, said, detail) => {
    const error = await refusal({ ...PARTIES, ...said })
    expect(error).toMatchObject({ code: 'malformed', detail: expect.stringContaining(detail) })
    expect(String(error)).not.toContain('canary')
  })

  test('is accepted with either secret, and with no other', async () => {
    const event = { type: 'message.send', data: { ...PARTIES, text: 'x' } }
    expect(await inputsOf(signed(NOW, 'a1', event, FORMER))).toHaveLength(1)
    const strange = signed(NOW, 'a1', event, `whsec_${btoa('another secret, as long as ours')}`)
    await expect(inputsOf(strange)).rejects.toMatchObject({ code: 'bad_signature' })
  })

  test.each([-301, -300, 300, 301])('%s s from our clock', async (seconds) => {
    const webhook = signed(NOW, 'a1', { type: 'x', data: {} })
    const received = inputsOf({ ...webhook, at: NOW + seconds * 1_000 })
    if (Math.abs(seconds) > 300)
      await expect(received).rejects.toMatchObject({ code: 'bad_signature' })
    else expect(await received).toEqual([])
  })

  test('is bad_signature when its id or time was changed', async () => {
    const webhook = signed(NOW, 'a1', { type: 'x', data: {} })
    for (const [name, value] of [
      ['webhook-id', 'a2'],
      ['webhook-timestamp', String(NOW / 1000 + 1)],
    ] as const) {
      const headers = new Headers(webhook.headers)
      headers.set(name, value)
      await expect(inputsOf({ ...webhook, headers })).rejects.toMatchObject({
        code: 'bad_signature',
      })
    }
  })

  test('is malformed when its id can’t be used in a path', async () => {
    for (const id of ['a/b', 'x'.repeat(151)])
      await expect(inputsOf(signed(NOW, id, { type: 'x', data: {} }))).rejects.toMatchObject({
        code: 'malformed',
      })
  })

  test.each([
    ['is not JSON', 'not json', 'JSON'],
    ['is a list', '[]', 'the body: must be an object'],
    ['has no type', '{"data":{}}', 'type: is required'],
    ['has no data', '{"type":"message.send"}', 'data: is required'],
    ['gives a field twice', '{"type":"x","data":{"text":"a","text":"b"}}', 'data.text: is given'],
  ])('is malformed when it %s', async (_, body, detail) => {
    const webhook = {
      ...signed(NOW, 'a1', {}),
      body: new TextEncoder().encode(body),
    }
    webhook.headers.set('webhook-signature', new Verifier(SECRET).sign('a1', new Date(NOW), body))
    await expect(inputsOf(webhook)).rejects.toMatchObject({
      code: 'malformed',
      detail: expect.stringContaining(detail),
    })
  })
})

test.each([
  ['short', 'short'],
  ['too short behind its prefix', 'whsec_c2hvcnQ='],
  ['plain text, however long', 'a secret in plain text, which is long enough'],
  ['no base64 behind its prefix', 'whsec_a secret in plain text, which is long enough'],
  ['base64 without the prefix', btoa('thirty-two bytes of crm secrets!')],
])('a secret that is %s is refused, and how to make one is said', (_, secret) => {
  const options: WebhookCrmOptions = {
    connection: 'acme-crm',
    url: 'https://crm.example.com',
    secret,
    allowPrivate: false,
    media: () => '',
  }
  expect(() => createWebhookCrm(options)).toThrow('echo whsec_$(openssl rand -base64 32)')
  expect(() => createWebhookCrm(options)).not.toThrow(secret)
})

describe('the doctor', () => {
  const visit = async (status: (signed: boolean) => number) => {
    harness.answer((response) => {
      const { headers } = harness.arrived.at(-1) ?? { headers: {} }
      response.writeHead(status('webhook-signature' in headers)).end()
    })
    const findings = await harness.crm.diagnose(harness.http)
    return findings.map(({ ok, check, advice }) => `${ok ? 'yes' : 'no'}: ${advice ?? check}`)
  }

  test('passes a CRM that verifies', async () => {
    expect(await visit((signed) => (signed ? 204 : 401))).toEqual([
      'yes: acme-crm: the CRM is reachable',
      'yes: acme-crm: it rejects an unsigned event',
      'yes: acme-crm: it accepts a signed event',
    ])
    const [, ping] = harness.arrived.slice(-2)
    expect(new Verifier(SECRET).verify(ping?.body ?? '', ping?.headers as never)).toMatchObject({
      type: 'postern.ping',
      data: {},
    })
  })

  test('warns about a CRM that accepts anything', async () => {
    const [, second] = await visit(() => 200)
    expect(second).toBe('no: Anyone could post to it. Verify webhook-signature.')
  })

  test.each([
    [401, 'same secret'],
    [404, 'Check the path'],
    [308, 'redirects'],
    [502, 'It answered 502'],
  ])('reads a %s', async (status, advice) => {
    const findings = await visit(() => status)
    expect(findings.at(-1)).toContain(advice)
  })

  test('gives advice for a CRM that can’t be reached', async () => {
    harness.behave('refuses_connections')
    expect(await harness.crm.diagnose(harness.http)).toEqual([
      {
        ok: false,
        check: 'acme-crm: the CRM is reachable',
        advice: 'No connection. Check host, port and certificate.',
      },
    ])
  })

  test('explains how to allow a private address', async () => {
    const guarded = await openWebhookCrm({ allowPrivate: false })
    const [finding] = await guarded.crm.diagnose(guarded.http)
    await guarded.close()
    expect(finding?.advice).toContain('"allowPrivate": true')
    expect(guarded.arrived).toEqual([])
  })
})

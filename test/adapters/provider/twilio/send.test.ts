import { HttpResponse } from 'msw'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createTwilio } from '../../../../adapters/provider/twilio/index.ts'
import type { Message } from '../../../../src/core/model/message/message.ts'
import { isAmong } from '../../../../src/core/wording/render.ts'
import { createTestHttp } from '../../../support/http.ts'
import { sendOrder } from '../../../support/provider/order.ts'
import {
  ACCOUNT,
  CONTACT,
  NOW,
  resourceOf,
  SENDER,
  startTwilio,
} from '../../../support/provider/twilio.ts'

let server: Awaited<ReturnType<typeof startTwilio>>
beforeAll(async () => {
  server = await startTwilio()
})
afterEach(() => {
  server.state.answer = undefined
  server.state.behaviour = 'accepts'
})
afterAll(() => server.close())

const orderOf = (changes: Partial<Message>) =>
  sendOrder({ sender: SENDER, contact: CONTACT, now: NOW }, { rendered: 'hello', ...changes })
const deliver = (changes: Partial<Message> = {}, provider = server.provider) =>
  provider.deliver(orderOf(changes), server.http)
const formAfter = async (...args: Parameters<typeof deliver>) => {
  await deliver(...args)
  return server.state.sends.at(-1) ?? new URLSearchParams()
}
const twilioWith = (options: Partial<Parameters<typeof createTwilio>[0]>) =>
  createTwilio({ ...ACCOUNT, senders: [], wait: async () => {}, ...options })

describe('a request to Twilio', () => {
  test('contains the rendered text and the exact addresses, with our id in the callback', async () => {
    const form = await formAfter({ id: 'msg 1&x', rendered: 'hello from Ana' })
    expect(Object.fromEntries(form)).toEqual({
      To: 'whatsapp:+6285155501234',
      From: 'whatsapp:+15550001111',
      Body: 'hello from Ana',
      StatusCallback: 'https://gate.example.com/webhooks/acme-twilio/status?message=msg%201%26x',
    })
    expect(form.get('StatusCallback')).not.toContain('_status')
  })

  test('uses a plain number for SMS, and a scoped id as it is', async () => {
    const sms = await formAfter({ sender: 'sms:+15550001111', address: 'sms:+14155550123' })
    expect([sms.get('From'), sms.get('To')]).toEqual(['+15550001111', '+14155550123'])
    const scoped = await formAfter({ address: 'whatsapp:US.13491208655302741918' })
    expect(scoped.get('To')).toBe('whatsapp:US.13491208655302741918')
  })

  test('with media contains every file, and the caption', async () => {
    const media = ['https://crm.example.com/1.jpg', 'https://crm.example.com/2.jpg']
    const content = { kind: 'media', media: media.map((url) => ({ url })), text: 'Look' } as const
    const { rendered: _, ...message } = orderOf({ content }).message
    await server.provider.deliver({ ...orderOf({}), message }, server.http)
    const form = server.state.sends.at(-1)
    expect(form?.getAll('MediaUrl')).toEqual(media)
    expect(form?.get('Body')).toBe('Look')
  })

  test('with a template contains its ContentSid and every variable, and never a Body', async () => {
    const form = await formAfter({
      content: { kind: 'template', name: 'hi', variables: { 1: 'Ana' }, templateId: 'HX1' },
      rendered: 'Hi Ana',
    })
    expect(form.get('ContentSid')).toBe('HX1')
    expect(JSON.parse(form.get('ContentVariables') ?? '')).toEqual({ 1: 'Ana' })
    expect(form.has('Body')).toBe(false)
    const bare = await formAfter({
      content: { kind: 'template', name: 'hi', variables: {}, templateId: 'HX1' },
    })
    expect(bare.has('ContentVariables')).toBe(false)
  })

  test('for an automatic message without content contains its text', async () => {
    const { content: _, ...message } = orderOf({}).message
    await server.provider.deliver({ ...orderOf({}), message }, server.http)
    expect(server.state.sends.at(-1)?.get('Body')).toBe('hello')
  })

  test.each([
    [NOW + 600_500, '600'],
    [NOW + 48 * 3_600_000, '36000'],
    [NOW + 10, '1'],
  ])('is valid no longer than the message', async (validUntil, seconds) => {
    expect((await formAfter({ validUntil })).get('ValidityPeriod')).toBe(seconds)
  })

  test('names the messaging service next to the sender if there is one', async () => {
    const provider = twilioWith({ messagingServiceSid: 'MG1' })
    const form = await formAfter({}, provider)
    expect([form.get('MessagingServiceSid'), form.get('From')]).toEqual(['MG1', SENDER])
  })

  test('is signed with the API key if there is one, else with the first token', async () => {
    const authorization = () => server.state.requests.at(-1)?.headers.get('authorization')
    await deliver()
    expect(authorization()).toBe(`Basic ${btoa(`${ACCOUNT.accountSid}:${ACCOUNT.authTokens[0]}`)}`)
    await deliver({}, twilioWith({ apiKey: { sid: 'SK1', secret: 's3cret' } }))
    expect(authorization()).toBe(`Basic ${btoa('SK1:s3cret')}`)
  })
})

describe('an answer', () => {
  const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => {
    server.state.answer = () => HttpResponse.json(body as object, { status, headers })
  }

  test('201 is accepted, with Twilio’s own status', async () => {
    answer(201, resourceOf({ sid: 'SM7', status: 'accepted' }))
    expect(await deliver()).toEqual({ status: 'accepted', id: 'SM7', reached: 'queued' })
    answer(201, resourceOf({ sid: 'SM7', status: 'sent' }))
    expect(await deliver()).toEqual({ status: 'accepted', id: 'SM7', reached: 'sent' })
    answer(201, { sid: 'SM7', status: 'something new' })
    expect(await deliver()).toEqual({ status: 'accepted', id: 'SM7' })
  })

  test('with status failed is a rejection', async () => {
    answer(201, resourceOf({ status: 'failed', error_code: 63016 }))
    expect(await deliver()).toEqual({ status: 'rejected', code: '63016', fault: 'session_closed' })
  })

  test.each([
    [400, 21610, 'opted_out'],
    [400, 63016, 'session_closed'],
    [400, 21211, 'recipient_invalid'],
    [400, 63003, 'recipient_not_on_channel'],
    [400, 63049, 'marketing_throttled'],
    [400, 21656, 'template_invalid'],
    [400, 63041, 'template_paused'],
    [400, 21617, 'content_rejected'],
    [400, 21620, 'media_failed'],
    [403, 63051, 'sender_restricted'],
    [400, 63038, 'sender_paused'],
    // The code before the status: Twilio's client shows this one as `[HTTP 429]`.
    [429, 63038, 'sender_paused'],
    [503, 63038, 'sender_paused'],
    [429, 21610, 'opted_out'],
    [500, 63051, 'sender_restricted'],
    [404, 20404, 'configuration'],
  ])('%i with %i is rejected: %s', async (status, code, fault) => {
    answer(status, { code, message: 'no', status })
    expect(await deliver()).toEqual({ status: 'rejected', code: String(code), fault })
  })

  test('an unknown code is rejected by its HTTP class', async () => {
    answer(400, { code: 29999, message: 'no' })
    expect(await deliver()).toEqual({ status: 'rejected', code: '29999' })
  })

  test.each([302, 307, 404, 418])('%i not from Twilio doesn’t end the message', async (status) => {
    answer(status, '<html>')
    expect(await deliver()).toEqual({ status: 'unknown', code: `http_${status}` })
  })

  test('wrong credentials are not the message’s fault', async () => {
    answer(401, { code: 20003, message: 'Authenticate' })
    expect(await deliver()).toEqual({ status: 'retry', code: '20003' })
  })

  test('a rate limit is a retry, not before the time that Twilio names', async () => {
    server.state.behaviour = 'throttles'
    expect(await deliver()).toEqual({ status: 'retry', code: '20429', afterMs: 7000 })
    answer(429, 'slow down', { 'retry-after': new Date(NOW + 90_000).toUTCString() })
    expect(await deliver()).toEqual({ status: 'retry', code: 'http_429', afterMs: 90_000 })
    for (const code of [20429, 21611, 30001, 30022, 29999]) {
      answer(429, { code, message: 'Too many' }, { 'retry-after': '5' })
      expect(await deliver()).toEqual({ status: 'retry', code: String(code), afterMs: 5000 })
    }
    answer(400, { code: 63018 })
    expect(await deliver()).toEqual({ status: 'retry', code: '63018' })
    answer(503, { code: 20503, message: 'Service unavailable' }, { 'retry-after': 'soon' })
    expect(await deliver()).toEqual({ status: 'retry', code: '20503' })
  })

  test.each([500, 502, 503, 504])(
    '%i leaves the result unknown: a repeat may be a second message',
    async (status) => {
      answer(status, { code: 20500, message: 'Internal Server Error' })
      expect(await deliver()).toEqual({ status: 'unknown', code: '20500' })
      answer(status, 'upstream trouble')
      expect(await deliver()).toEqual({ status: 'unknown', code: `http_${status}` })
    },
  )

  test('a connection lost after the request leaves the result unknown', async () => {
    const cause = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
    const http = createTestHttp({ fetch: () => Promise.reject(new TypeError('failed', { cause })) })
    const outcome = await server.provider.deliver(orderOf({}), http)
    expect(outcome).toEqual({ status: 'unknown', code: 'http_reset' })
  })
})

test('WhatsApp takes one file and closes a minute early; SMS takes ten and never closes', () => {
  expect(server.provider.capabilities('whatsapp').limits).toMatchObject({
    maxTextLength: 1600,
    maxMedia: 1,
    sessionMarginMs: 60_000,
    captionTypes: ['image/jpeg', 'image/jpg', 'image/png', 'video/mp4'],
  })
  expect(server.provider.capabilities('sms').limits).toMatchObject({
    maxTextLength: 1600,
    maxMedia: 10,
    sessionMarginMs: 0,
  })
})

test.each([
  ['whatsapp', 'application/pdf', true],
  ['whatsapp', 'application/msword', true],
  ['whatsapp', 'image/webp', true],
  ['whatsapp', 'application/zip', false],
  ['whatsapp', 'image/svg+xml', false],
  ['sms', 'image/gif', true],
  ['sms', 'text/vcard', true],
  ['sms', 'image/webp', false],
  ['sms', 'application/msword', false],
] as const)('whether %s carries %s: %s', (channel, type, carries) => {
  const { mediaTypes } = server.provider.capabilities(channel).limits
  expect(isAmong(mediaTypes, type)).toBe(carries)
})

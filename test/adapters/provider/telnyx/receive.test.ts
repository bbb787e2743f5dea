/** Telnyx's events as inputs, with the traps that other integrations fell into. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTelnyx } from '../../../../adapters/provider/telnyx/index.ts'
import { createTestHttp } from '../../../support/http.ts'
import {
  ACCOUNT,
  CONTACT,
  eventOf,
  inboundOf,
  type Json,
  NOW,
  outboundOf,
  posted,
  SENDER,
  WEBHOOK_URL,
  webhookOf,
} from '../../../support/provider/telnyx.ts'

const http = createTestHttp()
const provider = createTelnyx({
  ...ACCOUNT,
  senders: [SENDER, 'sms:+15550100002'],
  clock: () => NOW,
})
const receive = (type: string, payload: unknown, more: Json = {}) =>
  provider.receive(webhookOf(type, payload, more), http)
const received = async (parts: Json, more: Json = {}) => {
  const [input] = (await receive('message.received', inboundOf(parts), more)).inputs
  if (input?.kind !== 'inbound') throw new Error('no message')
  return input
}
const receipt = async (type: string, status: string, parts: Json = {}) => {
  const [input] = (await receive(type, outboundOf(status, parts))).inputs
  if (input?.kind !== 'receipt') throw new Error('no receipt')
  return input
}

describe('message.received', () => {
  test('is a message with its event’s id and Telnyx’s time', async () => {
    expect(await received({})).toEqual({
      kind: 'inbound',
      id: 'tx_a1b2c3d4-0000-4000-8000-000000000001',
      at: NOW - 5_000,
      sender: SENDER,
      from: CONTACT,
      aliases: [],
      providerId: 'a1b2c3d4-0000-4000-8000-0000000000a1',
      message: { form: 'message', type: 'text', text: 'hello', media: [] },
    })
  })

  test('may have its numbers as objects or as text, in a list or single', async () => {
    const strings = await received({ from: '+15550100777', to: ['+15550100001'] })
    const alone = await received({ to: '+15550100001' })
    for (const input of [strings, alone])
      expect(input).toMatchObject({ sender: SENDER, from: CONTACT })
  })

  test('shows all pictures of an MMS without text, but not its layout', async () => {
    const hash = 'ab'.repeat(32)
    const media = [
      { url: 'https://media.telnyx.com/x.smil', content_type: 'application/smil' },
      { url: 'https://media.telnyx.com/x1.jpg', content_type: 'image/jpeg', size: 48211 },
      { url: 'https://media.telnyx.com/x2.pdf', content_type: 'application/pdf', sha256: hash },
      { content_type: 'image/png' },
    ]
    expect((await received({ type: 'MMS', text: null, media })).message).toEqual({
      form: 'message',
      type: 'media',
      media: [
        { url: 'https://media.telnyx.com/x1.jpg', contentType: 'image/jpeg' },
        { url: `https://media.telnyx.com/x2.pdf#sha256=${hash}`, contentType: 'application/pdf' },
      ],
    })
  })

  test.each([
    ['STOP', 'stop'],
    ['START', 'start'],
    ['HELP', 'help'],
  ])('that Telnyx has answered as %s says so', async (autoresponse_type, optOut) => {
    expect(await received({ text: 'Stop', autoresponse_type })).toMatchObject({ optOut })
  })

  test('without that member is checked against the list of words that Telnyx answers', async () => {
    expect(await received({ text: 'Stop', autoresponse_type: undefined })).not.toHaveProperty(
      'optOut',
    )
    const { answers, lifts } = provider.capabilities('sms').keywords
    expect(answers).toEqual(expect.arrayContaining(['stop', 'stop all', 'quit', 'start']))
    expect(answers).not.toContain('help')
    expect(lifts).not.toContain('yes')
  })

  test('in a group is never one contact’s opt-out, whichever place we have in it', async () => {
    const ours = { phone_number: '+15550100001' }
    const other = { phone_number: '+15550100888' }
    for (const parts of [
      { to: [other, ours] },
      { to: [ours], cc: ['+15550100888'] },
      { cc: [other] },
    ])
      expect(await received(parts)).toMatchObject({ sender: SENDER, message: { form: 'group' } })
  })

  test("that can't be carried names its type, for the operator", async () => {
    const kinds = async (parts: Readonly<Record<string, unknown>>) =>
      (await receive('message.received', inboundOf(parts))).unsupported
    expect(await kinds({ from: { phone_number: 'BANK' } })).toEqual(['sms_from_name'])
    expect(await kinds({ type: 'RCS' })).toEqual(['type_rcs'])
    expect(await kinds({ direction: 'outbound' })).toBeUndefined()
  })

  test('is never from the future, and without a time gets its arrival time', async () => {
    const later = new Date(NOW + 60_000).toISOString()
    expect((await received({ received_at: later })).at).toBe(NOW)
    expect((await received({ received_at: 'soon' }, { occurred_at: null })).at).toBe(NOW)
  })

  test.each([
    ['no payload', null],
    ['a list as payload', []],
    ['a text as payload', 'x'],
    ['no id', inboundOf({ id: undefined })],
    ['an RCS agent as sender', inboundOf({ from: { agent_id: 'a' } })],
    [
      'WhatsApp, which would pass for a text message',
      inboundOf({ type: 'WHATSAPP', to: '+15550100001' }),
    ],
    ['a number that is not ours', inboundOf({ to: [{ phone_number: '+15550100999' }] })],
    ['one of our own numbers as its author', inboundOf({ from: { phone_number: '+15550100002' } })],
    ['the other direction', inboundOf({ direction: 'outbound' })],
  ])('with %s is acknowledged and logged', async (_, payload) => {
    expect(await receive('message.received', payload)).toMatchObject({
      inputs: [],
      ignored: [expect.any(String)],
      answer: { status: 200 },
    })
  })
})

describe('receipts', () => {
  test('name our message by the URL that Telnyx repeats, and Telnyx’s by the payload', async () => {
    expect(await receipt('message.sent', 'sent')).toEqual({
      kind: 'receipt',
      id: 'tx_a1b2c3d4-0000-4000-8000-000000000001',
      at: NOW - 4_000,
      sender: SENDER,
      providerId: 'a1b2c3d4-0000-4000-8000-0000000000a2',
      message: 'm_81',
      status: 'sent',
    })
  })

  test('ignore the requested URL, which isn’t signed', async () => {
    const webhook = webhookOf('message.sent', outboundOf('sent', { webhook_url: WEBHOOK_URL }))
    const forged = { ...webhook, url: `${webhook.url}?message=m_99` }
    const [input] = (await provider.receive(forged, http)).inputs
    expect(input).not.toHaveProperty('message')
  })

  test('take no message id from another system’s URL', async () => {
    const webhook_url = 'https://other.example.com/webhooks/staging?message=m_81'
    expect(await receipt('message.sent', 'sent', { webhook_url })).not.toHaveProperty('message')
  })

  test('of the profile’s other numbers are acknowledged, unless they carry our id', async () => {
    const from = { phone_number: '+15550100999' }
    const strange = outboundOf('sent', { from, webhook_url: WEBHOOK_URL })
    expect((await receive('message.sent', strange)).inputs).toEqual([])
    expect(await receipt('message.sent', 'sent', { from })).toMatchObject({ message: 'm_81' })
  })

  test.each([
    ['message.sent', 'sending', 'queued'],
    ['message.finalized', 'delivered', 'delivered'],
    ['message.finalized', 'delivery_unconfirmed', 'sent'],
    ['message.finalized', 'unknown', 'sent'],
    ['message.finalized', 'sending_failed', 'failed'],
    ['message.finalized', 'delivery_failed', 'failed'],
    ['message.finalized', 'expired', 'failed'],
    ['message.finalized', 'cancelled', 'cancelled'],
  ])('%s with %s is %s', async (type, word, status) => {
    expect(await receipt(type, word)).toMatchObject({ status })
  })

  test.each([
    ['40001', 'not routable', 'recipient_landline'],
    ['40002', 'Blocked as spam - temporary', 'carrier_filtered'],
    ['40010', 'Not 10DLC registered', 'sender_unregistered'],
    ['40005', 'Expired', 'expired'],
    ['40300', 'Blocked due to STOP message', 'opted_out'],
    ['40300', 'Undeliverable', undefined],
    ['49999', 'new', undefined],
  ])('a failure with %s (%s) is %s', async (code, title, fault) => {
    const errors = [{ code, title, detail: 'x' }, { code: '40001' }]
    const found = await receipt('message.finalized', 'delivery_failed', { errors })
    expect([found.code, found.fault]).toEqual([code, fault])
  })

  test('a failure without errors gives the status', async () => {
    const found = await receipt('message.finalized', 'sending_failed', { errors: null })
    expect([found.code, found.fault]).toEqual(['sending_failed', undefined])
  })

  test('a success has no code, even with errors present', async () => {
    const errors = [{ code: '40001', title: 'x' }]
    expect(await receipt('message.finalized', 'delivered', { errors })).not.toHaveProperty('code')
  })
})

describe('other events', () => {
  test.each([
    'message.delivered',
    'message.failed',
    'message.read',
    'messaging-profile.spend-limit-reached',
    '10dlc.campaign.update',
    'constructor',
  ])('%s is acknowledged, though its payload looks like a message', async (type) => {
    expect(await receive(type, outboundOf('delivered'))).toMatchObject({
      inputs: [],
      answer: { status: 200 },
    })
  })

  test('a record without an event is acknowledged', async () => {
    const click = JSON.stringify({ data: { record_type: 'link_click', url: 'https://x.example' } })
    expect(await provider.receive(posted(click), http)).toMatchObject({ inputs: [] })
  })

  test('anything but a JSON object is malformed', async () => {
    for (const body of ['', '[]', 'null', '{'])
      await expect(provider.receive(posted(body), http)).rejects.toMatchObject({
        code: 'malformed',
      })
  })

  test('whatever Telnyx signs is read or acknowledged, and never causes our own error', async () => {
    const types = fc.constantFrom('message.received', 'message.sent', 'message.finalized')
    const payload = fc.dictionary(
      fc.constantFrom('id', 'type', 'from', 'to', 'cc', 'text', 'media', 'errors', 'webhook_url'),
      fc.jsonValue(),
    )
    await fc.assert(
      fc.asyncProperty(types, fc.oneof(payload, fc.jsonValue()), async (type, odd) => {
        const base = type === 'message.received' ? inboundOf() : outboundOf('sent')
        const merged = typeof odd === 'object' && !Array.isArray(odd) ? { ...base, ...odd } : odd
        const { inputs, ignored = [] } = await provider.receive(
          posted(JSON.stringify(eventOf(type, merged))),
          http,
        )
        expect(inputs.length + ignored.length).toBe(1)
      }),
      { numRuns: 300 },
    )
  })
})

import { describe, expect, test } from 'vitest'
import { createTwilio } from '../../../../adapters/provider/twilio/index.ts'
import type { Inbound, Receipt } from '../../../../src/core/model/message/message.ts'
import { HttpError } from '../../../../src/ports/errors.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Webhook } from '../../../../src/ports/side.ts'
import inbound from '../../../fixtures/twilio/inbound.json' with { type: 'json' }
import status from '../../../fixtures/twilio/status.json' with { type: 'json' }
import { ACCOUNT, NOW, SENDER, webhookOf } from '../../../support/provider/twilio.ts'

const provider = createTwilio({ ...ACCOUNT, senders: [], wait: async () => {} })

const unreachable = async () => {
  throw new HttpError('connect', false)
}
const noHttp: Http = Object.assign(unreachable, { stream: unreachable })

const inputsOf = async (webhook: Webhook) => (await provider.receive(webhook, noHttp)).inputs
const receive = async (name: keyof typeof inbound, changes: Record<string, string> = {}) => {
  const fields: Record<string, string> = { ...inbound[name], ...changes }
  const inputs = await inputsOf(webhookOf('messages', fields))
  expect(inputs).toHaveLength(1)
  return inputs[0] as Inbound
}
const report = async (name: keyof typeof status, query = '?message=msg_1') => {
  const inputs = await inputsOf(webhookOf('status', status[name], { query }))
  return inputs[0] as Receipt
}

describe('an inbound message', () => {
  test('on WhatsApp has its text, its author’s name and its arrival time', async () => {
    expect(await receive('whatsapp text')).toEqual({
      kind: 'inbound',
      id: `tw_SM${'1'.repeat(32)}`,
      at: NOW,
      sender: SENDER,
      from: 'whatsapp:+6285155501234',
      aliases: [],
      providerId: `SM${'1'.repeat(32)}`,
      message: {
        form: 'message',
        type: 'text',
        media: [],
        text: 'Halo, apakah toko buka?',
        profileName: 'Siti',
      },
    })
  })

  test('by SMS has plain numbers, read as SMS addresses', async () => {
    expect(await receive('sms text')).toMatchObject({
      sender: 'sms:+15550001111',
      from: 'sms:+14155550123',
      message: { form: 'message', type: 'text', text: 'Are you open?', media: [] },
    })
    expect(await receive('sms from a short code')).toMatchObject({ from: 'sms:88888' })
  })

  test('with only media is a message', async () => {
    const image = await receive('whatsapp image without a word')
    expect(image.message).toEqual({
      form: 'message',
      type: 'image',
      media: [
        {
          url: `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT.accountSid}/Messages/MM${'3'.repeat(32)}/Media/ME${'3'.repeat(32)}`,
          contentType: 'image/jpeg',
        },
      ],
      profileName: 'Siti',
    })
    const mms = await receive('mms with two files')
    expect(mms.message.media.map(({ contentType }) => contentType)).toEqual([
      'image/jpeg',
      'text/x-vcard',
    ])
    expect(mms.message.text).toBeUndefined()
    expect(mms.message.type).toBe('media')
  })

  test('from a button has its text, its payload and the message it answers', async () => {
    const input = await receive('whatsapp quick reply')
    expect(input.message).toMatchObject({
      type: 'interactive',
      text: 'Konfirmasi',
      button: { text: 'Konfirmasi', payload: 'verifyEmail:42' },
      replyTo: { providerId: `MM${'b'.repeat(32)}`, sender: SENDER },
    })
    expect(input.message.forwarded).toBeUndefined()
    expect(input.aliases).toEqual(['whatsapp:ID.4566546130240823'])
  })

  test('from a list, with a location, or forwarded says so', async () => {
    const list = await receive('whatsapp list')
    expect(list.message.list).toEqual({ id: 'slot-2', title: 'Tuesday' })
    const place = await receive('whatsapp location')
    expect(place.message.location).toEqual({
      latitude: -6.2087634,
      longitude: 106.845599,
      label: 'Kantor',
      address: 'Jl. Sudirman 1, Jakarta',
    })
    expect((await receive('whatsapp forwarded often')).message.forwarded).toBe('often')
    const once = { Forwarded: 'true', FrequentlyForwarded: 'false' }
    expect((await receive('whatsapp text', once)).message.forwarded).toBe('once')
  })

  test('after an advertisement carries its data, and no other does', async () => {
    expect((await receive('whatsapp from an advertisement')).message.referral).toEqual({
      body: 'Summer sale',
      headline: 'Chat with us',
      sourceId: '120200000000000001',
      sourceType: 'ad',
      sourceUrl: 'https://fb.me/1AbCdEfGh',
      numMedia: '1',
      mediaContentType: 'image/jpeg',
      ctwaClid: 'ARAkLkA8rmlFeiCktEJQ',
    })
    expect((await receive('whatsapp text')).message.referral).toBeUndefined()
    expect((await receive('whatsapp from an advertisement')).message.adMedia).toEqual({
      url: 'https://scontent.example/1.jpg',
      contentType: 'image/jpeg',
    })
    expect((await receive('whatsapp text')).message.adMedia).toBeUndefined()
  })

  test('by SMS has the region of each number', async () => {
    const { message } = await receive('sms text')
    expect(message.fromPlace).toEqual({
      city: 'SAN FRANCISCO',
      state: 'CA',
      zip: '94107',
      country: 'US',
    })
    expect(message.toPlace).toEqual({ state: 'CA', country: 'US' })
    expect((await receive('whatsapp text')).message.fromPlace).toBeUndefined()
  })

  test.each([
    ['sms_from_name', { From: 'BANK' }],
    ['channel_messenger', { From: 'messenger:12345', To: 'messenger:777' }],
    ['channel_rcs', { From: 'rcs:brand' }],
    ['group', { From: 'whatsapp:120363025246125486@g.us' }],
    ['whatsapp_address', { From: 'whatsapp:?' }],
    ['conversation', { ConversationSid: `CH${'1'.repeat(32)}`, EventType: 'onMessageAdded' }],
  ])('that can’t be carried says its kind: %s', async (kind, changes) => {
    const { From: _, To: __, ...rest } = inbound['sms text']
    const fields = kind === 'conversation' ? rest : inbound['sms text']
    const webhook = webhookOf('messages', { ...fields, ...changes })
    expect(await provider.receive(webhook, noHttp)).toMatchObject({
      inputs: [],
      unsupported: [kind],
      answer: { status: 200 },
    })
  })

  test('from a form has its values, under either of its two names', async () => {
    const data = '{"flow_token":"t-1","date":"2026-12-01"}'
    const { message } = await receive('whatsapp text', { InteractiveData: data })
    expect(message.flow).toEqual({ data })
    expect((await receive('whatsapp text', { FlowData: data })).message.flow).toEqual({ data })
    expect((await receive('whatsapp text')).message.flow).toBeUndefined()
  })

  test('from a person without a number has their scoped id', async () => {
    expect(await receive('whatsapp without a number')).toMatchObject({
      from: 'whatsapp:US.13491208655302741918',
      aliases: ['whatsapp:US.ENT.506847293'],
      message: { profileName: 'Ana' },
    })
    for (const empty of [{}, { ExternalUserId: '' }])
      expect(await receive('whatsapp with a scoped id under its other name', empty)).toMatchObject({
        from: 'whatsapp:+6285155501234',
        aliases: ['whatsapp:ID.4566546130240823'],
      })
  })

  test('that Twilio has answered names the keyword', async () => {
    expect((await receive('sms stop with advanced opt-out')).optOut).toBe('stop')
    expect((await receive('sms text', { OptOutType: 'HELP' })).optOut).toBe('help')
    expect((await receive('sms text')).optOut).toBeUndefined()
  })

  test('loses NUL characters, which databases reject', async () => {
    const input = await receive('sms text', { Body: 'a\0b', ProfileName: '\0' })
    expect(input.message.text).toBe('ab')
    expect(input.message.profileName).toBeUndefined()
  })

  test('that is a reaction or an edit is not a plain message', async () => {
    expect((await receive('whatsapp text', { MessageType: 'reaction' })).message.form).toBe(
      'reaction',
    )
    expect((await receive('whatsapp text', { MessageType: 'edit' })).message.form).toBe('edit')
    expect((await receive('whatsapp text', { MessageType: 'order' })).message.form).toBe('message')
  })

  test('on a channel we don’t carry is ignored', async () => {
    expect(await inputsOf(webhookOf('messages', inbound['rcs text']))).toEqual([])
  })
})

describe('a delivery status', () => {
  test.each([
    ['queued', 'queued'],
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['canceled', 'cancelled'],
  ] as const)('%s becomes %s of our message', async (name, expected) => {
    expect(await report(name)).toEqual({
      kind: 'receipt',
      id: `tw_SM${'1'.repeat(32)}_${name}`,
      at: NOW,
      sender: SENDER,
      message: 'msg_1',
      providerId: `SM${'1'.repeat(32)}`,
      status: expected,
    })
  })

  test('of a failure has Twilio’s code and its fault', async () => {
    expect(await report('failed: session closed')).toMatchObject({
      status: 'failed',
      code: '63016',
      fault: 'session_closed',
    })
    expect(await report('undelivered: opted out')).toMatchObject({
      sender: 'sms:+15550001111',
      status: 'failed',
      code: '21610',
      fault: 'opted_out',
    })
  })

  test('of a failure with an unknown code is still a failure', async () => {
    const receipt = await report('failed: a code nobody has seen')
    expect(receipt).toMatchObject({ status: 'failed', code: '69999' })
    expect(receipt.fault).toBeUndefined()
  })

  test('without our id is matched by the provider’s', async () => {
    expect((await report('sent', '')).message).toBeUndefined()
  })

  test('can’t be redirected to another message: our id is in the signed URL', async () => {
    const webhook = webhookOf('status', status.delivered, { query: '?message=msg_1' })
    const other = { ...webhook, url: webhook.url.replace('msg_1', 'msg_2') }
    await expect(inputsOf(other)).rejects.toMatchObject({ code: 'bad_signature' })
  })

  test('of an inbound message, or one that Twilio adds later, is ignored', async () => {
    for (const word of ['receiving', 'received', 'pondering']) {
      const fields = { ...status.sent, MessageStatus: word, SmsStatus: word }
      expect(await inputsOf(webhookOf('status', fields))).toEqual([])
    }
  })
})

describe('a webhook', () => {
  test('with a message is answered with empty TwiML, a status with 204', async () => {
    const message = await provider.receive(webhookOf('messages', inbound['sms text']), noHttp)
    expect(message.answer).toEqual({
      status: 200,
      headers: { 'content-type': 'text/xml' },
      body: '<Response/>',
    })
    const receipt = await provider.receive(webhookOf('status', status.delivered), noHttp)
    expect(receipt.answer).toEqual({ status: 204 })
  })

  test('reveals its type even when the two URLs were swapped', async () => {
    const message = await inputsOf(webhookOf('status', inbound['sms text']))
    expect(message[0]?.kind).toBe('inbound')
    const receipt = await inputsOf(webhookOf('messages', status.delivered))
    expect(receipt[0]?.kind).toBe('receipt')
  })

  test('of another account is malformed, and so is one without required members', async () => {
    const foreign = { ...inbound['sms text'], AccountSid: `AC${'b2'.repeat(16)}` }
    await expect(inputsOf(webhookOf('messages', foreign))).rejects.toMatchObject({
      code: 'malformed',
    })
    for (const name of ['MessageSid', 'AccountSid', 'From', 'To']) {
      const fields = { ...inbound['sms text'], [name]: '' }
      await expect(inputsOf(webhookOf('messages', fields))).rejects.toMatchObject({
        code: 'malformed',
        detail: `${name} is missing`,
      })
    }
  })

  test.each(['SM\u00001', 'SM\n1', 'SMä', 'S'.repeat(65)])(
    'with an id unfit for a header or a row is malformed: %j',
    async (MessageSid) => {
      const webhook = webhookOf('messages', { ...inbound['sms text'], MessageSid })
      await expect(inputsOf(webhook)).rejects.toMatchObject({ code: 'malformed' })
    },
  )
})

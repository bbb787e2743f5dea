/** What a client that is used to Twilio would notice: paths, numbers, senders and templates. */

import { describe, expect, it } from 'vitest'
import {
  ACCOUNT,
  basic,
  MESSAGES,
  SERVICE,
  SMS_FROM,
  TO,
} from '../../../../support/crm/twilio-face.ts'
import { CUSTOMER, WHATSAPP } from '../../../../support/world.ts'
import { face, open } from './rig.ts'

describe('an unknown path', () => {
  const paths = [
    '/2010-04-01/Accounts.json/x',
    '/2010-04-01/Nothing.json',
    `/2010-04-01/Accounts/${ACCOUNT}/Calls.json`,
    '/v1/Services',
    '/v1/Content/x/y/z',
    '/v2/Content/x/y/z',
    '/v2/PhoneNumbers/+4915112345678',
    '/v2/Services/VA1/Verifications',
    '/v3/Indicators/Typing.json',
    '/nothing',
  ]

  it('gets Twilio’s 20404 for a client of Twilio', async () => {
    await open()
    for (const path of paths)
      for (const answer of [await face.get(path), await face.post({ a: 'b' }, {}, path)])
        expect([path, answer.status, answer.body.code]).toEqual([path, 404, 20404])
  })

  it('gets our own problem for any other client', async () => {
    await open()
    for (const authorization of ['', basic(ACCOUNT, 'a-guess'), 'Bearer the-api-key-of-acme'])
      expect((await face.get('/v2/PhoneNumbers/1', { authorization })).body).toMatchObject({
        status: 404,
        reason: 'not_found',
      })
  })
})

describe('credentials', () => {
  it('can’t be guessed more easily at an unknown path', async () => {
    await open()
    const statuses = new Set<number>()
    for (let guess = 0; guess < 60; guess++)
      statuses.add(
        (await face.get('/nothing', { authorization: basic(ACCOUNT, `${guess}`) })).status,
      )
    expect([...statuses]).toEqual([404, 429])
  })
})

describe('a file', () => {
  it('can’t be deleted separately, and the answer says so', async () => {
    await open()
    await face.writes('Hi')
    const url = 'https://crm.example.com/a.png'
    const { body } = await face.post({ From: WHATSAPP, To: TO, MediaUrl: url })
    const [file] = await face.client.messages(body.sid).media.list()
    const removed = face.client
      .messages(body.sid)
      .media(file?.sid ?? '')
      .remove()
    await expect(removed).rejects.toMatchObject({ code: 20004, status: 405 })
    const other = face.client
      .messages(body.sid)
      .media(`ME${'0'.repeat(32)}`)
      .remove()
    await expect(other).rejects.toMatchObject({ code: 20404 })
  })
})

describe('the numbers', () => {
  it('have the members that clients show', async () => {
    await open({ face: { inboundUrl: 'https://crm.example.com/sms' } })
    const [number] = await face.client.incomingPhoneNumbers.list()
    expect(number).toMatchObject({
      phoneNumber: SMS_FROM,
      smsUrl: 'https://crm.example.com/sms',
      smsMethod: 'POST',
      statusCallback: '',
      origin: 'twilio',
      beta: false,
      voiceUrl: '',
      capabilities: { sms: true, mms: true, voice: false, fax: false },
      addressRequirements: 'none',
      trunkSid: null,
    })
    const none = await face.client.incomingPhoneNumbers.list({ origin: 'hosted' })
    expect(none).toEqual([])
  })

  it('come in pages', async () => {
    const second = { address: 'sms:+15550002222', connection: 'acme-twilio' }
    await open({ senders: [second] })
    const page = await face.client.incomingPhoneNumbers.page({ pageSize: 1 })
    expect(page.instances).toHaveLength(1)
    const next = await page.nextPage()
    expect(next?.instances.map(({ phoneNumber }) => phoneNumber)).toEqual(['+15550002222'])
    expect(await next?.nextPage()).toBeUndefined()
    expect((await next?.previousPage())?.instances).toMatchObject([{ phoneNumber: SMS_FROM }])
  })
})

describe('an American number', () => {
  it.each([
    ['15550102030', SMS_FROM],
    ['5550102030', SMS_FROM],
    ['(555) 010-2030', SMS_FROM],
    ['1-555-010-2030', '15550001111'],
    ['5550102030', '555 000 1111'],
  ])('needs no +: %s from %s', async (To, From) => {
    await open()
    const { status, body } = await face.post({ From, To, Body: 'Hello' })
    expect([status, body.to, body.from]).toEqual([201, '+15550102030', SMS_FROM])
  })

  it('is unnecessary on WhatsApp, with a messaging service, or in a filter', async () => {
    await open()
    const to = await face.post({ MessagingServiceSid: SERVICE, To: '5550102030', Body: 'Hello' })
    expect(to.body.to).toBe('+15550102030')
    await face.writes('Hi', { From: 'whatsapp:+15550102030' })
    const From = 'whatsapp:15550001111'
    const chat = await face.post({ From, To: 'whatsapp:15550102030', Body: 'Hello' })
    expect(chat.body).toMatchObject({ to: 'whatsapp:+15550102030', from: WHATSAPP })
    const { body } = await face.get(`${MESSAGES}?To=5550102030`)
    expect(body.messages).toMatchObject([{ to: '+15550102030' }])
  })

  it('is not assumed for ten digits from a sender elsewhere', async () => {
    await open({ senders: [{ address: 'sms:+4930123456', connection: 'acme-twilio' }] })
    const { body } = await face.post({ From: '+4930123456', To: '5550102030', Body: 'Hello' })
    expect(body.code).toBe(21211)
    const mixed = await face.post({ From: SERVICE, To: '5550102030', Body: 'Hello' })
    expect(mixed.body.code).toBe(21211)
  })
})

describe('an unknown sender', () => {
  it.each([
    [63007, { From: 'whatsapp:+15550009999', To: TO }],
    [63007, { From: 'whatsapp:nobody', To: TO }],
    [21606, { From: '+15550009999', To: CUSTOMER }],
    [21606, { From: 'nobody', To: CUSTOMER }],
  ])('is %i', async (code, form) => {
    await open()
    expect(await face.post({ ...form, Body: 'Hello' })).toMatchObject({
      status: 400,
      body: { code, more_info: expect.stringMatching(new RegExp(`#${code}$`)) },
    })
  })
})

describe('templates under /v2', () => {
  it('equal those under /v1, also for the real client', async () => {
    await open()
    for (const path of ['Content', 'ContentAndApprovals']) {
      const [one, two] = [await face.get(`/v1/${path}`), await face.get(`/v2/${path}`)]
      expect(two.status).toBe(200)
      expect(two.body.contents).toEqual(one.body.contents)
      expect(two.body.meta.url).toContain(`/v2/${path}?`)
    }
    const list = await face.client.content.v2.contents.list()
    expect(list.map(({ friendlyName }) => friendlyName)).toContain('appointment_reminder')
    const approvals = await face.client.content.v2.contentAndApprovals.list()
    expect(approvals).toHaveLength(list.length)
    const single = await face.get(`/v2/Content/${list[0]?.sid}`)
    expect(single.body.sid).toBe(list[0]?.sid)
  })
})

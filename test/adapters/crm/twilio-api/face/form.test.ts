/** Forms as clients other than Twilio's own send them, also twice. */

import { describe, expect, it } from 'vitest'
import {
  ACCOUNT,
  basic,
  MESSAGES,
  SERVICE,
  SMS_FROM,
  TO,
  TOKEN,
} from '../../../../support/crm/twilio-face.ts'
import { CUSTOMER, WHATSAPP } from '../../../../support/world.ts'
import { face, open } from './rig.ts'

describe('a form', () => {
  it('that is cut off is the client’s fault', async () => {
    await open()
    const body = new ReadableStream({
      pull: (controller) => controller.error(new Error('aborted')),
    })
    const headers = { authorization: basic(ACCOUNT, TOKEN) }
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
    const answer = await face.app.request(new Request(`http://localhost${MESSAGES}`, init))
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ code: 20001 })
  })

  it('may repeat or number MediaUrl, and have unknown parameters', async () => {
    await open()
    const url = (name: string) => `https://crm.example.com/${name}.png`
    const form = new URLSearchParams([
      ['From', SMS_FROM],
      ['To', CUSTOMER],
      ['MediaUrl', url('a')],
      ['MediaUrl', url('b')],
      ['MediaUrl0', url('c')],
      ['Unknown', 'x'],
    ])
    const { status, body } = await face.post(form.toString())
    expect(status).toBe(201)
    expect(body).toMatchObject({ num_media: '3', sid: expect.stringMatching(/^MM/) })
    const { body: media } = await face.get(body.subresource_uris.media)
    expect(media.media_list).toHaveLength(3)
  })

  it.each(['%20', '%E2%80%8B'])(
    'may have a Body that shows nothing beside a file: %s',
    async (text) => {
      await open()
      await face.post({ From: SMS_FROM, To: CUSTOMER, Body: 'Hello' })
      const url = 'https://crm.example.com/a.png'
      const parties = `From=${SMS_FROM}&To=${CUSTOMER}&Body=${text}`
      const { status, body } = await face.post(`${parties}&MediaUrl=${url}`)
      expect([status, body.body]).toEqual([201, ''])
      expect(face.sent.at(-1)).toMatchObject({ MediaUrl: url })
      expect(face.sent.at(-1)).not.toHaveProperty('Body')
      expect((await face.post(parties)).status).toBe(400)
    },
  )

  it('may contain a number with an unencoded + or with spaces and dashes', async () => {
    await open()
    for (const to of [CUSTOMER, '%2B49 151 123-456 78', '%2B49(151)12345678'])
      expect((await face.post(`From=${SMS_FROM}&To=${to}&Body=Hello`)).body).toMatchObject({
        from: SMS_FROM,
        to: CUSTOMER,
      })
  })

  it.each([
    ['ScheduleType=fixed', 35111],
    ['SendAt=2026-11-24T09:01:00Z', 35114],
    ['SendAt=2027-11-24T09:00:00Z', 35114],
    ['SendAt=tomorrow&ScheduleType=fixed', 35114],
    ['SendAt=2026-11-31T10:00:00Z&ScheduleType=fixed', 35114],
    ['SendAt=2026-11-24T10:00:00Z&ScheduleType=weekly', 20001],
    ['SendAt=2026-11-24T10:00:00Z', 20001],
    ['SendAt=2026-11-24T12:00:00+0200&ScheduleType=fixed', undefined],
    ['ValidityPeriod=0', 20001],
    ['ValidityPeriod=a+while', 20001],
    ['ContentVariables=%7B%7D', 21654],
    [`ContentSid=HX${'0'.repeat(32)}&ContentVariables=%5B%5D`, 21656],
    [`ContentSid=HX${'0'.repeat(32)}&ContentVariables=%7B%221%22:null%7D`, 21656],
    ['ContentSid=HX1', 21655],
    [`ContentSid=HX${'0'.repeat(32)}&ContentVariables=%7B%221%22:1,%221%22:2%7D`, 21656],
    ['MessagingServiceSid=MG1', 21701],
    [`MessagingServiceSid=MG${'0'.repeat(32)}`, 21701],
    [`MessagingServiceSid=${SERVICE}`, undefined],
    ['Body=Bye', 20001],
    ['body=Bye', 20001],
    ['Body=', undefined],
    ['StatusCallback=https://a.example&StatusCallback=https://b.example', 20001],
    ['Body=%FC', 20001],
  ])('with %s is answered with %s', async (more, code) => {
    await open()
    const form = `From=%2B15550001111&To=%2B4915112345678&Body=Hello&${more}`
    expect((await face.post(form)).body.code).toBe(code)
  })

  it('with a parameter twice is refused, and the answer names it; empty ones count as absent', async () => {
    await open()
    const { body } = await face.post(`From=${SMS_FROM}&To=${CUSTOMER}&Body=Hello&body=Bye`)
    expect(body.message).toBe('Body is given more than once.')
    expect(face.sent).toHaveLength(0)
  })

  it('is not quoted in the answer', async () => {
    await open()
    const { body } = await face.post({ From: SMS_FROM, To: 'x'.repeat(10_000), Body: 'Hello' })
    expect(body.code).toBe(21211)
    expect(body.message.length).toBeLessThan(200)
    expect((await face.post({ Body: 'x'.repeat(70_000) })).status).toBe(413)
  })

  it('counts the segments of an SMS', async () => {
    await open({ policy: { flow: 'recorded' } })
    await face.call('PUT', `/v1/contacts/sms:${CUSTOMER}/consent`, {
      status: 'granted',
      channel: 'sms',
      basis: 'web_form',
    })
    const segments = async (Body: string) =>
      (await face.post({ From: SMS_FROM, To: CUSTOMER, Body })).body.num_segments
    expect(await segments('x'.repeat(160))).toBe('1')
    expect(await segments('x'.repeat(161))).toBe('2')
    expect(await segments('€'.repeat(80))).toBe('1')
    expect(await segments('€'.repeat(81))).toBe('2')
    expect(await segments('ж'.repeat(70))).toBe('1')
    expect(await segments('ж'.repeat(71))).toBe('2')
  })
})

describe('a repeated request', () => {
  it.each(['I-Twilio-Idempotency-Token', 'Idempotency-Key'])(
    'with the same %s sends once',
    async (header) => {
      await open()
      const form = { From: SMS_FROM, To: CUSTOMER, Body: 'Hello' }
      const first = await face.post(form, { [header]: 'key-1' })
      const again = await face.post(form, { [header]: 'key-1' })
      expect(again.body).toEqual(first.body)
      expect(again.status).toBe(201)
      expect(face.sent).toHaveLength(1)
      const other = await face.post({ ...form, Body: 'Bye' }, { [header]: 'key-1' })
      expect(other).toMatchObject({ status: 400, body: { code: 990010 } })
    },
  )

  it('with two different keys is refused', async () => {
    await open()
    const keys = { 'I-Twilio-Idempotency-Token': 'key-1', 'Idempotency-Key': 'key-2' }
    const form = { From: SMS_FROM, To: CUSTOMER, Body: 'Hello' }
    expect((await face.post(form, keys)).body.code).toBe(20001)
    const same = { ...keys, 'Idempotency-Key': 'key-1' }
    expect((await face.post(form, same)).status).toBe(201)
  })

  it('after a refusal is refused again', async () => {
    await open()
    const form = { From: WHATSAPP, To: TO, Body: 'Hello' }
    const first = await face.post(form, { 'Idempotency-Key': 'key-1' })
    await face.writes('Hi')
    expect((await face.post(form, { 'Idempotency-Key': 'key-1' })).body).toEqual(first.body)
  })
})

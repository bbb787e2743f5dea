/** Requests exactly as clients other than Twilio's own send them, and the parts of the answer that each relies on. */

import { describe, expect, it } from 'vitest'
import {
  ACCOUNT,
  basic,
  type Face,
  KEY,
  MESSAGES,
  openWithoutAsking,
  SERVICE,
  SMS_FROM,
  TO,
  TOKEN,
} from '../../../support/crm/twilio-face.ts'
import { CUSTOMER, WHATSAPP } from '../../../support/world.ts'

let face: Face
const open = async (options: Parameters<typeof openWithoutAsking>[0] = {}) => {
  face = await openWithoutAsking(options)
}

/** The twenty members of Twilio's resource. */
const MEMBERS = [
  'account_sid',
  'api_version',
  'body',
  'date_created',
  'date_sent',
  'date_updated',
  'direction',
  'error_code',
  'error_message',
  'from',
  'messaging_service_sid',
  'num_media',
  'num_segments',
  'price',
  'price_unit',
  'sid',
  'status',
  'subresource_uris',
  'to',
  'uri',
]

describe('Symfony', () => {
  it('needs exactly 201, and the whole resource', async () => {
    await open()
    const { status, body } = await face.post({ From: SMS_FROM, To: CUSTOMER, Body: 'Hello' })
    expect(status).toBe(201)
    expect(Object.keys(body).sort()).toEqual(MEMBERS)
    expect(body).toMatchObject({
      date_created: 'Tue, 24 Nov 2026 09:00:00 +0000',
      error_code: null,
      num_media: '0',
      num_segments: '1',
      subresource_uris: { media: MESSAGES.replace('.json', `/${body.sid}/Media.json`) },
    })
  })

  it('shows `message` and `more_info` of an error', async () => {
    await open()
    const { status, body } = await face.post({ From: WHATSAPP, To: TO, Body: 'Hello' })
    expect(status).toBe(400)
    expect(body).toEqual({
      code: 63016,
      message: expect.stringContaining('only a template can start the conversation'),
      more_info: 'https://gate.example.com/docs/twilio#63016',
      status: 400,
    })
  })
})

describe('n8n', () => {
  const headers = { authorization: basic(KEY.sid, KEY.secret) }

  it('signs in with an API key, and sends an empty StatusCallback when none is set', async () => {
    await open()
    const form = { From: SMS_FROM, To: CUSTOMER, Body: 'Hello', StatusCallback: '' }
    const { status, body } = await face.post(form, headers)
    expect(status).toBe(201)
    const stored = await face.gateway.store.message('acme', `msg_${body.sid.slice(2)}`)
    expect(stored).toMatchObject({ agent: 'robot', origin: { connection: 'espo' } })
    expect(stored?.origin).not.toHaveProperty('callback')
  })

  it('tests its credentials on the account', async () => {
    await open()
    const account = `/2010-04-01/Accounts/${ACCOUNT}.json`
    expect((await face.get(account, headers)).body).toMatchObject({ sid: ACCOUNT })
    const wrong = await face.get(account, { authorization: basic(KEY.sid, 'a-guess') })
    expect(wrong).toMatchObject({ status: 401, body: { code: 20003 } })
    expect(wrong.headers.get('www-authenticate')).toContain('Basic')
  })
})

describe('Supabase', () => {
  it('spells ContentSID its own way, names a channel, and sends from a service', async () => {
    await open()
    const templates = await face.get('/v1/ContentAndApprovals')
    const { sid } = templates.body.contents[0]
    const { status, body } = await face.post({
      To: TO,
      Channel: 'whatsapp',
      From: SERVICE,
      Body: 'Your code is 123456',
      ContentSID: sid,
      ContentVariables: JSON.stringify({ 1: 'Maria', 2: 'Monday', 3: 10 }),
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      from: WHATSAPP,
      messaging_service_sid: SERVICE,
      body: 'Hello Maria, your appointment is on Monday at 10. See you then.',
      error_code: null,
    })
  })
})

describe('Odoo', () => {
  const message = { Body: 'Hello', StatusCallback: 'https://odoo.example.com/sms_twilio/status/1' }

  it.each([
    [21604, { ...message, From: SMS_FROM, To: '' }],
    [21603, { ...message, From: '', To: CUSTOMER }],
    [21211, { ...message, From: SMS_FROM, To: '+49' }],
    [21266, { ...message, From: SMS_FROM, To: SMS_FROM }],
    [21609, { ...message, From: SMS_FROM, To: CUSTOMER, StatusCallback: 'odoo/status' }],
  ])('maps the code %i', async (code, form) => {
    await open()
    expect(await face.post(form)).toMatchObject({ status: 400, body: { code, status: 400 } })
  })

  it('offers a choice of numbers', async () => {
    await open()
    const { body } = await face.get(`/2010-04-01/Accounts/${ACCOUNT}/IncomingPhoneNumbers.json`)
    expect(body.incoming_phone_numbers).toMatchObject([
      { phone_number: SMS_FROM, friendly_name: 'Advisory', sid: expect.stringMatching(/^PN/) },
    ])
  })

  it('gets its answer although the template provider hangs', async () => {
    await open()
    const { providers } = face.gateway
    const provider = providers['acme-twilio']
    if (!provider) throw new Error('no provider')
    Object.assign(provider, {
      templates: () => new Promise(() => {}),
    })
    const { status } = await face.post({ ...message, From: SMS_FROM, To: CUSTOMER })
    expect(status).toBe(201)
  })
})

describe('EspoCRM and Zammad', () => {
  it('write parameters in lower case, and take any 2xx', async () => {
    await open()
    expect((await face.post({ body: 'Hello', to: CUSTOMER, from: SMS_FROM })).status).toBe(201)
  })
})

describe('the courier of RapidPro', () => {
  it('stops the contact on 21610', async () => {
    await open()
    await face.writes('STOP')
    const { status, body } = await face.post({ From: WHATSAPP, To: TO, Body: 'Hello' })
    expect([status, body.code]).toEqual([400, 21610])
  })

  it('retries later after a 429', async () => {
    await open({ rateLimit: { perSecond: 0.01, burst: 2 } })
    const form = { MessagingServiceSid: SERVICE, To: CUSTOMER, Body: 'Hello' }
    expect((await face.post(form)).status).toBe(201)
    expect((await face.post(form)).status).toBe(201)
    const { status, headers, body } = await face.post(form)
    expect([status, body.code, body.status]).toEqual([429, 20429, 429])
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

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

describe('an account', () => {
  it('needs its own secret', async () => {
    await open()
    for (const authorization of [
      '',
      'Bearer the-api-key-of-acme-0123456789',
      'Basic',
      'Basic !!!',
      basic(ACCOUNT, ''),
      basic(ACCOUNT, KEY.secret),
      basic(KEY.sid, TOKEN),
      basic(ACCOUNT.toUpperCase(), TOKEN),
      basic('', ''),
    ])
      for (const path of [MESSAGES, '/v1/Content', '/2010-04-01/Nothing.json']) {
        expect(await face.get(path, { authorization })).toMatchObject({
          status: 401,
          body: { code: 20003 },
        })
        // More wrong keys at once would be slowed down.
        await face.advance(2_000)
      }
  })

  it('can’t use our own API, nor the API the account', async () => {
    await open()
    expect((await face.get('/v1/contacts')).status).toBe(401)
    const bearer = { authorization: 'Bearer the-api-key-of-acme-0123456789' }
    expect((await face.get('/v1/senders', bearer)).status).toBe(200)
    expect((await face.get('/v1/Content', bearer)).status).toBe(401)
  })

  it('leaves no text, secret or number in the log', async () => {
    await open()
    await face.post({ From: SMS_FROM, To: CUSTOMER, Body: 'a private matter' })
    await face.get(`${MESSAGES}?To=%2B4915112345678`)
    await face.post({ From: WHATSAPP, To: TO, Body: 'a private matter' })
    const log = face.logged.join('\n')
    expect(log).toContain('/2010-04-01/Accounts/:account/Messages.json')
    for (const secret of ['a private matter', CUSTOMER, '4915112345678', TOKEN])
      expect(log).not.toContain(secret)
  })

  it('can’t read files or text of a contact whose words are withheld', async () => {
    await open({ policy: { flow: 'consent', withholdUnconsented: true } })
    await face.writes('a private matter', {
      NumMedia: '1',
      MediaUrl0: 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1',
      MediaContentType0: 'image/png',
    })
    const { body } = await face.get(`${MESSAGES}?From=${encodeURIComponent(TO)}`)
    expect(body.messages).toMatchObject([{ direction: 'inbound', body: '', num_media: '0' }])
    expect((await face.get(body.messages[0].subresource_uris.media)).status).toBe(404)
  })
})

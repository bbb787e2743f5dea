/** Requests exactly as clients other than Twilio's own send them, and the parts of the answer that each relies on. */

import { describe, expect, it } from 'vitest'
import {
  ACCOUNT,
  basic,
  KEY,
  MESSAGES,
  SERVICE,
  SMS_FROM,
  TO,
} from '../../../../support/crm/twilio-face.ts'
import { CUSTOMER, WHATSAPP } from '../../../../support/world.ts'
import { face, open } from './rig.ts'

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

/** What a client that is used to Twilio would notice: encodings, parameters, pages, numbers, unknown paths. */

import { describe, expect, it } from 'vitest'
import {
  ACCOUNT,
  basic,
  type Face,
  MESSAGES,
  openWithoutAsking,
  SERVICE,
  SMS_FROM,
  TO,
  TOKEN,
  type TwilioBody,
} from '../../../support/crm/twilio-face.ts'
import { CUSTOMER, WHATSAPP } from '../../../support/world.ts'

const SMS = { From: SMS_FROM, To: CUSTOMER, Body: 'Hello' }

let face: Face
const open = async (options: Parameters<typeof openWithoutAsking>[0] = {}) => {
  face = await openWithoutAsking(options)
}

/** The members of an answer that these tests read. */
type Message = { readonly sid: string; readonly body: string }
type Refusal = { readonly code: number; readonly message: string }

/** A body of any encoding, sent as `fetch` encodes it. */
const send = async (body: BodyInit, headers: Record<string, string> = {}) => {
  const authorization = basic(ACCOUNT, TOKEN)
  const init = { method: 'POST', headers: { authorization, ...headers }, body }
  const response = await fetch(`${face.url}${MESSAGES}`, init)
  const answer = (await response.json()) as Message & Refusal
  await face.gateway.pump.drain()
  return { status: response.status, body: answer, headers: response.headers }
}

const multipart = (fields: Record<string, string | Blob>) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return form
}

describe('a body', () => {
  it('may be a multipart form, as `curl -F` and arrays in PHP send it', async () => {
    await open()
    const { status, body } = await send(multipart(SMS))
    expect(status).toBe(201)
    expect(body).toMatchObject({ from: SMS_FROM, to: CUSTOMER, status: 'queued' })
    expect(face.sent).toMatchObject([{ To: CUSTOMER, Body: expect.stringContaining('Hello') }])
  })

  it('may use PHP’s brackets after a list', async () => {
    await open()
    const url = (name: string) => `https://crm.example.com/${name}.png`
    const files = { 'MediaUrl[0]': url('a'), 'MediaUrl[plan]': url('b'), 'MediaUrl[]': url('c') }
    for (const encoded of [
      multipart({ ...SMS, ...files }),
      new URLSearchParams({ ...SMS, ...files }),
    ])
      expect((await send(encoded)).body).toMatchObject({ num_media: '3' })
  })

  it('that is multipart counts as repeated under the same key, despite a new boundary', async () => {
    await open()
    const headers = { 'Idempotency-Key': 'key-1' }
    const first = await send(multipart(SMS), headers)
    const again = await send(multipart(SMS), headers)
    expect(again.status).toBe(201)
    expect(again.body).toEqual(first.body)
    expect(face.sent).toHaveLength(1)
    expect((await send(multipart({ ...SMS, Body: 'Bye' }), headers)).body.code).toBe(990010)
  })

  it('is decoded in the charset it names', async () => {
    await open()
    const type = { 'content-type': 'application/x-www-form-urlencoded; charset=ISO-8859-1' }
    const form = `From=%2B15550001111&To=%2B4915112345678&Body=Gr%FC%DFe+%26+mehr`
    expect((await send(form, type)).body.body).toContain('Grüße & mehr')
  })

  it.each([
    ['JSON', JSON.stringify(SMS), 'application/json', 'Send a form'],
    ['XML', '<Message/>', 'text/xml', 'Send a form'],
    ['half a form', '--x\r\nContent-Dis', 'multipart/form-data; boundary=x', 'not complete'],
    ['a form without a boundary', 'x', 'multipart/form-data', 'not complete'],
    ['Latin-1 without its name', 'To=1&Body=Gr%FC%DFe', 'text/plain', 'not utf-8'],
    [
      'Latin-1 in parts',
      Buffer.from(
        '--x\r\nContent-Disposition: form-data; name="Body"\r\n\r\n\xfc\r\n--x--',
        'latin1',
      ),
      'multipart/form-data; boundary=x',
      'not utf-8',
    ],
    ['an unknown charset', 'To=1', 'application/x-www-form-urlencoded; charset=x-1', 'UTF-8'],
  ])('of %s is refused with a sentence that helps', async (_, body, type, sentence) => {
    await open()
    const refused = await send(body, { 'content-type': type })
    expect(refused).toMatchObject({ status: 400, body: { code: 20001, status: 400 } })
    expect(refused.body.message).toContain(sentence)
  })

  it('with an uploaded file is refused, and the answer asks for a web address', async () => {
    await open()
    const { body } = await send(multipart({ ...SMS, MediaUrl: new Blob(['x']) }))
    expect(body).toMatchObject({ code: 20001, message: expect.stringContaining('web address') })
    expect(face.sent).toHaveLength(0)
  })
})

describe('a parameter that affects the customer’s message or its storage', () => {
  it.each([
    ['PersistentAction', 'geo:52.5,13.4|Office'],
    ['ContentRetention', 'discard'],
    ['ContentRetention', 'forget'],
    ['AddressRetention', 'obfuscate'],
    ['SendAsMms', 'true'],
    ['ShortenUrls', 'true'],
    ['ShortenUrls', 'yes'],
    ['SmartEncoded', 'maybe'],
    ['RiskCheck', 'disable'],
    ['FallbackFrom', '+15550009999'],
    ['ApplicationSid', `AP${'0'.repeat(32)}`],
  ])('is refused, not dropped: %s=%s', async (name, value) => {
    await open()
    const { status, body } = await face.post({ ...SMS, [name]: value })
    expect([status, body.code]).toEqual([400, 20001])
    expect(body.message).toContain(name)
    expect(face.sent).toHaveLength(0)
  })

  it.each([
    'ContentRetention=retain',
    'AddressRetention=retain',
    'SendAsMms=false',
    'SendAsMms=true&MediaUrl=https://crm.example.com/a.png',
    'ShortenUrls=false',
    'RiskCheck=enable',
    `ApplicationSid=AP${'0'.repeat(32)}&StatusCallback=https://crm.example.com/s`,
    'Attempt=1&MaxPrice=0.1&ProvideFeedback=true&ForceDelivery=true&TrafficType=free',
  ])('goes through where it asks for nothing else than happens: %s', async (more) => {
    await open()
    const form = `${new URLSearchParams(SMS)}&${more}`
    expect((await face.post(form)).status).toBe(201)
  })

  it('is applied where possible: SmartEncoded, only for SMS', async () => {
    await open()
    await face.writes('Hi')
    const Body = '“It’s 5…” – ½'
    const sms = await face.post({ ...SMS, Body, SmartEncoded: 'true' })
    expect(sms.body.body).toContain(`"It's 5..." - 1/2`)
    const chat = await face.post({ From: WHATSAPP, To: TO, Body, SmartEncoded: 'true' })
    expect(chat.body.body).toContain(Body)
  })

  it('is refused next to a template, which can’t use it', async () => {
    await open()
    const { contents } = (await face.get('/v1/Content')).body
    const sid = contents.find((one) => /appointment/.test(one.friendly_name))?.sid ?? ''
    const variables = JSON.stringify({ 1: 'Maria', 2: 'Monday', 3: '10' })
    const template = { From: WHATSAPP, To: TO, ContentSid: sid, ContentVariables: variables }
    expect((await face.post(template)).status).toBe(201)
    const more = await face.post({ ...template, MediaUrl: 'https://crm.example.com/a.png' })
    expect(more.body).toMatchObject({ code: 20001, message: expect.stringContaining('MediaUrl') })
  })
})

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

describe('a filter or a page that can’t be read', () => {
  it.each([
    ['DateSent', '2026-11-31'],
    ['DateSent', '2026-02-30T09:00:00Z'],
    ['DateSent>', '2027-02-29'],
    ['DateSent<', '2026-11-24T25:00:00Z'],
    ['DateSent', '2026'],
    ['DateSent', 'Nov 24, 2026'],
    ['DateSent<', '2026-11-24T09:00:00'],
    ['From', 'nobody'],
    ['PageSize', 'many'],
    ['PageSize', '1.5'],
    ['Page', '-1'],
    ['PageToken', 'x'],
  ])('is refused, never an empty or another list: %s=%s', async (name, value) => {
    await open()
    const { status, body } = await face.get(`${MESSAGES}?${new URLSearchParams({ [name]: value })}`)
    expect([status, body.code]).toEqual([400, 20001])
    expect(body.message).toMatch(new RegExp(`^${name} `))
  })

  it('is refused where it is given twice', async () => {
    await open()
    const { body } = await face.get(`${MESSAGES}?DateSent=2026-11-24&DateSent=2026-11-25`)
    expect(body).toMatchObject({ code: 20001, message: 'DateSent is given more than once.' })
  })

  it.each(['2026-11-24', '2026-11-24T09:00:00Z', '2026-11-24T10:00:00+01:00'])(
    'is not %s',
    async (value) => {
      await open()
      await face.post(SMS)
      const { body } = await face.get(`${MESSAGES}?${new URLSearchParams({ DateSent: value })}`)
      expect(body.messages).toHaveLength(1)
    },
  )
})

describe('a filter of numbers, accounts or files', () => {
  const numbers = MESSAGES.replace('Messages', 'IncomingPhoneNumbers')

  it.each([
    ['PhoneNumber=555000', 1],
    ['PhoneNumber=%2B1+(555)+***-1111', 1],
    ['PhoneNumber=555*9', 0],
    ['FriendlyName=Advisory', 1],
    ['FriendlyName=Plants', 0],
    ['Beta=true', 0],
    ['Beta=false', 1],
    ['Origin=hosted', 0],
  ])('finds numbers: %s', async (query, count) => {
    await open()
    expect((await face.get(`${numbers}?${query}`)).body.incoming_phone_numbers).toHaveLength(count)
  })

  it.each([
    ['FriendlyName=Acme+Wealth', 1],
    ['FriendlyName=Zen', 0],
    ['Status=closed', 0],
  ])('finds accounts: %s', async (query, count) => {
    await open()
    const { body } = await face.get(`/2010-04-01/Accounts.json?${query}`)
    expect(body).toMatchObject({ accounts: { length: count } })
  })

  it.each([
    ['Accounts', 'Status=foo', 'Status must be active or suspended or closed.'],
    ['IncomingPhoneNumbers', 'Origin=foo', 'Origin must be twilio or hosted.'],
    ['IncomingPhoneNumbers', 'Beta=yes', 'Beta must be true or false.'],
  ])('is refused for a value that it doesn’t have: %s, %s', async (list, query, message) => {
    await open()
    const path = list === 'Accounts' ? '/2010-04-01/Accounts.json' : numbers
    const { status, body } = await face.get(`${path}?${query}`)
    expect([status, body.code, body.message]).toEqual([400, 20001, message])
  })

  it('is refused where it can’t be read, or isn’t supported', async () => {
    await open()
    const letters = await face.get(`${numbers}?PhoneNumber=CALLME`)
    expect(letters.body).toMatchObject({
      code: 20001,
      message: expect.stringMatching(/^PhoneNumber /),
    })
    const { sid } = (await face.post(SMS)).body
    const path = MESSAGES.replace('.json', `/${sid}/Media.json`)
    const files = await face.get(`${path}?${encodeURIComponent('DateCreated>')}=2026-11-24`)
    expect(files.body).toMatchObject({
      code: 20001,
      message: expect.stringMatching(/^DateCreated /),
    })
  })
})

describe('a page', () => {
  const list = (query: string) => face.get(`${MESSAGES}?${query}`)

  it('names its start and end, and links to its neighbours', async () => {
    await open()
    for (const Body of ['a', 'b', 'c', 'd', 'e']) {
      await face.post({ ...SMS, Body })
      await face.advance(1000)
    }
    const all = (await list('')).body.messages.map(({ sid }: { sid: string }) => sid)
    expect((await list('')).body).toMatchObject({
      start: 0,
      end: 4,
      previous_page_uri: null,
      next_page_uri: null,
    })
    const sids = ({ messages }: TwilioBody) => messages.map(({ sid }) => sid)
    const one = (await list('PageSize=2')).body
    const two = (await face.get(one.next_page_uri)).body
    const three = (await face.get(two.next_page_uri)).body
    expect(one).toMatchObject({ start: 0, end: 1, page: 0, previous_page_uri: null })
    expect(two).toMatchObject({ start: 2, end: 3, page: 1 })
    expect(three).toMatchObject({ start: 4, end: 4, page: 2, next_page_uri: null })
    expect([one, two, three].flatMap(sids)).toEqual(all)
    const back = (await face.get(three.previous_page_uri)).body
    expect(back).toMatchObject({ start: 2, end: 3, page: 1, messages: two.messages })
    const first = (await face.get(back.previous_page_uri)).body
    expect(first).toMatchObject({ start: 0, page: 0, messages: one.messages })
    expect(first.previous_page_uri).toBeNull()
    expect(sids((await face.get(back.next_page_uri)).body)).toEqual(sids(three))
  })

  it('needs its token: a client that only counts up reaches the end', async () => {
    await open()
    await face.post(SMS)
    for (const path of [MESSAGES, MESSAGES.replace('Messages', 'IncomingPhoneNumbers')]) {
      const { status, body } = await face.get(`${path}?Page=1&PageSize=1`)
      expect(status).toBe(200)
      expect(body).toMatchObject({ next_page_uri: null, page: 1 })
      expect(body.messages ?? body.incoming_phone_numbers).toEqual([])
    }
  })

  it('can be paged backwards by the real client', async () => {
    await open()
    for (const Body of ['a', 'b', 'c']) await face.post({ ...SMS, Body })
    const first = await face.client.messages.page({ pageSize: 2 })
    const second = await first.nextPage()
    const again = await second?.previousPage()
    expect(again?.instances.map(({ sid }) => sid)).toEqual(first.instances.map(({ sid }) => sid))
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

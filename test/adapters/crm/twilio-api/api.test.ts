/** The real client of Twilio, pointed at us by its base URL and by nothing else. */

import twilio from 'twilio'
import { describe, expect, it } from 'vitest'
import { sidOf } from '../../../../adapters/crm/twilio-api/sid.ts'
import { createNoteSid, createSids, notingSids } from '../../../../adapters/crm/twilio-api/sids.ts'
import type { Message } from '../../../../src/core/model/message/message.ts'
import type { Store } from '../../../../src/ports/store.ts'
import {
  ACCOUNT,
  type Face,
  KEY,
  openWithoutAsking,
  SERVICE,
  SMS_FROM,
  TO,
  TOKEN,
} from '../../../support/crm/twilio-face.ts'
import { CUSTOMER, WHATSAPP } from '../../../support/world.ts'

const HOUR = 3_600_000

let face: Face
const open = async (options: Parameters<typeof openWithoutAsking>[0] = {}) => {
  face = await openWithoutAsking(options)
  return face.client
}

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error('it was not refused')
    },
    ({ status, code, message, moreInfo }) => ({ status, code, message, moreInfo }),
  )

describe('a message of the real client', () => {
  it('passes the gate and reaches the provider', async () => {
    const client = await open()
    await face.writes('Hi')
    const message = await client.messages.create({
      from: WHATSAPP,
      to: TO,
      body: 'Hello, this is Ana.',
      statusCallback: 'https://crm.example.com/status',
    })
    expect(message).toMatchObject({
      accountSid: ACCOUNT,
      apiVersion: '2010-04-01',
      direction: 'outbound-api',
      from: WHATSAPP,
      to: TO,
      body: expect.stringContaining('Hello, this is Ana.'),
      status: 'queued',
      numMedia: '0',
      numSegments: '1',
      errorCode: null,
      errorMessage: null,
      messagingServiceSid: null,
      dateCreated: new Date(face.now()),
      dateSent: null,
      uri: `/2010-04-01/Accounts/${ACCOUNT}/Messages/${message.sid}.json`,
    })
    expect(message.sid).toMatch(/^SM[0-9a-f]{32}$/)
    await face.gateway.pump.drain()
    expect(face.sent.at(-1)).toMatchObject({ From: WHATSAPP, To: TO })

    await face.status(face.sent.at(-1)?.sid ?? '', 'delivered')
    const delivered = await client.messages(message.sid).fetch()
    expect(delivered).toMatchObject({ sid: message.sid, status: 'delivered' })
    expect(delivered.dateSent).toEqual(new Date(face.now()))
    const stored = await face.gateway.store.message('acme', `msg_${message.sid.slice(2)}`)
    expect(stored).toMatchObject({
      agent: 'crm',
      origin: { connection: 'espo', callback: 'https://crm.example.com/status' },
    })
  })

  it('is sent in the name of its key’s agent, or of the agent in a header', async () => {
    const client = await open()
    const agentOf = async (sid: string) =>
      (await face.gateway.store.message('acme', `msg_${sid.slice(2)}`))?.agent
    const byKey = twilio(KEY.sid, KEY.secret, { accountSid: ACCOUNT })
    byKey.api.baseUrl = face.url
    const sms = { from: SMS_FROM, to: '+4915112345678', body: 'Hello' }
    expect(await agentOf((await byKey.messages.create(sms)).sid)).toBe('robot')
    const to = '+4915112345679'
    expect(await agentOf((await client.messages.create({ ...sms, to })).sid)).toBe('crm')
    const named = await face.post(
      { From: SMS_FROM, To: '+4915112345670', Body: 'Hello' },
      { 'x-postern-agent': 'Ana' },
    )
    expect(await agentOf(named.body.sid)).toBe('Ana')
  })

  it.each(['utf8', 'latin1'] as const)(
    'is sent in the name of José, written in %s',
    async (encoding) => {
      await open()
      const agent = Buffer.from('José', encoding).toString('latin1')
      const form = { From: SMS_FROM, To: CUSTOMER, Body: 'Hello' }
      const { body } = await face.post(form, { 'x-postern-agent': agent })
      const stored = await face.gateway.store.message('acme', `msg_${body.sid.slice(2)}`)
      expect(stored?.agent).toBe('José')
    },
  )

  it.each(['', '\u00a0'])('is refused in the name of %j', async (agent) => {
    await open()
    const form = { From: SMS_FROM, To: CUSTOMER, Body: 'Hello' }
    const { status, body } = await face.post(form, { 'x-postern-agent': agent })
    expect([status, body.code]).toEqual([400, 20001])
    expect(body.message).toContain('X-Postern-Agent')
  })

  it('may name a messaging service, which stands for a line', async () => {
    const client = await open()
    const body = 'Hello'
    const sms = await client.messages.create({ messagingServiceSid: SERVICE, to: CUSTOMER, body })
    expect(sms).toMatchObject({ from: SMS_FROM, messagingServiceSid: SERVICE })
    await face.writes('Hi')
    const chat = await client.messages.create({ from: SERVICE, to: TO, body })
    expect(chat.from).toBe(WHATSAPP)
  })

  it('may be a template with its variables', async () => {
    const client = await open()
    const [content] = (await client.content.v1.contents.list()).filter(
      (one) => one.friendlyName === 'appointment_reminder',
    )
    const message = await client.messages.create({
      from: WHATSAPP,
      to: TO,
      contentSid: content?.sid ?? '',
      contentVariables: JSON.stringify({ 1: 'Maria', 2: 'Monday', 3: '10:00' }),
    })
    expect(message.body).toBe('Hello Maria, your appointment is on Monday at 10:00. See you then.')
    await face.gateway.pump.drain()
    expect(face.sent.at(-1)).toMatchObject({
      ContentSid: expect.stringContaining('appointmentreminder'),
    })
  })

  it('is the template with its SID, although another has the same name and language', async () => {
    const client = await open()
    await face.writes('Hi')
    const templates = face.gateway.providers['acme-twilio']?.templates
    Object.assign(face.gateway.providers['acme-twilio'] ?? {}, {
      templates: async (...given: Parameters<NonNullable<typeof templates>>) => {
        const known = (await templates?.(...given)) ?? []
        const newer = { id: `HX${'f'.repeat(32)}`, approval: 'unsubmitted', body: 'Dear {{1}}' }
        return [...known, { ...known[2], ...newer }]
      },
    })
    await face.advance(10 * 60_000)
    const message = await client.messages.create({
      from: WHATSAPP,
      to: TO,
      contentSid: `HX${'f'.repeat(32)}`,
      contentVariables: JSON.stringify({ 1: 'Maria' }),
    })
    expect(message.body).toBe('Dear Maria')
    await face.gateway.pump.drain()
    expect(face.sent).toContainEqual(expect.objectContaining({ ContentSid: `HX${'f'.repeat(32)}` }))
  })

  it('may carry files, which can be looked up and fetched', async () => {
    const client = await open()
    await face.writes('Hi')
    const url = 'https://crm.example.com/a.png'
    const { sid, numMedia } = await client.messages.create({
      from: WHATSAPP,
      to: TO,
      mediaUrl: [url],
    })
    expect(sid).toMatch(/^MM/)
    expect(numMedia).toBe('1')
    const [file] = await client.messages(sid).media.list()
    expect(file).toMatchObject({ parentSid: sid, accountSid: ACCOUNT })
    const content = await face.get(file?.uri.replace('.json', '') ?? '')
    expect(content.status).toBe(307)
    expect(content.headers.get('location')).toBe(url)
  })
})

describe('a waiting message', () => {
  it('is accepted, leaves after the YES, and keeps its SID', async () => {
    const client = await open({ policy: { flow: 'consent' } })
    const { sid, status } = await client.messages.create({ from: WHATSAPP, to: TO, body: 'Hello' })
    expect(status).toBe('accepted')
    await face.gateway.pump.drain()
    expect(face.sent).toMatchObject([{ To: TO, ContentSid: expect.any(String) }])
    await face.writes('YES')
    expect(face.sent.map(({ Body }) => Body)).toContain('Hello')
    expect(await client.messages(sid).fetch()).toMatchObject({ sid, status: 'queued' })
  })

  it('is refused if configured, although the contact is asked', async () => {
    const client = await open({ policy: { flow: 'consent' }, face: { onHeld: 'refuse' } })
    const message = { from: WHATSAPP, to: TO, body: 'Hello' }
    expect(await failure(client.messages.create(message))).toMatchObject({
      status: 400,
      code: 990003,
      message: expect.stringContaining("hasn't agreed to messages yet"),
    })
    await face.gateway.pump.drain()
    expect(face.sent).toHaveLength(1)
    await face.writes('YES')
    expect(face.sent.map(({ Body }) => Body)).not.toContain('Hello')
    expect((await client.messages.create(message)).status).toBe('queued')
  })

  it('waits for its time, and is judged by the rules then', async () => {
    const client = await open()
    await face.writes('Hi')
    const sendAt = new Date(face.now() + HOUR)
    const schedule = { scheduleType: 'fixed', sendAt, messagingServiceSid: SERVICE } as const
    const { sid, status } = await client.messages.create({ ...schedule, to: TO, body: 'Later' })
    expect(status).toBe('scheduled')
    await face.advance(HOUR)
    expect(face.sent.map(({ Body }) => Body?.endsWith('Later'))).toContain(true)
    expect((await client.messages(sid).fetch()).status).toBe('queued')

    const tomorrow = new Date(face.now() + 30 * HOUR)
    const second = await client.messages.create({
      ...schedule,
      sendAt: tomorrow,
      to: TO,
      body: 'Too late',
    })
    await face.advance(30 * HOUR)
    expect(await client.messages(second.sid).fetch()).toMatchObject({
      status: 'failed',
      errorCode: 63016,
      errorMessage: expect.stringContaining('24 hours'),
    })
  })

  it('can be cancelled until then', async () => {
    const client = await open()
    const sendAt = new Date(face.now() + HOUR)
    const to = CUSTOMER
    const { sid } = await client.messages.create({
      scheduleType: 'fixed',
      sendAt,
      messagingServiceSid: SERVICE,
      to,
      body: 'Later',
    })
    expect(await client.messages(sid).update({ status: 'canceled' })).toMatchObject({
      sid,
      status: 'canceled',
    })
    await face.advance(2 * HOUR)
    expect(face.sent).toEqual([])

    const gone = await client.messages.create({ from: SMS_FROM, to, body: 'Now' })
    await face.gateway.pump.drain()
    expect(await failure(client.messages(gone.sid).update({ status: 'canceled' }))).toMatchObject({
      code: 30409,
      status: 400,
    })
  })

  it('ends with its validity period', async () => {
    const client = await open({ policy: { flow: 'consent' } })
    const { sid } = await client.messages.create({
      from: WHATSAPP,
      to: TO,
      body: 'Hello',
      validityPeriod: 600,
    })
    await face.advance(600_000)
    expect(await client.messages(sid).fetch()).toMatchObject({ status: 'failed', errorCode: 30036 })
    await face.writes('YES')
    expect(face.sent.map(({ Body }) => Body)).not.toContain('Hello')
  })
})

describe('a message’s text', () => {
  it('is deleted by an empty body', async () => {
    const client = await open()
    const { sid } = await client.messages.create({ from: SMS_FROM, to: CUSTOMER, body: 'PIN 1234' })
    await face.gateway.pump.drain()
    expect(await client.messages(sid).update({ body: '' })).toMatchObject({ sid, body: '' })
    expect((await client.messages(sid).fetch()).body).toBe('')
    const seen = await face.call('GET', `/v1/messages/msg_${sid.slice(2)}`)
    expect(seen.body).toMatchObject({ text: '', redacted: 'text' })
  })

  it('stays until the message is sent', async () => {
    const client = await open()
    const sendAt = new Date(face.now() + HOUR)
    const schedule = { scheduleType: 'fixed', sendAt, messagingServiceSid: SERVICE } as const
    const { sid } = await client.messages.create({ ...schedule, to: CUSTOMER, body: 'Later' })
    for (const change of [client.messages(sid).update({ body: '' }), client.messages(sid).remove()])
      expect(await failure(change)).toMatchObject({ status: 400, code: 20009 })
  })

  it('is deleted with the message', async () => {
    const client = await open()
    const { sid } = await client.messages.create({ from: SMS_FROM, to: CUSTOMER, body: 'PIN 1234' })
    await face.gateway.pump.drain()
    expect(await client.messages(sid).remove()).toBe(true)
    expect(await failure(client.messages(sid).fetch())).toMatchObject({ code: 20404, status: 404 })
    expect(await client.messages.list()).toEqual([])
  })
})

describe('the list of messages', () => {
  it('contains both directions and automatic messages, page by page, each under a working SID', async () => {
    const client = await open({ policy: { flow: 'consent' } })
    await face.writes('Hi')
    await face.advance(1000)
    await face.writes('YES')
    for (const body of ['1', '2', '3', '4', '5']) {
      await face.advance(1000)
      await client.messages.create({ from: WHATSAPP, to: TO, body })
    }
    await face.gateway.pump.drain()
    const all = await client.messages.list({ pageSize: 2 })
    expect(all.map(({ direction, body }) => [direction, body.slice(0, 3)])).toEqual([
      ...['5', '4', '3', '2', '1'].map((body) => ['outbound-api', body]),
      ['outbound-reply', expect.anything()],
      ['inbound', 'YES'],
      ['outbound-reply', expect.anything()],
      ['inbound', 'Hi'],
    ])
    expect(new Set(all.map(({ sid }) => sid)).size).toBe(all.length)
    for (const { sid, body } of all)
      expect(await client.messages(sid).fetch()).toMatchObject({ sid, body })
    expect(await client.messages.list({ limit: 3, pageSize: 2 })).toHaveLength(3)
  })

  it('is filtered by sender, recipient and time', async () => {
    const client = await open()
    await face.writes('Hi')
    const from = new Date(face.now())
    await face.advance(24 * HOUR - 1)
    await client.messages.create({ from: SMS_FROM, to: '+4915112345679', body: 'an SMS' })
    const bodies = async (filter: Parameters<typeof client.messages.list>[0]) =>
      (await client.messages.list(filter)).map(({ body }) => body)
    const sms = expect.stringContaining('an SMS')
    expect(await bodies({ from: TO })).toEqual(['Hi'])
    expect(await bodies({ to: TO })).toEqual([])
    expect(await bodies({ to: '+4915112345679' })).toEqual([sms])
    expect(await bodies({ to: '+4915112345670' })).toEqual([])
    expect(await bodies({ from: SMS_FROM })).toEqual([sms])
    expect(await bodies({ to: WHATSAPP })).toEqual(['Hi'])
    expect(await bodies({ dateSentAfter: new Date(from.getTime() + 1000) })).toEqual([sms])
    expect(await bodies({ dateSentBefore: from })).toEqual(['Hi'])
    expect(await bodies({ dateSent: from })).toEqual(['Hi'])
  })

  it('is filtered by a day that the SDK writes as a time, and by a message’s own time', async () => {
    const client = await open()
    await face.advance(123)
    await face.writes('Hi')
    const [message] = await client.messages.list()
    const dateSent = message?.dateSent ?? new Date(0)
    expect(dateSent.getTime()).toBeLessThan(face.now())
    await face.advance(24 * HOUR)
    const found = async (filter: Parameters<typeof client.messages.list>[0]) =>
      (await client.messages.list(filter)).length
    const day = (shift: number) => new Date(Math.floor(+dateSent / 86_400_000 + shift) * 86_400_000)
    expect(await found({ dateSent: day(0) })).toBe(1)
    expect(await found({ dateSent: day(1) })).toBe(0)
    expect(await found({ dateSent })).toBe(1)
    expect(await found({ dateSentBefore: dateSent })).toBe(1)
    expect(await found({ dateSentAfter: dateSent })).toBe(1)
    expect(await found({ dateSentBefore: day(0) })).toBe(0)
  })

  it('does not shift while a client pages through it', async () => {
    const client = await open()
    const send = async (body: string) => {
      await face.advance(1000)
      return client.messages.create({ from: SMS_FROM, to: CUSTOMER, body })
    }
    for (const body of ['1', '2', '3', '4']) await send(body)
    const first = await client.messages.page({ pageSize: 2 })
    await send('5')
    const second = await first.nextPage()
    const seen = [...first.instances, ...(second?.instances ?? [])]
    expect(seen.map(({ body }) => body.slice(-1))).toEqual(['4', '3', '2', '1'])
    expect(second?.nextPageUrl).toBeUndefined()
  })
})

describe('an error in the real client', () => {
  it.each([
    [63016, 'the session is closed', { from: WHATSAPP, to: TO, body: 'Hello' }],
    [21606, 'a sender of somebody else', { from: '+15559999999', to: CUSTOMER, body: 'Hello' }],
    [21211, 'eight national digits', { from: SMS_FROM, to: '55501020', body: 'Hello' }],
    [21211, 'a number that is none', { from: SMS_FROM, to: '12', body: 'Hello' }],
    [21266, 'writing to itself', { from: SMS_FROM, to: SMS_FROM, body: 'Hello' }],
    [21603, 'no sender', { to: CUSTOMER, body: 'Hello' }],
    [21619, 'nothing to say', { from: SMS_FROM, to: CUSTOMER }],
    [21910, 'two channels', { from: SMS_FROM, to: TO, body: 'Hello' }],
    [21620, 'a file without an address', { from: SMS_FROM, to: CUSTOMER, mediaUrl: ['a.png'] }],
    [21609, 'a bad callback', { from: SMS_FROM, to: CUSTOMER, body: 'x', statusCallback: 'no' }],
    [21617, 'a text that is too long', { from: SMS_FROM, to: CUSTOMER, body: 'x'.repeat(1601) }],
    [21701, 'an unknown service', { from: `MG${'1'.repeat(32)}`, to: CUSTOMER, body: 'x' }],
    [21655, 'an unknown template', { from: WHATSAPP, to: TO, contentSid: `HX${'1'.repeat(32)}` }],
  ])('%i: %s', async (code, _, params) => {
    const client = await open()
    expect(await failure(client.messages.create(params))).toEqual({
      status: 400,
      code,
      message: expect.stringMatching(/.{10}/),
      moreInfo: `https://gate.example.com/docs/twilio#${code}`,
    })
    expect(face.sent).toEqual([])
    expect((await face.get('/docs/twilio')).body).toContain(`id="${code}"`)
  })

  it('is 63027 or 21656 for a template', async () => {
    const client = await open()
    const contents = await client.content.v1.contents.list()
    const template = (name: string) => {
      const found = contents.find(({ friendlyName }) => friendlyName === name)
      const contentSid = found?.sid ?? ''
      return failure(client.messages.create({ from: WHATSAPP, to: TO, contentSid }))
    }
    expect(await template('new_terms')).toMatchObject({ code: 63027 })
    expect(await template('appointment_reminder')).toMatchObject({
      code: 21656,
      message: expect.stringContaining('"1" is missing'),
    })
  })

  it('is 21610 after a STOP, and our own number for another agent’s contact', async () => {
    const client = await open()
    await face.writes('Hi')
    const message = { from: WHATSAPP, to: TO, body: 'Hello' }
    await client.messages.create(message)
    const other = { 'x-postern-agent': 'somebody else' }
    const taken = await face.post({ From: WHATSAPP, To: TO, Body: 'Hello' }, other)
    expect(taken.body).toMatchObject({ code: 990002, message: expect.stringContaining(': crm.') })
    await face.writes('STOP')
    expect(await failure(client.messages.create(message))).toMatchObject({
      code: 21610,
      message: expect.stringContaining('opted out'),
    })
  })

  it('is 20404 for missing resources, also for templates', async () => {
    const client = await open()
    const absent = { status: 404, code: 20404, moreInfo: expect.stringMatching(/#20404$/) }
    expect(await failure(client.calls.list())).toMatchObject(absent)
    const [template] = await client.content.v1.contents.list()
    const own = client.content.v1.contents(template?.sid ?? '')
    expect(await failure(own.remove())).toMatchObject(absent)
    const types = { twilioText: { body: 'Hello' } }
    const content = { friendlyName: 'mine', language: 'en', types }
    expect(await failure(client.content.v1.contents.create(content as never))).toMatchObject(absent)
    expect((await face.get('/v1/ContentAndApprovals/x')).body).toMatchObject({ code: 20404 })
  })

  it('is 20003 with a wrong token, without any account data', async () => {
    await open()
    const client = twilio(ACCOUNT, 'a-guess')
    client.api.baseUrl = face.url
    expect(await failure(client.messages.list())).toMatchObject({ status: 401, code: 20003 })
    const other = twilio(ACCOUNT, TOKEN, { accountSid: `AC${'0'.repeat(32)}` })
    other.api.baseUrl = face.url
    expect(await failure(other.messages.list())).toMatchObject({ status: 401, code: 20003 })
  })

  it('is 20404 for paths that don’t exist', async () => {
    const client = await open()
    expect(await failure(client.calls.list())).toEqual({
      status: 404,
      code: 20404,
      message: `The requested resource /2010-04-01/Accounts/${ACCOUNT}/Calls.json was not found`,
      moreInfo: 'https://gate.example.com/docs/twilio#20404',
    })
    expect(await failure(client.messages(`SM${'1'.repeat(32)}`).fetch())).toMatchObject({
      code: 20404,
    })
  })
})

describe('a client’s look-up before a send', () => {
  it('finds the account, its numbers and its templates', async () => {
    const client = await open()
    expect(await client.api.v2010.accounts(ACCOUNT).fetch()).toMatchObject({
      sid: ACCOUNT,
      friendlyName: 'Acme Wealth',
      status: 'active',
    })
    const [number, ...more] = await client.incomingPhoneNumbers.list()
    expect(more).toEqual([])
    expect(number).toMatchObject({
      phoneNumber: SMS_FROM,
      friendlyName: 'Advisory',
      capabilities: { sms: true, voice: false },
    })
    expect(await client.incomingPhoneNumbers(number?.sid ?? '').fetch()).toMatchObject({
      phoneNumber: SMS_FROM,
    })
    const templates = await client.content.v1.contentAndApprovals.list()
    expect(
      templates.map(({ friendlyName, approvalRequests }) => [
        friendlyName,
        approvalRequests.status,
        approvalRequests.category,
      ]),
    ).toEqual([
      ['appointment_reminder', 'approved', 'UTILITY'],
      ['spring_offer', 'approved', 'MARKETING'],
      ['new_terms', 'pending', 'UTILITY'],
    ])
    const { body } = await face.get('/v1/ContentAndApprovals?PageSize=2')
    expect(body.contents).toHaveLength(2)
    expect(body.meta.next_page_url).toBe(
      'https://gate.example.com/v1/ContentAndApprovals?PageSize=2&Page=1',
    )
    const reminder = templates[0]
    expect(reminder?.variables).toEqual({ 1: 'sample', 2: 'sample', 3: 'sample' })
    expect(await client.content.v1.contents(reminder?.sid ?? '').fetch()).toMatchObject({
      friendlyName: 'appointment_reminder',
    })
  })
})

it('keeps the SIDs of Twilio’s own messages', async () => {
  const client = await open()
  await face.writes('Hi', { MessageSid: `SM${'b'.repeat(32)}` })
  expect(await client.messages(`SM${'b'.repeat(32)}`).fetch()).toMatchObject({
    direction: 'inbound',
    status: 'received',
    from: TO,
    to: WHATSAPP,
  })
  const { items } = await face.gateway.store.recentMessages('acme', { limit: 1 })
  expect(items.map(sidOf)).toEqual([`SM${'b'.repeat(32)}`])
})

it('delivers a contact’s files', async () => {
  const picture = async () =>
    new Response('a picture', { headers: { 'content-type': 'image/png' } })
  const client = await open({ elsewhere: picture })
  const sid = `MM${'c'.repeat(32)}`
  await face.writes('Look', {
    MessageSid: sid,
    NumMedia: '1',
    MediaUrl0: `https://api.twilio.com/2010-04-01/Accounts/AC${'1'.padStart(32, '0')}/Messages/MM1/Media/ME1`,
    MediaContentType0: 'image/png',
  })
  const [file] = await client.messages(sid).media.list()
  expect(file).toMatchObject({ parentSid: sid, contentType: 'image/png' })
  const { status, headers, body } = await face.get(file?.uri.replace('.json', '') ?? '')
  expect([status, headers.get('content-type'), body]).toEqual([200, 'image/png', 'a picture'])
  expect((await face.get(`${file?.uri.replace(/ME.*/, '')}ME${'0'.repeat(32)}`)).status).toBe(404)
})

it('finds a message by the SID in the CRM’s webhook, for any provider', async () => {
  const client = await open()
  await face.writes('Hi')
  const { items } = await face.gateway.store.recentMessages('acme', { limit: 1 })
  const message = { ...(items[0] as Message), id: 'meta_wamid.1' }
  const store: Store = {
    ...face.gateway.store,
    message: async (_, id) => (id === message.id ? message : undefined),
  }
  const delivered: string[] = []
  const crm = notingSids(
    {
      receive: async () => ({ inputs: [] }),
      deliver: async ({ effect }) => {
        delivered.push(effect.id)
        return { status: 'accepted', id: effect.id }
      },
      diagnose: async () => [],
    },
    createNoteSid(store, 'espo'),
  )
  const sids = createSids(store, 'espo', store)
  expect(await sids.find('acme', sidOf(message))).toBeUndefined()
  const effect = { kind: 'tell', id: 'e1', type: 'message.received', at: 0, address: TO } as const
  const order = { effect, organisation: 'acme', contact: 'c1', at: 0, attempt: 1, message }
  await crm.deliver(order, face.gateway.http)
  expect(delivered).toEqual(['e1'])
  expect(await sids.find('acme', sidOf(message))).toEqual(message)
  expect(await sids.find('zen', sidOf(message))).toBeUndefined()
  await store.erase('acme', message.contact, face.gateway.clock())
  expect(await sids.find('acme', sidOf(message))).toBeUndefined()
  expect(await failure(client.messages(sidOf(message)).fetch())).toMatchObject({ code: 20404 })
})

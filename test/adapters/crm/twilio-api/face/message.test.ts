/** Messages of the real client of Twilio, pointed at us by its base URL and by nothing else. */

import twilio from 'twilio'
import { describe, expect, it } from 'vitest'
import { ACCOUNT, KEY, SERVICE, SMS_FROM, TO } from '../../../../support/crm/twilio-face.ts'
import { CUSTOMER, WHATSAPP } from '../../../../support/world.ts'
import { face, failure, open } from './rig.ts'

const HOUR = 3_600_000

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

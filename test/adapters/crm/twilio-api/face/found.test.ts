/** What the real client of Twilio finds: messages, files, numbers and templates. */

import { describe, expect, it } from 'vitest'
import { sidOf } from '../../../../../adapters/crm/twilio-api/sid.ts'
import {
  createNoteSid,
  createSids,
  notingSids,
} from '../../../../../adapters/crm/twilio-api/sids.ts'
import type { Message } from '../../../../../src/core/model/message/message.ts'
import type { Store } from '../../../../../src/ports/store.ts'
import { ACCOUNT, SMS_FROM, TO } from '../../../../support/crm/twilio-face.ts'
import { CUSTOMER, WHATSAPP } from '../../../../support/world.ts'
import { face, failure, open } from './rig.ts'

const HOUR = 3_600_000

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

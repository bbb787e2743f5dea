import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Message } from '../../../../src/core/model/message/message.ts'
import { sendOrder } from '../../../support/provider/order.ts'
import {
  ACCOUNT,
  CONTACT,
  NOW,
  resourceOf,
  SENDER,
  startTwilio,
} from '../../../support/provider/twilio.ts'

let server: Awaited<ReturnType<typeof startTwilio>>
beforeAll(async () => {
  server = await startTwilio()
})
beforeEach(() => {
  server.state.messages = []
  server.state.requests = []
  server.state.pageSize = 50
})
afterAll(() => server.close())

const date = (at: number) => new Date(at).toUTCString()

describe('find', () => {
  const MESSAGE: Partial<Message> = {
    at: NOW - 3_600_000,
    status: 'unknown',
    history: [
      { status: 'held', at: NOW - 3_600_000 },
      { status: 'accepted', at: NOW },
      { status: 'unknown', at: NOW + 10_000 },
    ],
    content: { kind: 'text', text: 'See you at 5.' },
    rendered: 'See you at 5.',
  }
  const parties = { sender: SENDER, contact: CONTACT, now: NOW + 60_000 }
  const find = (changes: Partial<Message> = {}, takenIds: readonly string[] = []) =>
    server.provider.find?.(
      { ...sendOrder(parties, { ...MESSAGE, ...changes }), attempt: 2, takenIds },
      server.http,
    )
  const SENT = resourceOf({ sid: 'SM1', body: 'See you at 5.', status: 'delivered' })

  test('searches for this pair without a DateSent, which queued messages don’t have', async () => {
    server.state.messages = [resourceOf({ sid: 'SM1', body: 'See you at 5.', date_sent: null })]
    expect(await find()).toEqual({ status: 'accepted', id: 'SM1', reached: 'queued' })
    const { searchParams } = new URL(server.state.requests[0]?.url ?? '')
    expect(Object.fromEntries(searchParams)).toEqual({
      To: CONTACT,
      From: SENDER,
      PageSize: '1000',
    })
  })

  test('reads every page before it answers absent, and gives up on too many', async () => {
    const others = Array.from({ length: 9 }, (_, i) => resourceOf({ sid: `SM9${i}`, body: 'no' }))
    server.state.pageSize = 2
    server.state.messages = [...others, SENT]
    expect(await find()).toMatchObject({ status: 'accepted', id: 'SM1' })
    server.state.messages = others
    expect(await find()).toEqual({ status: 'absent' })
    server.state.pageSize = 1
    server.state.messages = [...others, ...others]
    expect(await find()).toEqual({ status: 'unknown', code: 'list' })
  })

  test('takes the oldest unclaimed match, and none from before its send time', async () => {
    server.state.messages = [
      { ...SENT, sid: 'SM3', date_created: date(NOW + 5000) },
      { ...SENT, sid: 'SM2', date_created: date(NOW + 2000) },
      { ...SENT, sid: 'SM0', date_created: date(NOW - 60_000) },
    ]
    expect(await find()).toMatchObject({ id: 'SM2' })
    expect(await find({}, ['SM2'])).toMatchObject({ id: 'SM3' })
    expect(await find({}, ['SM2', 'SM3'])).toEqual({ status: 'absent' })
  })

  test('ignores inbound messages and Twilio’s own replies', async () => {
    server.state.messages = [
      { ...SENT, direction: 'outbound-reply' },
      { ...SENT, direction: 'inbound' },
    ]
    expect(await find()).toEqual({ status: 'absent' })
  })

  test('recognises its text behind a trial account’s sentence and after smart encoding', async () => {
    const said = (body: string) => {
      server.state.messages = [{ ...SENT, body }]
    }
    said('Sent from your Twilio trial account - See you at 5.')
    expect(await find()).toMatchObject({ id: 'SM1' })
    said('It’s – “5”')
    expect(await find({ rendered: 'It\'s - "5" ' })).toMatchObject({ id: 'SM1' })
    said('See you at 5. Or 6')
    expect(await find()).toEqual({ status: 'absent' })
    said('👍')
    expect(await find({ rendered: '👎' })).toEqual({ status: 'absent' })
    expect(await find({ rendered: '👍' })).toMatchObject({ id: 'SM1' })
  })

  const TEMPLATE = {
    content: { kind: 'template', name: 'x', variables: { 1: 'Maria' }, templateId: 'HX1' },
    rendered: 'Hello Maria, see you at 5.',
  } as const
  const AMBIGUOUS = { status: 'unknown', code: 'ambiguous' }

  test('recognises a template by its text', async () => {
    server.state.messages = [{ ...SENT, body: TEMPLATE.rendered }]
    expect(await find(TEMPLATE)).toMatchObject({ id: 'SM1' })
  })

  test('doesn’t take another program’s message for a lost template', async () => {
    server.state.messages = [{ ...SENT, body: 'Your code is 1234' }]
    expect(await find(TEMPLATE)).toEqual({ status: 'absent' })
    server.state.messages = [{ ...SENT, body: TEMPLATE.rendered, content_sid: 'HX2' }]
    expect(await find(TEMPLATE)).toEqual({ status: 'absent' })
  })

  test('leaves open whether a template is ours when its text differs or is missing', async () => {
    server.state.messages = [{ ...SENT, body: 'Acme\nHello Maria, we meet at five.' }]
    expect(await find(TEMPLATE)).toEqual(AMBIGUOUS)
    server.state.messages = [{ ...SENT, body: '' }]
    expect(await find(TEMPLATE)).toEqual(AMBIGUOUS)
    expect(await find(TEMPLATE, ['SM1'])).toEqual({ status: 'absent' })
  })

  test('recognises files by number and caption, and leaves open those without a caption', async () => {
    const media = { kind: 'media', media: [{ url: 'https://crm.example.com/1.jpg' }] } as const
    const captioned = { content: media, rendered: 'The plan' }
    server.state.messages = [{ ...SENT, body: 'The plan', num_media: '1' }]
    expect(await find(captioned)).toMatchObject({ id: 'SM1' })
    server.state.messages = [{ ...SENT, body: 'Another plan', num_media: '1' }]
    expect(await find(captioned)).toEqual({ status: 'absent' })
    server.state.messages = [{ ...SENT, body: '', num_media: '1' }]
    expect(await find({ content: media, rendered: '' })).toEqual(AMBIGUOUS)
    server.state.messages = [{ ...SENT, body: '', num_media: '2' }]
    expect(await find({ content: media, rendered: '' })).toEqual({ status: 'absent' })
  })

  test('gives the reason of a failed message, since no callback may come', async () => {
    server.state.messages = [{ ...SENT, status: 'undelivered', error_code: 63016 }]
    expect(await find()).toEqual({
      status: 'accepted',
      id: 'SM1',
      reached: 'failed',
      code: '63016',
      fault: 'session_closed',
    })
    server.state.messages = [{ ...SENT, status: 'undelivered' }]
    expect(await find()).toEqual({ status: 'accepted', id: 'SM1', reached: 'failed' })
  })
})

describe('missed', () => {
  const RECEIVED = resourceOf({
    direction: 'inbound',
    status: 'received',
    from: CONTACT,
    to: SENDER,
    sid: 'SM1',
    date_created: date(NOW - 9000),
    date_sent: date(NOW - 8000),
  })
  const missed = (since: number) => server.provider.missed(SENDER, since, server.http)

  test('reads from the start of the day down to the given time, and returns the oldest first', async () => {
    server.state.pageSize = 1
    server.state.messages = [
      { ...RECEIVED, sid: 'SM3', date_sent: date(NOW - 1000), body: 'c\0' },
      { ...RECEIVED, sid: 'SM2', from: 'rcs:+1555' },
      { ...RECEIVED, body: 'a' },
      { ...RECEIVED, sid: 'SM0', date_sent: date(NOW - 60_000) },
      { ...RECEIVED, sid: 'SM00', date_sent: date(NOW - 70_000) },
    ]
    const inputs = await missed(NOW - 30_000)
    expect(inputs.map(({ id, at, message }) => [id, at, message.text])).toEqual([
      ['tw_SM1', NOW - 8000, 'a'],
      ['tw_SM3', NOW - 1000, 'c'],
    ])
    expect(server.state.requests).toHaveLength(4)
    const { searchParams } = new URL(server.state.requests[0]?.url ?? '')
    expect(searchParams.get('DateSent>')).toBe('2026-11-24')
    expect(searchParams.get('To')).toBe(SENDER)
  })

  test('keeps the order of messages within one second, the precision of Twilio’s dates', async () => {
    const newestFirst = ['SM3', 'SM2', 'SM1']
    server.state.messages = newestFirst.map((sid) => ({ ...RECEIVED, sid }))
    const inputs = await missed(NOW - 30_000)
    expect(inputs.map(({ providerId }) => providerId)).toEqual(['SM1', 'SM2', 'SM3'])
  })

  test('returns a message’s files under the webhook’s addresses', async () => {
    server.state.messages = [{ ...RECEIVED, sid: 'MM1', body: '', num_media: '1' }]
    const uri = `/2010-04-01/Accounts/${ACCOUNT.accountSid}/Messages/MM1/Media/ME1`
    server.state.media = [
      { sid: 'ME1', parent_sid: 'MM1', content_type: 'image/png', uri: `${uri}.json` },
    ]
    const [input] = await missed(NOW - 30_000)
    expect(input?.message).toEqual({
      form: 'message',
      type: 'media',
      media: [{ url: `https://api.twilio.com${uri}`, contentType: 'image/png' }],
    })
  })

  test('throws when it can’t be complete', async () => {
    server.state.pageSize = 1
    server.state.messages = Array.from({ length: 51 }, (_, i) => ({ ...RECEIVED, sid: `SM${i}` }))
    await expect(missed(NOW - 30_000)).rejects.toThrow('too many pages')
  })
})

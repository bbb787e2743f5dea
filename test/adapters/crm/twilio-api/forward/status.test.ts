import { describe, expect, test } from 'vitest'
import { sidOf } from '../../../../../adapters/crm/twilio-api/sid.ts'
import type { Message, Tell } from '../../../../../src/core/model/message/message.ts'
import type { Order } from '../../../../../src/ports/side.ts'
import { ACCOUNT_SID } from '../../../../support/crm/twilio-harness.ts'
import {
  BUSINESS,
  deliver,
  formOf,
  harness,
  inbound,
  MARIA,
  openCrm,
  orderOf,
  outbound,
  SERVICE,
  useHarness,
} from './rig.ts'

useHarness()

describe('a status', () => {
  const status = (word: string, more: Partial<Message> = {}) =>
    orderOf(outbound({ status: word as Message['status'], ...more }), { detail: { status: word } })

  test('is posted to the callback of its own message, as Twilio does', async () => {
    const order = status('delivered')
    const { arrived } = await deliver(order)
    expect(arrived).toHaveLength(1)
    expect(arrived[0]?.path).toBe('/status?id=7&q=%27a%20b%27')
    const sid = sidOf(order.message as Message)
    expect(arrived[0]?.form).toEqual({
      ApiVersion: '2010-04-01',
      AccountSid: ACCOUNT_SID,
      MessageSid: sid,
      SmsSid: sid,
      MessageStatus: 'delivered',
      SmsStatus: 'delivered',
      From: BUSINESS,
      To: MARIA,
      ChannelPrefix: 'whatsapp',
      ChannelToAddress: '+15550102030',
    })
  })

  test('names the messaging service that the message was sent by', async () => {
    const origin = { ...outbound().origin, connection: 'acme-crm', service: SERVICE }
    expect(await formOf(status('read', { origin }))).toMatchObject({ MessagingServiceSid: SERVICE })
  })

  test('of a message that failed has the code and the agent’s sentence', async () => {
    const verdict = {
      status: 'refused',
      reason: 'session_closed',
      sentence: 'The window has closed.',
      remedies: [],
    } as const
    expect(await formOf(status('failed', { verdict, history: [] }))).toMatchObject({
      MessageStatus: 'failed',
      SmsStatus: 'failed',
      ErrorCode: '63016',
      ErrorMessage: 'The window has closed.',
    })
    expect(await formOf(status('expired'))).toMatchObject({
      MessageStatus: 'failed',
      ErrorCode: '30036',
    })
  })

  test('shows the state at that time: no code for a message that failed later', async () => {
    const order = orderOf(outbound({ status: 'failed', code: '63024' }), {
      type: 'message.sent',
      detail: { status: 'sent' },
    })
    const form = await formOf(order)
    expect(form).toMatchObject({ MessageStatus: 'sent' })
    expect(form).not.toHaveProperty('ErrorCode')
  })

  test('uses Twilio’s words; the first status is in the answer to the request', async () => {
    const words: [Order<Tell>, string | undefined][] = [
      [orderOf(outbound(), { type: 'message.released' }), 'queued'],
      [orderOf(outbound(), { type: 'message.sent', detail: { status: 'sent' } }), 'sent'],
      [orderOf(outbound(), { type: 'message.sent', detail: { status: 'queued' } }), undefined],
      // Its `message.status` says `delivered`.
      [orderOf(outbound(), { type: 'message.sent', detail: { status: 'delivered' } }), 'sent'],
      [orderOf(outbound(), { type: 'message.held' }), undefined],
      [status('unknown'), undefined],
      [status('read'), 'read'],
      [status('cancelled'), 'canceled'],
    ]
    for (const [order, word] of words) {
      expect((await formOf(order))?.MessageStatus).toBe(word)
      expect(harness.crm.ignores?.(order)).toBe(word === undefined)
    }
  })

  test('is posted only to the CRM that sent the message, and only on request', async () => {
    const origins = [
      { connection: 'other-crm', callback: `${harness.origin}/status` },
      { connection: 'acme-crm' },
      { connection: 'acme-crm', callback: 'ftp://crm.example.com/status' },
    ]
    for (const origin of origins) {
      const order = status('delivered', { origin })
      expect(await deliver(order)).toMatchObject({ outcome: { status: 'accepted' }, arrived: [] })
      expect(harness.crm.ignores?.(order)).toBe(true)
    }
    const { origin: _, ...automatic } = outbound({ automatic: 'opt_in_request' })
    expect((await deliver(orderOf(automatic, { detail: { status: 'read' } }))).arrived).toEqual([])
  })

  test('that can’t be delivered is given up early, so that it delays nothing', async () => {
    const answers = async (code: number, attempt: number) => {
      harness.answer((response) => response.writeHead(code).end())
      return harness.crm.deliver({ ...status('delivered'), attempt }, harness.http)
    }
    for (const code of [301, 400, 403, 404, 410])
      expect(await answers(code, 1)).toMatchObject({ status: 'rejected' })
    for (const code of [408, 429, 500, 503]) {
      expect(await answers(code, 3)).toEqual({ status: 'retry', code: `http_${code}` })
      expect(await answers(code, 4)).toEqual({ status: 'rejected', code: `http_${code}` })
    }
  })

  test('at another host than the CRM’s has one attempt, as at Twilio', async () => {
    const callback = 'http://127.0.0.1:1/status'
    const order = status('delivered', { origin: { connection: 'acme-crm', callback } })
    expect(await harness.crm.deliver(order, harness.http)).toEqual({
      status: 'rejected',
      code: 'connect',
    })
    const crm = openCrm({ inboundUrl: undefined })
    expect(await crm.deliver(order, harness.http)).toEqual({ status: 'retry', code: 'connect' })
  })

  test('is not posted to a private address unless allowed', async () => {
    const crm = openCrm({ allowPrivate: false })
    const before = harness.arrived.length
    expect(await crm.deliver(status('delivered'), harness.http)).toEqual({
      status: 'rejected',
      code: 'forbidden_address',
    })
    expect(harness.arrived).toHaveLength(before)
  })

  test('ignores the response', async () => {
    harness.replies(['boo'])
    expect((await deliver(status('delivered'))).outcome).not.toHaveProperty('answer')
  })
})

test('other events are not posted', async () => {
  for (const type of ['consent.granted', 'contact.taken', 'session.closed'] as const) {
    const order = orderOf(inbound(), { type })
    expect(await deliver(order)).toMatchObject({ outcome: { status: 'accepted' }, arrived: [] })
    expect(harness.crm.ignores?.(order)).toBe(true)
  }
})

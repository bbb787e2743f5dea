import { Webhook as Verifier } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import type { Message, Tell } from '../../../../src/core/model/message/message.ts'
import type { Order } from '../../../../src/ports/side.ts'
import { SECRET } from '../../../support/crm/webhook-harness.ts'
import { FORMER, harness, NOW, useCrm } from './rig.ts'

useCrm()

const MESSAGE: Message = {
  id: 'msg_1',
  contact: 'c_1',
  direction: 'inbound',
  at: NOW - 1_000,
  line: 'advisory',
  sender: 'whatsapp:+15550001111',
  address: 'whatsapp:+15550102030',
  status: 'received',
  history: [{ status: 'received', at: NOW - 1_000 }],
  received: {
    form: 'message',
    type: 'image',
    text: 'look',
    media: [{ url: 'https://api.twilio.com/secret/place', contentType: 'image/jpeg' }],
    profileName: 'Maria',
  },
}

const orderOf = (effect: Partial<Tell> = {}, at = NOW): Order<Tell> => ({
  effect: {
    kind: 'tell',
    id: 'SM1:1',
    type: 'message.received',
    at: NOW - 1_000,
    line: 'advisory',
    sender: 'whatsapp:+15550001111',
    address: 'whatsapp:+15550102030',
    message: 'msg_1',
    ...effect,
  },
  organisation: 'acme',
  contact: 'c_1',
  at,
  attempt: 1,
  message: MESSAGE,
})

describe('an event', () => {
  const deliver = async (order: Order<Tell>) => {
    await harness.crm.deliver(order, harness.http)
    const { headers, body } = harness.arrived.at(-1) ?? { headers: {}, body: '' }
    return { headers, body, event: JSON.parse(body) }
  }

  test('has all its data, and links to files on our own host', async () => {
    const { event, body } = await deliver(orderOf())
    expect(event).toEqual({
      type: 'message.received',
      timestamp: '2026-11-24T08:59:59.000Z',
      data: {
        organisation: 'acme',
        line: 'advisory',
        sender: 'whatsapp:+15550001111',
        contact: { id: 'c_1', address: 'whatsapp:+15550102030' },
        message: {
          id: 'msg_1',
          direction: 'inbound',
          from: 'whatsapp:+15550102030',
          to: 'whatsapp:+15550001111',
          line: 'advisory',
          sender: 'whatsapp:+15550001111',
          contact: 'c_1',
          address: 'whatsapp:+15550102030',
          status: 'received',
          at: '2026-11-24T08:59:59.000Z',
          type: 'image',
          text: 'look',
          media: [
            {
              url: `https://gate.example.com/media/acme-msg_1-0-${NOW}`,
              contentType: 'image/jpeg',
              filename: 'image-1.jpg',
            },
          ],
          profileName: 'Maria',
          history: [{ status: 'received', at: '2026-11-24T08:59:59.000Z' }],
        },
      },
    })
    expect(body).not.toContain('api.twilio.com')
  })

  test('shows the state at its time, with times in ISO 8601', async () => {
    const detail = { closedAt: NOW, owner: 'ana', history: [{ at: 0, count: 3 }] }
    const { event } = await deliver(orderOf({ type: 'session.closed', detail }))
    expect(event.data).toMatchObject({
      closedAt: '2026-11-24T09:00:00.000Z',
      owner: 'ana',
      history: [{ at: '1970-01-01T00:00:00.000Z', count: 3 }],
    })
  })

  test('leaves out the contact’s text while it is withheld', async () => {
    const { event, body } = await deliver(orderOf({ detail: { withheld: true } }))
    expect(event.data.message).toMatchObject({ id: 'msg_1', withheld: true })
    for (const word of ['look', 'Maria', 'media']) expect(body).not.toContain(word)
  })

  test('is signed with both secrets during a rotation', async () => {
    const { headers, body } = await deliver(orderOf({}, Date.now()))
    const given = headers as Record<string, string>
    expect(given['webhook-signature']?.split(' ')).toHaveLength(2)
    expect(new Verifier(SECRET).verify(body, given)).toEqual(JSON.parse(body))
    const former = new Verifier(FORMER)
    expect(former.verify(body, given)).toEqual(JSON.parse(body))
  })

  test('contains the time of the attempt besides its own', async () => {
    const { headers } = await deliver(orderOf({}, NOW + 3_600_000))
    expect(headers).toMatchObject({
      'webhook-id': 'SM1:1',
      'webhook-timestamp': String(NOW / 1000 + 3_600),
      'content-type': 'application/json',
      'user-agent': 'postern',
    })
  })
})

describe('the CRM’s answer', () => {
  const outcome = async (status: number, headers: Record<string, string> = {}) => {
    harness.answer((response) => response.writeHead(status, headers).end())
    return harness.crm.deliver(orderOf(), harness.http)
  }

  test('any 2xx is accepted', async () => {
    for (const status of [200, 201, 202, 204])
      expect(await outcome(status)).toEqual({ status: 'accepted', id: 'SM1:1' })
  })

  test('no answer but 410 ever loses an event', async () => {
    expect(await outcome(410)).toEqual({ status: 'rejected', code: 'gone' })
    for (const status of [400, 401, 403, 404, 413, 422, 429, 500, 501, 503])
      expect(await outcome(status)).toEqual({ status: 'retry', code: `http_${status}` })
    for (const status of [301, 302, 307, 308])
      expect(await outcome(status)).toEqual({ status: 'retry', code: 'redirect' })
  })

  test.each([
    ['120', 120_000],
    [new Date(NOW + 90_000).toUTCString(), 90_000],
    [new Date(NOW - 90_000).toUTCString(), undefined],
    ['soon', undefined],
    ['', undefined],
  ])('Retry-After: %s waits %s ms', async (text, afterMs) => {
    expect(await outcome(503, { 'retry-after': text })).toEqual({
      status: 'retry',
      code: 'http_503',
      ...(afterMs !== undefined && { afterMs }),
    })
  })
})

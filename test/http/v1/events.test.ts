/** The events since a time, and messages for later. */

import { expect, test } from 'vitest'
import { ACME, createRig, MARIA, type Rig, ZEN } from '../../support/gateway.ts'

const DAY = 86_400_000
const hello = { from: ACME.whatsapp, to: MARIA, agent: 'ana', text: 'Hello' }

const eventsSince = async (rig: Rig, after: string, limit = 50) => {
  const events: { id: string; type: string; data: { message?: { text?: string } } }[] = []
  let next: string | undefined
  let until = ''
  do {
    const more = next ? `&cursor=${next}` : ''
    const { status, body } = await rig.call(
      'GET',
      `/v1/events?after=${after}&limit=${limit}${more}`,
    )
    expect(status).toBe(200)
    events.push(...body.events)
    next = body.next
    until = body.until
  } while (next)
  return { events, until }
}

test('a restored CRM reads its events in order, with the same ids', async () => {
  const posted: string[] = []
  const rig = createRig()
  const crm = rig.gateway.crms['acme-crm']
  const { deliver } = crm as NonNullable<typeof crm>
  Object.assign(crm as object, {
    deliver: (order: Parameters<typeof deliver>[0], http: Parameters<typeof deliver>[1]) => {
      posted.push(order.effect.id)
      return deliver(order, http)
    },
  })
  await rig.call('POST', '/v1/messages', hello)
  await rig.advance(1_000)
  await rig.writes(MARIA, ACME.whatsapp, 'YES')
  await rig.advance(1_000)
  await rig.writes(MARIA, ACME.whatsapp, 'What a surprise')
  await rig.advance(10_000)
  const { events, until } = await eventsSince(rig, '2026-11-24T09:00:00.000Z', 1)
  expect(events.map(({ id }) => id)).toEqual(posted)
  expect(events.map(({ type }) => type)).toEqual(rig.events)
  expect(events.at(-1)?.data.message?.text).toBe('What a surprise')
  expect((await eventsSince(rig, until)).events).toEqual([])
  await rig.writes(MARIA, ACME.whatsapp, 'And more')
  expect((await eventsSince(rig, until)).events).toEqual([])
  await rig.advance(10_000)
  expect((await eventsSince(rig, until)).events.map(({ type }) => type)).toEqual([
    'message.received',
  ])
  const zen = await rig.call('GET', `/v1/events?after=${until}`, undefined, {
    Authorization: `Bearer ${ZEN.key}`,
  })
  expect(zen.body.events).toEqual([])
})

test('a time more than seven days ago, or none, is refused with the field’s name', async () => {
  const rig = createRig()
  await rig.advance(8 * DAY)
  for (const query of ['after=2026-11-24T09:00:00.000Z', '', 'after=yesterday']) {
    const { status, body } = await rig.call('GET', `/v1/events?${query}`)
    expect(status).toBe(422)
    expect(body.errors[0].field).toBe('after')
  }
})

test('a message with sendAt waits until then, and is judged again', async () => {
  const rig = createRig()
  await rig.call('POST', '/v1/messages', hello)
  await rig.writes(MARIA, ACME.whatsapp, 'YES')
  const sent = rig.sent.length
  const later = async (text: string) =>
    (await rig.call('POST', '/v1/messages', { ...hello, text, sendAt: '2026-11-24T12:00:00Z' }))
      .body
  const first = await later('At noon')
  expect(first).toMatchObject({
    status: 'held',
    reason: 'scheduled',
    until: '2026-11-24T12:00:00.000Z',
  })
  const second = await later('Not at all')
  expect((await rig.call('POST', `/v1/messages/${second.id}/cancel`)).body.status).toBe('cancelled')
  await rig.advance(3 * 3_600_000 - 1)
  expect(rig.sent).toHaveLength(sent)
  await rig.advance(1)
  expect(rig.sent.slice(sent).map(({ message }) => message?.rendered)).toEqual(['At noon'])
  const { body } = await rig.call('POST', '/v1/messages', {
    ...hello,
    sendAt: '2026-11-24T13:00:00Z',
  })
  await rig.writes(MARIA, ACME.whatsapp, 'STOP')
  await rig.advance(3_600_000)
  expect((await rig.call('GET', `/v1/messages/${body.id}`)).body.status).toBe('failed')
  expect(rig.sent.filter(({ message }) => message?.id === body.id)).toEqual([])
})

test.each(['2026-11-24T08:59:59Z', '2027-01-24T09:00:00Z', 'tomorrow'])(
  'a message for %s is refused with the field’s name',
  async (sendAt) => {
    const { status, body } = await createRig().call('POST', '/v1/messages', { ...hello, sendAt })
    expect(status).toBe(422)
    expect(body.errors[0].field).toBe('sendAt')
  },
)

import { expect, test } from 'vitest'
import type { Inbound } from '../../../src/core/model/message/message.ts'
import { BusyError } from '../../../src/ports/errors.ts'
import type { Store } from '../../../src/ports/store.ts'
import { ACME, createRig, MARIA } from '../../support/gateway.ts'

const NUMBER = 'whatsapp:+15557654321'
const SCOPED_ID = 'whatsapp:US.a1b2c3'

const inbound = (id: string, more: Partial<Inbound> = {}): Inbound => ({
  kind: 'inbound',
  id,
  at: 1_800_000_000_000,
  sender: ACME.whatsapp as Inbound['sender'],
  from: NUMBER,
  aliases: [],
  providerId: id,
  message: { form: 'message', type: 'text', text: 'Hello', media: [] },
  ...more,
})

test('an address from a failed commit doesn’t enter the next one', async () => {
  let isBusy = false
  const wrap = (store: Store): Store => ({
    ...store,
    commit: (change) => (isBusy ? Promise.reject(new BusyError()) : store.commit(change)),
  })
  const { gateway } = createRig({ wrap })
  await gateway.handle('acme', inbound('in-1'))
  // A process that has just started knows nobody yet.
  const { handle, store } = createRig({ wrap: () => wrap(gateway.store) }).gateway
  isBusy = true
  await expect(handle('acme', inbound('in-2', { aliases: [SCOPED_ID] }))).rejects.toThrow(BusyError)
  isBusy = false
  await handle('acme', inbound('in-3'))
  const loaded = await store.load({ organisation: 'acme', addresses: [NUMBER] })
  expect(loaded?.contact.addresses).toEqual([NUMBER])
})

test('concurrent messages of one contact are decided one after another, and none is lost', async () => {
  let attempts = 0
  const wrap = (store: Store): Store => ({
    ...store,
    commit: async (change) => {
      attempts += 1
      return store.commit(change)
    },
  })
  const rig = createRig({ wrap })
  const many = Array.from({ length: 300 }, (_, i) => `Message ${i}`)
  await Promise.all(many.map((text) => rig.writes(MARIA, ACME.whatsapp, text)))
  await rig.gateway.pump.drain()
  expect(rig.events.filter((type) => type === 'message.received')).toHaveLength(300)
  expect(attempts).toBeLessThan(1.5 * many.length)
})

test('statuses that come at once are decided one after another, from memory', async () => {
  const loads: string[] = []
  const commits: string[] = []
  const wrap = (store: Store): Store => ({
    ...store,
    load: (key) => {
      if ('message' in key || 'providerId' in key) loads.push(JSON.stringify(key))
      return store.load(key)
    },
    commit: async (change) => {
      const committed = await store.commit(change)
      commits.push(committed.status)
      return committed
    },
  })
  const { gateway } = createRig({ wrap, policy: { flow: 'disclaimer' } })
  const sender = ACME.whatsapp as Inbound['sender']
  const at = 1_800_000_000_000
  await gateway.handle('acme', inbound('in-1'))
  await gateway.handle('acme', {
    kind: 'outbound',
    id: 'msg-1',
    at,
    sender,
    to: NUMBER,
    agent: 'ana',
    content: { kind: 'text', text: 'Hello' },
  })
  await gateway.pump.drain()
  const report = (status: 'sent' | 'delivered' | 'read', names: object) =>
    gateway.handle('acme', { kind: 'receipt', id: status, at, sender, status, ...names })
  const before = commits.length
  await Promise.all([
    report('sent', { message: 'msg-1' }),
    report('delivered', { providerId: 'P-msg-1' }),
    report('read', { message: 'msg-1' }),
  ])
  expect(commits.slice(before)).toEqual(['committed', 'committed', 'committed'])
  expect(loads).toEqual([])
  const stored = await gateway.store.message('acme', 'msg-1')
  const statuses = stored?.history.map(({ status }) => status)
  expect(statuses).toEqual(['accepted', 'queued', 'sent', 'delivered', 'read'])
  expect(await gateway.store.verify('acme', stored?.contact ?? '')).toEqual({ ok: true })
})

test('a message that another process changed is read anew', async () => {
  const { gateway } = createRig({ policy: { flow: 'disclaimer' } })
  const other = createRig({ wrap: () => gateway.store, policy: { flow: 'disclaimer' } }).gateway
  const sender = ACME.whatsapp as Inbound['sender']
  const at = 1_800_000_000_000
  await gateway.handle('acme', inbound('in-1'))
  const content = { kind: 'text', text: 'Hello' } as const
  const send = { kind: 'outbound', id: 'msg-1', at, sender, to: NUMBER, agent: 'ana' } as const
  await gateway.handle('acme', { ...send, content })
  await gateway.pump.drain()
  for (const [i, status] of (['sent', 'delivered', 'read'] as const).entries()) {
    const { handle } = i % 2 === 0 ? other : gateway
    await handle('acme', { kind: 'receipt', id: status, at, sender, status, message: 'msg-1' })
  }
  const statuses = (await gateway.store.message('acme', 'msg-1'))?.history.map((h) => h.status)
  expect(statuses).toEqual(['accepted', 'queued', 'sent', 'delivered', 'read'])
})

test('a contact with too many concurrent inputs is busy, without an error in the log', async () => {
  const wrap = (store: Store): Store => ({ ...store, commit: async () => ({ status: 'conflict' }) })
  const rig = createRig({ wrap })
  const send = { from: ACME.whatsapp, to: MARIA, agent: 'ana', text: 'Hello' }
  const { status, headers, body } = await rig.call('POST', '/v1/messages', send)
  expect([status, headers.get('retry-after'), body.reason]).toEqual([503, '1', 'busy'])
  expect(rig.log.join()).not.toContain('request_failed')
})

const HOUR = 3_600_000
const NIGHTS = { flow: 'disclaimer', quietHours: { enabled: true, applyTo: 'all' } }
const SMS_NUMBER = 'sms:+4915112345678'
const CONTENT = {
  sms: { text: 'Hello' },
  whatsapp: { template: { name: 'reminder', variables: { 1: 'Maria', 2: 'Monday' } } },
}

/** What waits for the morning, sender by sender, and a gateway that starts without the SMS sender. */
const withoutSms = async (order: readonly ('sms' | 'whatsapp')[]) => {
  const before = createRig({ policy: NIGHTS })
  await before.advance(13 * HOUR)
  const waiting: Record<string, string> = {}
  for (const channel of order) {
    const to = channel === 'sms' ? SMS_NUMBER : MARIA
    const send = { from: ACME[channel], to, agent: 'ana', ...CONTENT[channel] }
    const { body } = await before.call('POST', '/v1/messages', send)
    expect(body).toMatchObject({ status: 'held', reason: 'quiet_hours' })
    waiting[channel] = body.id
  }
  const { store } = before.gateway
  const after = createRig({ policy: NIGHTS, without: ACME.sms, wrap: () => store })
  await after.advance(13 * HOUR)
  const statusOf = async (channel: string) =>
    (await store.message('acme', waiting[channel] ?? ''))?.status
  return { after, waiting, statusOf }
}

for (const order of [['sms', 'whatsapp'] as const, ['whatsapp', 'sms'] as const])
  test(`messages waiting behind one of a removed sender are sent on time, ${order[0]} first`, async () => {
    const { after, waiting, statusOf } = await withoutSms(order)
    await after.advance(11 * HOUR)
    expect(after.sent.map(({ effect }) => effect)).toMatchObject([{ message: waiting.whatsapp }])
    const looks = () => after.gateway.metrics.read('postern_inputs_total')
    const before = looks()
    await after.advance(HOUR)
    expect(looks()).toEqual(before)
    expect(await statusOf('sms')).toBe('held')
    await after.advance(80 * HOUR)
    expect(await statusOf('sms')).toBe('expired')
    await after.writes(MARIA, ACME.whatsapp, 'Hello')
    await after.advance(25 * HOUR)
    expect(after.events).toContain('session.closed')
  })

test('a held message of a removed sender can be withdrawn', async () => {
  const { after, waiting, statusOf } = await withoutSms(['sms'])
  const { status } = await after.call('POST', `/v1/messages/${waiting.sms}/cancel`)
  expect(status).toBe(200)
  expect(await statusOf('sms')).toBe('cancelled')
})

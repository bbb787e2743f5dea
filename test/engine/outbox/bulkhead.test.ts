/** One destination must not slow another: shares, turns, breakers of providers and CRMs. */

import { expect, test } from 'vitest'
import type { Address } from '../../../src/core/model/address.ts'
import { createPump } from '../../../src/engine/outbox/pump.ts'
import type { Outcome } from '../../../src/ports/side.ts'
import type { Task } from '../../../src/ports/store/outbox.ts'
import { ACME, createRig, type Rig, ZEN } from '../../support/gateway.ts'

const POLICY = { flow: 'disclaimer' }
const contact = (n: number): Address => `whatsapp:+4915112${String(n).padStart(6, '0')}`
const MINUTE = 60_000

/** A contact writes to Acme or to Zen, and only the pump under test does what follows. */
const writes = (rig: Rig, sender: string, n: number) =>
  rig.gateway.handle(sender === ZEN.whatsapp ? 'zen' : 'acme', {
    kind: 'inbound',
    id: `in-${sender}-${n}`,
    at: rig.now(),
    sender: sender as Address,
    from: contact(n),
    aliases: [],
    providerId: `P-${sender}-${n}`,
    message: { form: 'message', type: 'text', text: 'Hello', media: [] },
  })

/** A rig whose Acme CRM behaves as `behave` says, and which records deliveries. */
const withCrm = async (behave: (n: number) => Promise<Outcome>, atOnce?: number) => {
  const claimed: Task[] = []
  const rig = createRig({
    wrap: (store) => ({
      ...store,
      claim: async (...given) => {
        const tasks = await store.claim(...given)
        claimed.push(...tasks)
        return tasks
      },
    }),
  })
  await rig.gateway.pump.stop()
  const { gateway } = rig
  const delivered: string[] = []
  const crms = gateway.crms as Record<string, (typeof gateway.crms)[string]>
  for (const name of ['acme-crm', 'zen-crm']) {
    const real = crms[name]
    if (!real) throw new Error(name)
    let attempts = 0
    crms[name] = {
      ...real,
      deliver: async (order, http) => {
        const outcome =
          name === 'acme-crm' ? await behave(attempts++) : await real.deliver(order, http)
        if (outcome.status === 'accepted') delivered.push(`${name} ${order.effect.type}`)
        return outcome
      },
    }
  }
  const options = atOnce === undefined ? {} : { atOnce }
  const pump = createPump(gateway, gateway.policies, gateway.handle, options)
  return {
    rig,
    pump,
    delivered,
    claimed,
    attemptsAt: () => claimed.filter(isOf('acme-crm')).length,
  }
}
const isOf = (name: string) => (task: Task) => task.connection === name
const hanging = () => {
  const { promise, resolve } = Promise.withResolvers<Outcome>()
  return { hang: () => promise, end: () => resolve({ status: 'unknown', code: 'http_timeout' }) }
}

test('a hanging CRM uses its share, the rest waits without a lease, and other CRMs get their events', async () => {
  const { hang, end } = hanging()
  const { rig, pump, delivered, attemptsAt } = await withCrm(hang)
  for (let n = 0; n < 100; n++) await writes(rig, ACME.whatsapp, n)
  const draining = pump.drain()
  await expect.poll(attemptsAt).toBe(64)
  await writes(rig, ZEN.whatsapp, 1)
  pump.nudge()
  await expect.poll(() => delivered).toContain('zen-crm message.received')
  expect(attemptsAt()).toBe(64)
  const { store } = rig.gateway
  // What is beyond the share is still there for another process.
  const left = await store.claim(rig.now(), { limit: 500, leaseMs: 1, connection: 'acme-crm' })
  expect(left.filter(({ attempt }) => attempt === 1)).toHaveLength(36)
  end()
  await draining
})

test('while others use all free attempts, a connection still gets its reserved ones', async () => {
  const { hang, end } = hanging()
  const { rig, pump, delivered, attemptsAt } = await withCrm(hang, 32)
  for (let n = 0; n < 100; n++) await writes(rig, ACME.whatsapp, n)
  const draining = pump.drain()
  await expect.poll(attemptsAt).toBe(32)
  await writes(rig, ZEN.whatsapp, 1)
  pump.nudge()
  await expect.poll(() => delivered).toContain('zen-crm message.received')
  end()
  await draining
})

test('connections take turns: one backlog doesn’t run before the others', async () => {
  const { rig, pump, claimed } = await withCrm(async () => ({ status: 'accepted', id: 'ok' }), 8)
  for (let n = 0; n < 50; n++) await writes(rig, ACME.whatsapp, n)
  await writes(rig, ZEN.whatsapp, 1)
  await pump.drain()
  const place = claimed.findIndex(isOf('zen-crm'))
  expect(place).toBeLessThan(8)
})

test('events for a hanging CRM wait for the next probe, and then run in order', async () => {
  let isDown = true
  const order: string[] = []
  const { rig, pump, delivered, attemptsAt } = await withCrm(async () =>
    isDown ? { status: 'unknown', code: 'http_timeout' } : { status: 'accepted', id: 'ok' },
  )
  await writes(rig, ACME.whatsapp, 0)
  await pump.drain()
  for (let i = 0; i < 2; i++) {
    await rig.advance(5_000)
    await pump.drain()
  }
  expect(attemptsAt()).toBe(3)
  for (let n = 1; n < 30; n++) {
    await writes(rig, ACME.whatsapp, n)
    await rig.advance(1)
    await pump.drain()
  }
  expect(attemptsAt()).toBe(3)
  // A hundred seconds later it has been probed, and no more than that.
  for (let second = 0; second < 100; second++) {
    await rig.advance(1_000)
    await pump.drain()
  }
  expect(attemptsAt()).toBeLessThanOrEqual(28)
  isDown = false
  const { deliver } = rig.gateway.crms['acme-crm'] ?? {}
  Object.assign(rig.gateway.crms['acme-crm'] ?? {}, {
    deliver: (...given: Parameters<NonNullable<typeof deliver>>) => {
      if (given[0].effect.type === 'message.received') order.push(given[0].contact)
      return deliver?.(...given)
    },
  })
  const from = rig.now()
  while (!delivered.includes('acme-crm message.received')) {
    await rig.advance(250)
    await pump.drain()
  }
  expect(rig.now() - from).toBeLessThanOrEqual(5_000)
  expect(order).toHaveLength(30)
  const { items } = await rig.gateway.store.contacts('acme', { limit: 100 })
  const made = items.map(({ id, addresses }) => ({ id, address: addresses[0] ?? '' }))
  const written = made.toSorted((a, b) => (a.address < b.address ? -1 : 1)).map(({ id }) => id)
  // The probe is whatever was due longest; all others follow in the order of their writing.
  expect(order.slice(1)).toEqual(written.filter((id) => id !== order[0]))
})

test('a CRM that hangs after a busy hour is left alone after a few hangs', async () => {
  let isDown = false
  const { rig, pump, attemptsAt } = await withCrm(async () =>
    isDown ? { status: 'unknown', code: 'http_timeout' } : { status: 'accepted', id: 'ok' },
  )
  for (let n = 0; n < 200; n++) await writes(rig, ACME.whatsapp, n)
  await pump.drain()
  await rig.advance(10_000)
  isDown = true
  const before = attemptsAt()
  for (let n = 200; n < 210; n++) {
    await writes(rig, ACME.whatsapp, n)
    await pump.drain()
  }
  expect(attemptsAt() - before).toBe(3)
})

test('an event postponed for a day is retried once the CRM accepts others', async () => {
  const { rig, pump, attemptsAt } = await withCrm(async (n) =>
    n === 1
      ? { status: 'retry', code: 'http_503', afterMs: 86_400_000 }
      : { status: 'accepted', id: 'ok' },
  )
  const next = async (n: number) => {
    const before = attemptsAt()
    await writes(rig, ACME.whatsapp, n)
    await pump.drain()
    return attemptsAt() - before
  }
  await next(1)
  await next(2)
  await rig.advance(MINUTE - 1)
  const usual = await next(3)
  await rig.advance(1)
  expect(await next(4)).toBeGreaterThan(usual)
  const due = await rig.gateway.store.due(rig.now())
  expect(due).not.toContain('acme-crm')
})

test('and after an hour even if it accepts no others', async () => {
  const { rig, pump, attemptsAt } = await withCrm(async (n) =>
    n === 0
      ? { status: 'retry', code: 'http_503', afterMs: 86_400_000 }
      : { status: 'accepted', id: 'ok' },
  )
  await writes(rig, ACME.whatsapp, 1)
  await pump.drain()
  await rig.advance(3_599_999)
  await pump.drain()
  expect(attemptsAt()).toBe(1)
  await rig.advance(1)
  await pump.drain()
  expect(attemptsAt()).toBeGreaterThan(1)
})

/** A provider that answers with `outcome()` until it is well. */
const withProvider = (outcome: () => Outcome | undefined) => {
  const rig = createRig({ policy: POLICY })
  const provider = rig.gateway.providers['acme-phone']
  const deliver = provider?.deliver
  let attempts = 0
  Object.assign(provider ?? {}, {
    deliver: async (...given: Parameters<NonNullable<typeof deliver>>) => {
      attempts += 1
      return outcome() ?? deliver?.(...given)
    },
  })
  const send = (n: number) =>
    rig.call('POST', '/v1/messages', {
      from: ACME.sms,
      to: contact(n).replace('whatsapp:', 'sms:'),
      agent: 'ana',
      text: 'Hello',
    })
  return { rig, send, attempts: () => attempts }
}

test('a send waiting for an unavailable provider says so, is not tried, and is sent after the recovery', async () => {
  let isDown = true
  const { rig, send, attempts } = withProvider(() =>
    isDown ? { status: 'retry', code: 'http_connect' } : undefined,
  )
  for (let n = 0; n < 3; n++) await send(n)
  expect(attempts()).toBe(3)
  const { body } = await send(3)
  expect(attempts()).toBe(3)
  const message = (await rig.call('GET', `/v1/messages/${body.id}`)).body
  expect(message).toMatchObject({
    status: 'accepted',
    waiting: { for: 'provider', retryAt: new Date(rig.now() + 4_000).toISOString() },
  })
  isDown = false
  await rig.advance(5_000)
  const sent = (await rig.call('GET', `/v1/messages/${body.id}`)).body
  expect(sent).toMatchObject({ status: 'queued' })
  expect(sent).not.toHaveProperty('waiting')
  expect(rig.sent).toHaveLength(4)
})

test('a message rejected by the provider doesn’t count as an outage', async () => {
  const { send, attempts } = withProvider(() => ({ status: 'rejected', code: '21211' }))
  for (let n = 0; n < 20; n++) await send(n)
  expect(attempts()).toBe(20)
})

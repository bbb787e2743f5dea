import { expect, test } from 'vitest'
import type { Effect } from '../../../src/core/model/message/effect.ts'
import { createBreaker } from '../../../src/engine/attempt/breaker.ts'
import { createLeaseReservations } from '../../../src/engine/outbox/lease-reservations.ts'
import type { Settlement, Task } from '../../../src/ports/store/outbox.ts'
import type { Store } from '../../../src/ports/store.ts'
import { ACME, createRig, MARIA } from '../../support/gateway.ts'

const TELL: Effect = {
  kind: 'tell',
  id: 'evt',
  type: 'message.received',
  at: 0,
  address: 'sms:+15550100001',
}
const SEND: Effect = { kind: 'send', id: 'snd', message: 'msg' }
const CARRIERS = { provider: 'twilio', crms: ['crm'] }

const build = ({ share = 2, atOnce = 256 } = {}) => {
  const breaker = createBreaker({ clock: () => 0, share })
  const [began, settled]: [string[], Settlement[]] = [[], []]
  const backlog = new Set<string>()
  const claiming = new Map<string, number>()
  const ends: (() => void)[] = []
  let nudges = 0
  const store = {
    settle: async (_: Task, settlement: Settlement) => settled.push(settlement) > 0,
  } as unknown as Store
  const reservations = createLeaseReservations(
    { store, clock: () => 0 },
    {
      breaker,
      leaseMs: 60_000,
      underWay: new Map(),
      atOnce,
      claiming,
      backlog,
      run: async ({ connection, contact }) => {
        const trial = breaker.begin(connection, contact)
        began.push(connection)
        await new Promise<void>((end) => {
          ends.push(end)
        })
        trial.end('ok')
        reservations.ended(connection)
        return false
      },
      spawn: () => {},
      nudge: () => {
        nudges += 1
      },
    },
  )
  const reserve = (effect: Effect) => reservations.reserve([effect], CARRIERS)
  const task = (connection: string) => ({ connection, contact: 'con' }) as Task
  return {
    reservations,
    breaker,
    claiming,
    backlog,
    began,
    settled,
    ends,
    reserve,
    task,
    nudges: () => nudges,
  }
}

test('places kept for a claim in progress are not given to a send; an event waits', () => {
  const { reserve, claiming, backlog } = build()
  claiming.set('twilio', 2).set('crm', 2)
  expect(reserve(SEND).lease).toBeUndefined()
  expect(reserve(TELL).lease?.connections).toEqual(['crm'])
  expect([...backlog]).toEqual(['twilio'])
})

test('a send is leased with its commit only if a place is free; an event may wait for one', () => {
  const { reserve } = build()
  const sends = [1, 2, 3].map(() => reserve(SEND).lease?.connections)
  expect(sends).toEqual([['twilio'], ['twilio'], undefined])
  const tells = Array.from({ length: 131 }, () => reserve(TELL).lease !== undefined)
  expect(tells.lastIndexOf(true)).toBe(129)
})

test('places not needed by a commit are released', () => {
  const { reserve } = build({ share: 1 })
  reserve(SEND).release()
  const reservation = reserve(SEND)
  expect(reservation.lease).toBeDefined()
  reservation.begin([])
  expect(reserve(SEND).lease).toBeDefined()
})

test('new tasks don’t overtake tasks that wait for a claim', () => {
  const { reserve, backlog } = build({ share: 1 })
  const first = reserve(SEND)
  expect(reserve(SEND).lease).toBeUndefined()
  first.release()
  expect(reserve(SEND).lease).toBeUndefined()
  backlog.clear()
  expect(reserve(SEND).lease).toBeDefined()
})

test('only the connection’s share starts at once; the others follow one by one', async () => {
  const { reserve, task, began, ends } = build()
  const reservations = [1, 2, 3, 4].map(() => reserve(TELL))
  for (const reservation of reservations) reservation.begin([task('crm')])
  expect(began).toHaveLength(2)
  ends[0]?.()
  await expect.poll(() => began).toHaveLength(3)
  ends[1]?.()
  await expect.poll(() => began).toHaveLength(4)
})

test('tasks of a connection that fails meanwhile return untried', async () => {
  const { reservations, reserve, task, breaker, settled, began } = build({ share: 1 })
  const waits = [1, 2, 3].map(() => reserve(TELL))
  for (const reservation of waits) reservation.begin([task('crm')])
  for (let failure = 0; failure < 10; failure++) breaker.begin('crm', 'con').end('failed')
  expect(breaker.state('crm')).not.toBe('closed')
  reservations.ended('crm')
  await expect.poll(() => settled).toHaveLength(2)
  expect(settled).toMatchObject([{ status: 'wait' }, { status: 'wait' }])
  expect(began).toHaveLength(1)
  expect(reserve(TELL).lease).toBeUndefined()
})

test('the pump is nudged for tasks without a lease, and for a due `later`', () => {
  const { reserve, reservations, task, nudges } = build({ share: 1 })
  reserve(TELL).begin([task('crm')])
  expect(nudges()).toBe(0)
  reserve(TELL).begin([])
  expect(nudges()).toBe(1)
  reservations.reserve([{ kind: 'later', id: 'l', at: 1 }], CARRIERS).begin([])
  expect(nudges()).toBe(1)
  reservations.reserve([{ kind: 'later', id: 'l', at: 0 }], CARRIERS).begin([])
  expect(nudges()).toBe(2)
})

test('an event is delivered from memory, without a claim, and removed with the next transaction', async () => {
  const calls: string[] = []
  const rig = createRig({
    policy: { flow: 'recorded' },
    wrap: (store) => ({
      ...store,
      claim: (...given) => {
        calls.push('claim')
        return store.claim(...given)
      },
      settleSoon: (task) => {
        calls.push(`settle ${task.attempt}`)
        return store.settleSoon(task)
      },
    }),
  })
  await rig.gateway.handle('acme', {
    kind: 'inbound',
    id: 'one',
    at: rig.now(),
    sender: ACME.whatsapp as 'whatsapp:+1',
    from: MARIA,
    aliases: [],
    providerId: 'P1',
    message: { form: 'message', type: 'text', text: 'Hello', media: [] },
  })
  await expect.poll(() => rig.events).toContain('message.received')
  await rig.gateway.pump.stop()
  expect(await rig.gateway.store.depth()).toMatchObject({ ready: 0 })
  expect(calls).toEqual(['settle 1'])
})

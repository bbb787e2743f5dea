/** A store hands out tasks when they are due. */

import { describe, expect } from 'vitest'
import type { Address } from '../../../src/core/model/address.ts'
import type { Contact } from '../../../src/core/model/contact.ts'
import type { Effect } from '../../../src/core/model/message/message.ts'
import type { Task } from '../../../src/ports/store/outbox.ts'
import type { Store } from '../../../src/ports/store.ts'
import { inbound, JANE, JOHN, LEASE, NOW, SENDER, send, tell } from './given.ts'
import type { Suite } from './suite.ts'

export const dueContract = ({ check, store, load, commit, claim, effects, done }: Suite): void => {
  describe('hands out tasks', () => {
    check('wakes contacts with a held message of a sender early, and no others', async () => {
      const OTHER = 'sms:+15551110000' as Address
      const later = (id: string): Effect => ({ kind: 'later', id, at: NOW + 3_600_000 })
      const holding = (sender: Address): Partial<Contact> => {
        const content = { kind: 'text', text: 'Hello' } as const
        const parties = { sender, to: JANE, agent: 'anna' }
        const held = { kind: 'outbound', id: 'out', at: NOW, ...parties, content } as const
        const until = NOW + 3_600_000
        return { held: [{ message: held, until, heldAt: NOW, expiresAt: until + 1 }] }
      }
      const wakes = async (id: string, from: Address, contact?: Partial<Contact>) =>
        store.commit(
          inbound(await load(from), id, { effects: [later(id)], ...(contact && { contact }) }),
        )
      await wakes('holds', JANE, holding(SENDER))
      await wakes('talks', JOHN)
      await wakes('elsewhere', 'whatsapp:+15550100003', holding(OTHER))
      await store.wakeHolding('other')
      expect(await claim(NOW + 1_000)).toEqual([])
      await store.wakeHolding('acme', SENDER)
      expect(await store.nextDueAt()).toBe(NOW)
      expect(effects(await claim(NOW + 1_000))).toEqual(['holds'])
      await store.wakeHolding('acme')
      expect(effects(await claim(NOW + 2_000))).toEqual(['elsewhere'])
      expect(effects(await claim(NOW + 3_600_000))).toEqual(expect.arrayContaining(['talks']))
    })

    check('of a later effect at its time, without waiting for others', async () => {
      const later: Effect = { kind: 'later', id: 'wake', at: NOW + 60_000 }
      await commit(JANE, 'one', { effects: [later, tell('one')] })
      expect(await store.depth()).toEqual({ ready: 1, dead: 0, oldestAt: NOW })
      expect(effects(await claim())).toEqual(['evt_one'])
      expect(await claim(NOW + 59_999)).toEqual([])
      const [task] = (await claim(NOW + 60_000)) as [Task]
      expect(task).toMatchObject({ connection: '', effect: later })
      await done([task])
    })

    check('at most as many as asked for, those due longest first', async () => {
      for (let i = 0; i < 5; i++)
        await commit(`sms:+1555020000${i}`, `in${i}`, { recordedAt: NOW - i })
      expect(effects(await claim(NOW, { ...LEASE, limit: 2 }))).toEqual(['evt_in4', 'evt_in3'])
      expect(effects(await claim(NOW, { ...LEASE, limit: 9 }))).toHaveLength(3)
    })

    check('to one of many who ask at once', async () => {
      for (let i = 0; i < 10; i++) await commit(`sms:+1555020000${i}`, `in${i}`)
      const claims = await Promise.all(
        Array.from({ length: 6 }, () => claim(NOW, { ...LEASE, limit: 3 })),
      )
      const ids = claims.flat().map(({ id }) => id)
      expect(ids).toHaveLength(10)
      expect(new Set(ids).size).toBe(10)
    })

    check(
      'again when the lease has run out, in doubt, and the first holder settles in vain',
      async () => {
        await commit(JANE, 'one')
        await commit(JANE, 'two')
        const [late] = (await claim()) as [Task]
        expect(await store.nextDueAt()).toBe(NOW + 60_000)
        const [task] = (await claim(NOW + 60_000)) as [Task]
        expect(task).toMatchObject({ id: late.id, attempt: 2, doubtful: true })
        for (const status of ['done', 'dead', 'retry', 'wait'] as const) {
          const settlement = { status, at: NOW, code: 'late', doubtful: false } as const
          expect(await store.settle(late, settlement, NOW)).toBe(false)
        }
        expect(await claim(NOW + 60_001)).toEqual([])
        await done([task])
        expect(await store.settle(task, { status: 'done' }, NOW)).toBe(false)
        expect(effects(await claim(NOW + 60_001))).toEqual(['evt_two'])
      },
    )

    check('in doubt while an attempt is in doubt, and no longer', async () => {
      await commit(JANE, 'one', { effects: [send('one')] })
      const settle = async (now: number, settlement: Parameters<Store['settle']>[1]) => {
        const [task] = (await claim(now)) as [Task]
        await store.settle(task, settlement, now)
        return task.doubtful
      }
      const again = { status: 'retry', at: NOW, code: 'timeout' } as const
      expect(await settle(NOW, { ...again, doubtful: true })).toBe(false)
      expect(await settle(NOW, { status: 'wait', at: NOW, code: 'x' })).toBe(true)
      expect(await settle(NOW, { ...again, doubtful: false })).toBe(true)
      expect(await settle(NOW, { status: 'done' })).toBe(false)
    })

    check('tells how many wait, and says nothing of a time when nothing waits', async () => {
      expect(await store.nextDueAt()).toBeUndefined()
      expect(await store.depth()).toEqual({ ready: 0, dead: 0 })
      await commit(JANE, 'one', { recordedAt: NOW + 3 })
      expect(await store.nextDueAt()).toBe(NOW + 3)
      expect(await store.depth()).toEqual({ ready: 1, dead: 0, oldestAt: NOW + 3 })
    })
  })
}

/** A store hands out tasks, in the order of their lanes. */

import { describe, expect } from 'vitest'
import type { Effect } from '../../../src/core/model/message/message.ts'
import type { Task } from '../../../src/ports/store/outbox.ts'
import { inbound, JANE, JOHN, LEASE, NOW, send, tell } from './given.ts'
import type { Suite } from './suite.ts'

export const lanesContract = ({
  check,
  store,
  load,
  commit,
  leasedOf,
  claim,
  effects,
  done,
}: Suite): void => {
  describe('hands out tasks', () => {
    check('with the message they are about, once', async () => {
      await commit(JANE, 'one', { effects: [tell('one'), send('one')], crms: ['crm', 'archive'] })
      const tasks = await claim()
      expect(tasks.map(({ connection, effect }) => [connection, effect.kind]).sort()).toEqual([
        ['archive', 'tell'],
        ['crm', 'tell'],
        ['twilio', 'send'],
      ])
      expect(new Set(tasks.map(({ id }) => id)).size).toBe(3)
      for (const task of tasks)
        expect(task).toMatchObject({
          organisation: 'acme',
          createdAt: NOW,
          attempt: 1,
          doubtful: false,
          message: { id: 'msg_one', received: { text: 'Hello from one' } },
        })
      expect(await claim()).toEqual([])
      await done(tasks)
      expect(await claim(NOW + 1_000_000)).toEqual([])
      expect(await store.depth()).toEqual({ ready: 0, dead: 0 })
    })

    check('in order within a lane, while other lanes and contacts go on', async () => {
      await commit(JANE, 'one', { effects: [send('one'), tell('one'), tell('one-more')] })
      await commit(JANE, 'two')
      await commit(JOHN, 'three')
      const first = await claim()
      expect(effects(first).sort()).toEqual(['evt_one', 'evt_three', 'snd_one'])
      await done(first.filter((task) => task.effect.id === 'evt_one'))
      const second = await claim()
      expect(effects(second)).toEqual(['evt_one-more'])
      await done(second)
      expect(effects(await claim())).toEqual(['evt_two'])
    })

    check('leased by its commit: the first of an empty lane, as if claimed', async () => {
      const lease = { token: 'new', until: NOW + 60_000, connections: ['crm', 'twilio'] }
      const leased = await leasedOf(JANE, 'one', {
        effects: [tell('one'), tell('one-more'), send('one')],
        crms: ['crm', 'archive'],
        lease,
      })
      expect(effects(leased)).toEqual(['evt_one', 'snd_one'])
      expect(effects(await claim(NOW, { ...LEASE, connection: 'archive' }))).toEqual(['evt_one'])
      expect(await claim()).toEqual([])
      await done(leased.slice(0, 1))
      expect(await claim()).toMatchObject([{ effect: { id: 'evt_one-more' }, attempt: 1 }])
      // As claimed again, and the first holder has lost it.
      const [again] = (await claim(NOW + 60_000, { ...LEASE, connection: 'twilio' })) as [Task]
      expect(again).toEqual({ ...leased[1], attempt: 2, doubtful: true, lease: again.lease })
      expect(await store.settle(leased[1] as Task, { status: 'done' }, NOW)).toBe(false)
      await done([again])
    })

    check('not leased by its commit behind another, nor without its message', async () => {
      const lease = { token: 'new', until: NOW + 60_000, connections: ['crm'] }
      await commit(JANE, 'one')
      expect(await leasedOf(JANE, 'two', { lease })).toEqual([])
      const first = await claim()
      expect(effects(first)).toEqual(['evt_one'])
      await done(first)
      const second = await claim()
      expect(second).toMatchObject([{ effect: { id: 'evt_two' }, attempt: 1, doubtful: false }])
      await done(second)
      expect(await leasedOf(JANE, 'three', { lease, messages: [] })).toEqual([])
      expect(effects(await claim())).toEqual(['evt_three'])
    })

    check(
      'settled soon: says whether the next of the lane came free, and only under its lease',
      async () => {
        await commit(JANE, 'one')
        await commit(JANE, 'two')
        const [late] = (await claim()) as [Task]
        const [first] = (await claim(NOW + 60_000)) as [Task]
        expect(await store.settleSoon(late)).toBe(false)
        expect(await claim(NOW + 60_001)).toEqual([])
        expect(await store.settleSoon(first)).toBe(true)
        const [second] = (await claim(NOW + 60_001)) as [Task]
        expect(effects([second])).toEqual(['evt_two'])
        expect(await store.settleSoon(second)).toBe(false)
        expect(await store.depth()).toEqual({ ready: 0, dead: 0 })
      },
    )

    check('settled by a commit: with it or not at all, and only under its lease', async () => {
      await commit(JANE, 'one')
      await commit(JANE, 'two')
      const [late] = (await claim()) as [Task]
      const [first] = (await claim(NOW + 60_000)) as [Task]
      const settle = async (id: string, task: Task) =>
        store.commit(inbound(await load(JANE), id, { effects: [], settles: task }))
      expect(await settle('two', first)).toMatchObject({ status: 'duplicate' })
      const lost = await settle('three', late)
      expect(lost).toMatchObject({ status: 'committed' })
      expect(lost).not.toHaveProperty('settled')
      expect(await claim(NOW + 60_001)).toEqual([])
      expect(await settle('four', first)).toMatchObject({ settled: { hasNext: true } })
      const [second] = (await claim(NOW + 60_001)) as [Task]
      expect(effects([second])).toEqual(['evt_two'])
      expect(await settle('five', second)).toMatchObject({ settled: { hasNext: false } })
      expect(await store.depth()).toEqual({ ready: 0, dead: 0 })
    })

    check('keeps a lane waiting behind a task that is to be tried again', async () => {
      await commit(JANE, 'one')
      await commit(JANE, 'two')
      const [task] = (await claim()) as [Task]
      const retry = { status: 'retry', at: NOW + 5_000, code: '503', doubtful: false } as const
      expect(await store.settle(task, retry, NOW)).toBe(true)
      expect(await store.nextDueAt()).toBe(NOW + 5_000)
      expect(await claim(NOW + 4_999)).toEqual([])
      const [again] = await claim(NOW + 5_000)
      expect(again).toMatchObject({ id: task.id, attempt: 2, doubtful: false })
    })

    check('at once when their connection is back, in the order of their making', async () => {
      const both = [send('one'), tell('one')]
      await commit(JANE, 'one', { effects: both, recordedAt: NOW + 1 })
      await commit(JANE, 'two')
      await commit(JOHN, 'three', { recordedAt: NOW + 2 })
      const putOff = async (tasks: readonly Task[], at: number) => {
        const retry = { status: 'retry', at, code: '503', doubtful: false } as const
        for (const task of tasks) expect(await store.settle(task, retry, NOW)).toBe(true)
      }
      await putOff(await claim(NOW + 5), NOW + 3_600_000)
      await store.hasten('elsewhere')
      expect(await store.nextDueAt()).toBe(NOW + 3_600_000)
      await store.hasten('crm')
      const sooner = await claim(NOW + 10)
      expect(effects(sooner)).toEqual(['evt_one', 'evt_three'])
      expect(sooner.map(({ attempt }) => attempt)).toEqual([2, 2])

      await store.hasten('crm')
      expect(await claim(NOW + 15_000)).toEqual([])
      await done(sooner.filter((task) => task.effect.id === 'evt_one'))
      expect(effects(await claim(NOW + 15_000))).toEqual(['evt_two'])
    })

    check('of one contact at once, while those of others wait', async () => {
      await commit(JANE, 'one', { effects: [tell('one')] })
      await commit(JOHN, 'two', { effects: [tell('two')] })
      const retry = { status: 'retry', at: NOW + 3_600_000, code: '503', doubtful: true } as const
      const tasks = await claim()
      for (const task of tasks) expect(await store.settle(task, retry, NOW)).toBe(true)
      const contact = tasks.find(({ effect }) => effect.id === 'evt_one')?.contact ?? ''
      await store.hasten('crm', { organisation: 'other', contact })
      await store.hasten('elsewhere', { organisation: 'acme', contact })
      expect(await claim(NOW + 10)).toEqual([])
      await store.hasten('crm', { organisation: 'acme', contact })
      const sooner = await claim(NOW + 10)
      expect(effects(sooner)).toEqual(['evt_one'])
      expect(sooner[0]?.doubtful).toBe(true)
    })

    check('of one connection, and names the connections with due tasks', async () => {
      expect(await store.due(NOW)).toEqual([])
      const later: Effect = { kind: 'later', id: 'wake', at: NOW + 60_000 }
      await commit(JANE, 'one', { effects: [later, send('one'), tell('one')] })
      await commit(JOHN, 'two', { effects: [send('two'), tell('two')], recordedAt: NOW + 1 })
      expect(await store.due(NOW - 1)).toEqual([])
      expect(await store.due(NOW + 1)).toEqual(['crm', 'twilio'])
      expect(await store.due(NOW + 60_000)).toEqual(['', 'crm', 'twilio'])
      const only = (connection: string, limit = 9) =>
        claim(NOW + 1, { ...LEASE, limit, connection })
      expect(await only('elsewhere')).toEqual([])
      expect(effects(await only('crm', 1))).toEqual(['evt_one'])
      expect(await store.due(NOW + 1)).toEqual(['crm', 'twilio'])
      expect(effects(await only('crm'))).toEqual(['evt_two'])
      expect(await store.due(NOW + 1)).toEqual(['twilio'])
      expect(effects(await only('twilio'))).toEqual(['snd_one', 'snd_two'])
      expect(await store.due(NOW + 1)).toEqual([])
    })

    check('does not count an attempt that was given back untried', async () => {
      await commit(JANE, 'one')
      const [task] = (await claim()) as [Task]
      await store.settle(task, { status: 'wait', at: NOW + 5_000, code: 'circuit_open' }, NOW)
      expect(await claim(NOW + 4_999)).toEqual([])
      expect(await claim(NOW + 5_000)).toMatchObject([{ attempt: 1, doubtful: false }])
    })

    check('untried to another connection, whose lane they join in their order', async () => {
      await commit(JANE, 'one', { effects: [send('one'), send('two')] })
      await commit(JANE, 'three', { effects: [send('three')], provider: 'meta' })
      await commit(JANE, 'four', { effects: [send('four')], provider: 'meta' })
      const [one, three] = (await claim()) as [Task, Task]
      expect(effects([one, three])).toEqual(['snd_one', 'snd_three'])
      const moved = { status: 'moved', connection: 'meta' } as const
      expect(await store.settle(one, moved, NOW)).toBe(true)
      expect(await store.settle(one, moved, NOW)).toBe(false)
      // Another is under way there, and the next one of its own lane may go.
      const [two] = (await claim(NOW + 1)) as [Task]
      expect(two).toMatchObject({ connection: 'twilio', effect: { id: 'snd_two' } })
      await store.settle(two, moved, NOW + 1)
      expect(await claim(NOW + 1)).toEqual([])
      await done([three])
      const first = await claim(NOW + 1)
      expect(first).toMatchObject([
        { connection: 'meta', effect: { id: 'snd_one' }, attempt: 1, doubtful: false },
      ])
      await done(first)
      const second = await claim(NOW + 1)
      expect(effects(second)).toEqual(['snd_two'])
      await done(second)
      expect(effects(await claim(NOW + 1))).toEqual(['snd_four'])
    })
  })
}

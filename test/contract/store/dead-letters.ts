/** A store sets tasks aside that cannot succeed. */

import { describe, expect } from 'vitest'
import type { Task } from '../../../src/ports/store/outbox.ts'
import { allPages, JANE, NOW } from './given.ts'
import type { Suite } from './suite.ts'

export const deadLettersContract = ({
  check,
  store,
  commit,
  claim,
  effects,
  done,
}: Suite): void => {
  describe('hands out tasks', () => {
    check('of which one that cannot succeed is set aside and frees its lane', async () => {
      await commit(JANE, 'one')
      await commit(JANE, 'two')
      const [task] = (await claim()) as [Task]
      await store.settle(task, { status: 'dead', code: '410' }, NOW + 7)
      expect(await store.depth()).toEqual({ ready: 1, dead: 1, oldestAt: NOW })
      expect(effects(await claim(NOW + 8))).toEqual(['evt_two'])
      expect(await store.deadLetters('acme', { limit: 10 })).toEqual({
        items: [
          {
            id: task.id,
            connection: 'crm',
            contact: task.contact,
            effect: task.effect,
            createdAt: NOW,
            diedAt: NOW + 7,
            attempts: 1,
            code: '410',
          },
        ],
      })
    })

    check('and replays a dead letter behind its lane’s tasks, with a new count', async () => {
      await commit(JANE, 'one')
      await commit(JANE, 'two')
      const [first] = (await claim()) as [Task]
      await store.settle(first, { status: 'dead', code: '410' }, NOW)
      const [second] = (await claim()) as [Task]
      expect(await store.replay('acme', first.id, NOW + 1)).toBe(true)
      expect(await store.replay('acme', first.id, NOW + 1)).toBe(false)
      expect((await store.deadLetters('acme', { limit: 10 })).items).toEqual([])
      expect(await claim(NOW + 1)).toEqual([])
      await commit(JANE, 'three')
      await done([second])
      const [again] = (await claim(NOW + 1)) as [Task]
      const message = { id: 'msg_one' }
      expect(again).toMatchObject({ id: first.id, attempt: 1, doubtful: true, message })
      await done([again])
      expect(effects(await claim(NOW + 1))).toEqual(['evt_three'])
    })

    check('lists dead letters latest first, page by page', async () => {
      for (let i = 0; i < 5; i++) await commit(`sms:+1555020000${i}`, `in${i}`)
      for (const [i, task] of (await claim()).entries())
        await store.settle(task, { status: 'dead', code: `${i}` }, NOW + Math.floor(i / 2))
      const letters = await allPages((page) => store.deadLetters('acme', page), 2)
      expect(letters).toHaveLength(5)
      expect(letters.map(({ diedAt }) => diedAt - NOW)).toEqual([2, 1, 1, 0, 0])
    })

    check('keeps the last exchange of a dead letter, and erases it with the contact', async () => {
      await commit(JANE, 'one')
      const [task] = (await claim()) as [Task]
      const exchange = {
        at: NOW,
        durationMs: 12,
        request: { method: 'POST', url: 'https://crm.example', headers: {}, body: '{"é":1}' },
        answer: { status: 410, headers: { server: 'nginx' } },
      }
      await store.settle(task, { status: 'dead', code: 'gone', exchange }, NOW)
      expect((await store.deadLetters('acme', { limit: 1 })).items[0]?.exchange).toEqual(exchange)
      await store.erase('acme', task.contact, NOW)
      expect((await store.deadLetters('acme', { limit: 1 })).items).toEqual([])
    })

    check('lists and counts the dead letters of a connection, and names its oldest', async () => {
      for (let i = 0; i < 3; i++) await commit(`sms:+1555020000${i}`, `in${i}`)
      const tasks = await claim()
      for (const [i, task] of tasks.entries())
        await store.settle(task, { status: 'dead', code: '410' }, NOW + i)
      const ids = tasks.map(({ id }) => id)
      expect((await store.deadLetters('acme', { limit: 9 }, 'crm')).items).toHaveLength(3)
      expect((await store.deadLetters('acme', { limit: 9 }, 'other')).items).toEqual([])
      expect(await store.oldestDeadLetters('acme', 'crm', 2)).toEqual(ids.slice(0, 2))
      expect(await store.deadLetterCounts('acme')).toEqual([{ connection: 'crm', count: 3 }])
      expect(await store.deadLetterCounts('zen')).toEqual([])
    })
  })
}

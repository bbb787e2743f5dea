/** A store keeps what operators look at, and files. */

import { describe, expect } from 'vitest'
import type { Task } from '../../../src/ports/store/outbox.ts'
import { allPages, JANE, JOHN, NOW, SENDER } from './given.ts'
import type { Suite } from './suite.ts'

export const operationContract = ({ check, store, commit, claim }: Suite): void => {
  describe('counts what operators watch', () => {
    check('waiting tasks by connection, sends in doubt, and scheduled wake-ups', async () => {
      expect(await store.figures(NOW)).toEqual({ queues: [], doubtful: 0, wakes: 0 })
      await commit(JANE, 'one', { recordedAt: NOW })
      const { queues, doubtful } = await store.figures(NOW)
      expect(queues).toEqual([{ connection: expect.any(String), waiting: 1, oldestAt: NOW }])
      expect(doubtful).toBe(0)
      const [task] = (await claim()) as [Task]
      await store.settle(task, { status: 'retry', at: NOW, code: 'x', doubtful: true }, NOW)
      expect((await store.figures(NOW)).doubtful).toBe(1)
    })
  })

  describe('keeps who changed what', () => {
    check('newest first, page by page, for each organisation', async () => {
      for (let i = 0; i < 5; i++)
        await store.recordAudit('acme', {
          id: `chg_${i}`,
          at: NOW + Math.floor(i / 2),
          who: 'ana',
          action: 'sender_activated',
          subject: `sms:+1555000000${i}`,
        })
      const changes = await allPages((page) => store.audit('acme', page), 2)
      expect(changes.map(({ id }) => id)).toEqual(['chg_4', 'chg_3', 'chg_2', 'chg_1', 'chg_0'])
      expect(changes[0]).toEqual({
        id: 'chg_4',
        at: NOW + 2,
        who: 'ana',
        action: 'sender_activated',
        subject: 'sms:+15550000004',
      })
      expect((await store.audit('zen', { limit: 10 })).items).toEqual([])
    })
  })

  describe('keeps counts by the hour', () => {
    const tally = (hour: number, n: number) =>
      ({ hour, sender: SENDER, what: 'received', detail: '', n, total: 0 }) as const

    check('which add up, for each organisation', async () => {
      expect(await store.tallyStep('acme')).toBe(undefined)
      expect(await store.addTallies('acme', [tally(0, 2)], { step: 1, until: 5 })).toBe(true)
      expect(await store.addTallies('acme', [tally(0, 3), tally(9, 1)])).toBe(true)
      expect(await store.tallies('acme', 0, 9)).toEqual([tally(0, 5)])
      expect(await store.tallies('acme', 0, 10)).toEqual([tally(0, 5), tally(9, 1)])
      expect(await store.tallies('zen', 0, 10)).toEqual([])
      expect(await store.tallyStep('acme')).toEqual({ step: 1, until: 5 })
    })

    check('and a step that two take at once counts once', async () => {
      const taken = await Promise.all(
        [1, 2, 3].map(() => store.addTallies('acme', [tally(0, 2)], { step: 1, until: 5 })),
      )
      expect(taken.toSorted()).toEqual([false, false, true])
      expect(await store.tallies('acme', 0, 9)).toEqual([tally(0, 2)])
    })
  })

  describe('keeps uploaded files', () => {
    const keep = (id: string, at: number, data: Uint8Array, identity = JANE.slice(9)) =>
      store.keepFile(
        {
          ...{ organisation: 'acme', id, identity, name: 'Plan.pdf' },
          ...{ contentType: 'application/pdf', bytes: data.length, at },
        },
        data,
      )
    const read = async (id: string) => {
      const parts: Uint8Array[] = []
      for await (const part of store.fileData('acme', id)) parts.push(part)
      return Buffer.concat(parts)
    }

    check('of several parts, byte for byte, until they are too old', async () => {
      const data = Buffer.alloc(2_500_000, 'äß\u0000x')
      await keep('fil_1', NOW, data)
      await keep('fil_2', NOW + 1, Buffer.from('two'))
      expect(await store.file('acme', 'fil_1')).toEqual({
        ...{ organisation: 'acme', id: 'fil_1', identity: '+15550100001', name: 'Plan.pdf' },
        ...{ contentType: 'application/pdf', bytes: data.length, at: NOW },
      })
      expect(data.equals(await read('fil_1'))).toBe(true)
      expect(await store.fileBytes('acme')).toBe(data.length + 3)
      expect(await store.file('zen', 'fil_1')).toBeUndefined()
      expect(await store.fileBytes('zen')).toBe(0)
      await store.forgetFiles(NOW + 1)
      expect(await store.file('acme', 'fil_1')).toBeUndefined()
      expect((await read('fil_1')).length).toBe(0)
      expect(String(await read('fil_2'))).toBe('two')
    })

    check('until the contact for whom they are is erased', async () => {
      const { contact } = await commit(JANE, 'one')
      await keep('fil_1', NOW, Buffer.from('hers'))
      await keep('fil_2', NOW, Buffer.from('his'), JOHN.slice(9))
      await store.erase('acme', contact.id, NOW)
      expect(await store.file('acme', 'fil_1')).toBeUndefined()
      expect((await read('fil_1')).length).toBe(0)
      expect(String(await read('fil_2'))).toBe('his')
    })
  })
}

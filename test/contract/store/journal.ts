/** A store keeps the record. */

import { describe, expect } from 'vitest'
import type { Message } from '../../../src/core/model/message/message.ts'
import { CursorError } from '../../../src/ports/errors.ts'
import type { Task } from '../../../src/ports/store/outbox.ts'
import type { Loaded, ObservedFilter } from '../../../src/ports/store.ts'
import {
  allPages,
  inbound,
  JANE,
  JANE_ID,
  JOHN,
  message,
  NOW,
  SENDER,
  send,
  tell,
} from './given.ts'
import type { Suite } from './suite.ts'

export const journalContract = ({
  check,
  store,
  reopen,
  tamper,
  load,
  commit,
  claim,
}: Suite): void => {
  describe('keeps the record', () => {
    check(
      'lists messages newest first and those of one instant in the order they were written',
      async () => {
        const { contact } = await load(JANE)
        for (let i = 0; i < 3; i++) {
          const loaded = await load(JANE)
          await store.commit(
            inbound(loaded, `in${i}`, {
              messages: [message(loaded, `z${i}`), message(loaded, `a${i}`)],
            }),
          )
        }
        const listed = await allPages((page) => store.messages('acme', contact.id, page), 4)
        expect(listed.map(({ id }) => id)).toEqual(
          ['a2', 'z2', 'a1', 'z1', 'a0', 'z0'].map((id) => `msg_${id}`),
        )
      },
    )

    const observed = (loaded: Loaded, id: string, at: number, more: Partial<Message> = {}) => {
      const why = { reason: 'session_closed', sentence: 'It is closed.', remedies: [] } as const
      const found = { status: 'refused', at, ...why } as const
      return message(loaded, id, { direction: 'outbound', observed: found, ...more })
    }

    check('lists observed messages, newest first, and counts them', async () => {
      const held = { reason: 'quiet_hours', until: NOW, sentence: 'Not now.' } as const
      for (let i = 0; i < 5; i++) {
        const loaded = await load(i % 2 ? JANE : JOHN)
        const own = observed(loaded, `o${i}`, NOW + Math.floor(i / 2))
        const wait = {
          status: 'held',
          expiresAt: NOW,
          remedies: [],
          at: NOW + 9,
          ...held,
        } as const
        const other = { ...own, observed: wait, sender: JOHN }
        const messages = [message(loaded, `plain${i}`), i === 4 ? other : own]
        await store.commit(inbound(loaded, `in${i}`, { messages }))
      }
      const list = (filter: ObservedFilter, organisation = 'acme') =>
        allPages((page) => store.observed(organisation, { ...page, ...filter }), 2)
      const ids = async (filter: ObservedFilter = {}) =>
        (await list(filter)).map(({ id }) => id.slice(-2))
      expect((await list({}))[0]?.observed).toMatchObject(held)
      expect(await ids()).toEqual(['o4', 'o3', 'o2', 'o1', 'o0'])
      expect(await ids({ reason: 'session_closed' })).toEqual(['o3', 'o2', 'o1', 'o0'])
      expect(await ids({ sender: JOHN })).toEqual(['o4'])
      expect(await ids({ since: NOW + 1, until: NOW + 9 })).toEqual(['o3', 'o2'])
      expect(await list({}, 'other')).toEqual([])
      const counts = async (filter: ObservedFilter) =>
        (await store.observed('acme', { limit: 1, ...filter })).counts
      expect(await counts({})).toEqual({ session_closed: 4, quiet_hours: 1 })
      expect(await counts({ until: NOW + 1 })).toEqual({ session_closed: 2 })
      expect(await counts({ sender: SENDER, reason: 'quiet_hours' })).toEqual({})
      const wrong = { limit: 1, cursor: 'nonsense' }
      await expect(store.observed('acme', wrong)).rejects.toThrow(CursorError)
    })

    check('keeps an observation when the message gets on, and drops none in a merge', async () => {
      const before = await load(JANE)
      const sent = observed(before, 'out', NOW)
      const after = await commit(JANE, 'one', { messages: [sent] })
      const delivered = { ...sent, status: 'delivered' } as const
      await store.commit(inbound(after, 'two', { messages: [delivered] }))
      await commit(JANE_ID, 'three', { recordedAt: NOW - 1 })
      const both = await load(JANE_ID, JANE)
      await store.commit(inbound(both, 'four'))
      const { items, counts } = await store.observed('acme', { limit: 9 })
      expect(items).toEqual([{ ...delivered, contact: (await load(JANE)).contact.id }])
      expect(counts).toEqual({ session_closed: 1 })
      await store.erase('acme', both.contact.id, NOW)
      expect(await store.observed('acme', { limit: 9 })).toEqual({ items: [], counts: {} })
    })

    check('chains the journal, each entry to the one before', async () => {
      let loaded = await load(JANE)
      for (let i = 0; i < 5; i++) loaded = await commit(JANE, `in${i}`, { recordedAt: NOW + i })
      const entries = await allPages((page) => store.journal('acme', loaded.contact.id, page), 2)
      expect(entries.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5])
      const hashes = ['', ...entries.map(({ hash }) => hash)]
      expect(entries.map(({ previousHash }) => previousHash)).toEqual(hashes.slice(0, -1))
      expect(hashes.at(-1)).toBe(loaded.hash)
      expect(new Set(hashes).size).toBe(6)
      expect(await store.verify('acme', loaded.contact.id)).toEqual({ ok: true })
    })

    check('notices a journal row that was changed behind its back', async () => {
      const { contact } = await commit(JANE, 'one')
      await commit(JANE, 'two')
      await commit(JANE, 'three')
      await tamper('acme', contact.id, 2)
      expect(await store.verify('acme', contact.id)).toEqual({ ok: false, brokenAtVersion: 2 })
    })

    check('keeps everything over a restart', async () => {
      const loaded = await commit(JANE, 'one', { effects: [tell('one'), send('one')] })
      const [task] = (await claim()) as [Task]
      await store.set('clock', '7')
      await reopen()
      expect(await load(JANE)).toEqual(loaded)
      expect(await store.setting('clock')).toBe('7')
      expect(await store.commit(inbound(loaded, 'one'))).toMatchObject({ status: 'duplicate' })
      expect(await store.settle(task, { status: 'done' }, NOW)).toBe(true)
      expect(await claim(NOW + 60_000)).toMatchObject([{ attempt: 2, doubtful: true }])
    })
  })
}

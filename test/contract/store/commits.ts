/** A store commits all or nothing. */

import fc from 'fast-check'
import { describe, expect } from 'vitest'
import type { Input, Message } from '../../../src/core/model/message/message.ts'
import type { Verdict } from '../../../src/core/model/verdict.ts'
import { ANY_UNIT, inbound, JANE, JOHN, message, NOW, SENDER, send, tell } from './given.ts'
import type { Suite } from './suite.ts'

export const commitsContract = ({ check, store, load, commit }: Suite): void => {
  describe('commits all or nothing', () => {
    check('lets one of two writers win, and of the loser nothing remains', async () => {
      const before = await commit(JANE, 'one')
      const attempts = ['two', 'three'].map((id) =>
        store.commit(
          inbound(before, id, {
            effects: [tell(id), send(id)],
            contact: { profileName: id, addresses: [JANE, `sms:+1555030000${id.length}`] },
          }),
        ),
      )
      const [winner, loser] = await Promise.all(attempts)
      expect(winner).toMatchObject({ status: 'committed', version: 2 })
      expect(loser).toEqual({ status: 'conflict' })
      const after = await load(JANE)
      expect(after).toMatchObject({ version: 2, contact: { profileName: 'two' } })
      expect(await store.message('acme', 'msg_three')).toBeUndefined()
      expect((await load('sms:+15550300005')).version).toBe(0)
      expect((await store.depth()).ready).toBe(3)
      const { items } = await store.journal('acme', after.contact.id, { limit: 10 })
      expect(items.map((entry) => entry.input.id)).toEqual(['one', 'two'])
      expect(await store.verify('acme', after.contact.id)).toEqual({ ok: true })
    })

    check('refuses a version from the future and a hash from another history', async () => {
      const before = await commit(JANE, 'one')
      const conflict = { status: 'conflict' }
      expect(await store.commit(inbound({ ...before, version: 5 }, 'two'))).toEqual(conflict)
      expect(await store.commit(inbound({ ...before, hash: 'x' }, 'two'))).toEqual(conflict)
      expect(await load(JANE)).toEqual(before)
    })

    check('makes one contact of two first messages at once', async () => {
      const first = await load(JANE)
      const both = await Promise.all(['one', 'two'].map((id) => store.commit(inbound(first, id))))
      expect(both.map(({ status }) => status).sort()).toEqual(['committed', 'conflict'])

      // Under two addresses whose relation only one of them knows.
      const number = await load(JOHN)
      const alias = await load('whatsapp:US.999', JOHN)
      expect(number.contact.id).not.toBe(alias.contact.id)
      const raced = await Promise.all([
        store.commit(inbound(number, 'three')),
        store.commit(inbound(alias, 'four')),
      ])
      expect(raced.map(({ status }) => status)).toEqual(['committed', 'conflict'])
      const again = await load('whatsapp:US.999', JOHN)
      expect(again.contact.id).toBe(number.contact.id)
      expect(again.others).toEqual([])
      expect(await store.commit(inbound(again, 'four'))).toMatchObject({ status: 'committed' })
      expect((await load('whatsapp:US.999')).contact.id).toBe(number.contact.id)
    })

    check(
      'answers a duplicate with the verdict of the first time, and changes nothing',
      async () => {
        const verdict: Verdict = {
          status: 'refused',
          reason: 'consent_refused',
          refusedAt: NOW,
          sentence: 'No.',
          remedies: [{ do: 'wait_for_contact' }],
        }
        const first = await load(JANE)
        await store.commit(inbound(first, 'one', { verdict }))
        const after = await load(JANE)
        const duplicate = { status: 'duplicate', verdict }
        expect(await store.commit(inbound(first, 'one'))).toEqual(duplicate)
        expect(await store.commit(inbound(after, 'one'))).toEqual(duplicate)
        expect(await store.commit(inbound(await load(JOHN), 'one'))).toEqual(duplicate)
        expect(await load(JANE)).toEqual(after)
        expect((await load(JOHN)).version).toBe(0)
        expect((await store.depth()).ready).toBe(1)
      },
    )

    check('recognises duplicates that arrive at the same moment', async () => {
      const first = await load(JANE)
      const all = await Promise.all(
        Array.from({ length: 10 }, () => store.commit(inbound(first, 'one'))),
      )
      expect(all.map(({ status }) => status).sort()).toEqual([
        'committed',
        ...Array.from({ length: 9 }, () => 'duplicate'),
      ])
    })

    check('keeps many writers of one contact in line, without a gap or a double', async () => {
      const write = async (id: string): Promise<void> => {
        const result = await store.commit(inbound(await load(JANE), id))
        if (result.status === 'conflict') await write(id)
      }
      await Promise.all(Array.from({ length: 20 }, (_, i) => write(`in${i}`)))
      const { contact, version } = await load(JANE)
      expect(version).toBe(20)
      expect(await store.verify('acme', contact.id)).toEqual({ ok: true })
    })

    check('journals receipts too, and keeps one message with the latest state', async () => {
      const before = await commit(JANE, 'one')
      const known = (await store.message('acme', 'msg_one')) as Message
      const receipt: Input = {
        kind: 'receipt',
        id: 'receipt',
        at: NOW + 1,
        sender: SENDER,
        message: 'msg_one',
        status: 'read',
        known,
      }
      const change = inbound(before, 'x', { messages: [{ ...known, status: 'read' }] })
      await store.commit({ ...change, input: receipt, effects: [] })
      expect(await store.message('acme', 'msg_one')).toEqual({ ...known, status: 'read' })
      const { items } = await store.journal('acme', before.contact.id, { limit: 10 })
      expect(items[1]).toMatchObject({ version: 2, input: receipt, effects: [] })
      expect(items[1]?.messages).toEqual([{ ...known, status: 'read' }])
    })

    check('returns the journal unchanged, whatever characters are in it', async () => {
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: ANY_UNIT }), fc.uuid(), async (text, id) => {
          const loaded = await load(JANE)
          const change = inbound(loaded, id)
          const received = { form: 'message', type: 'text', text, media: [] } as const
          const input: Input = {
            ...(change.input as Input & { kind: 'inbound' }),
            message: received,
          }
          await store.commit({ ...change, input, messages: [message(loaded, id, { received })] })
          expect((await store.message('acme', `msg_${id}`))?.received).toEqual(received)
          const page = await store.journal('acme', loaded.contact.id, { limit: 1_000 })
          expect(page.items.at(-1)?.input).toEqual(input)
          expect(await store.verify('acme', loaded.contact.id)).toEqual({ ok: true })
        }),
        { numRuns: 25 },
      )
    })
  })
}

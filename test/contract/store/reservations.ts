/** A store answers once under an idempotency key. */

import { describe, expect } from 'vitest'
import { BusyError } from '../../../src/ports/errors.ts'
import { inbound, JANE, JOHN, NOW } from './given.ts'
import type { Suite } from './suite.ts'

export const reservationsContract = ({ check, store, load, commit }: Suite): void => {
  describe('answers once under an idempotency key', () => {
    const reserve = (now: number, fingerprint = 'f') => store.reserve('k', fingerprint, now, 1_000)

    check('in flight first, then the first answer again', async () => {
      expect(await reserve(NOW)).toEqual({ status: 'reserved' })
      expect(await reserve(NOW + 999)).toEqual({ status: 'in_flight' })
      await store.answer('k', '{"id":"msg"}')
      const done = { status: 'done', answer: '{"id":"msg"}' }
      expect(await reserve(NOW + 1)).toEqual(done)
      expect(await reserve(NOW + 6 * 86_400_000)).toEqual(done)
      expect(await store.reserve('other', 'f', NOW, 1_000)).toEqual({ status: 'reserved' })
    })

    check('stored with a commit, or not at all', async () => {
      const keeps = { key: 'k', fingerprint: 'f', answer: '{"id":"msg"}' }
      expect(await store.isReserved('k')).toBe(false)
      const { contact } = await commit(JANE, 'one', { keeps })
      expect(await store.isReserved('k')).toBe(true)
      expect(await reserve(NOW + 1)).toEqual({ status: 'done', answer: keeps.answer })
      expect(await reserve(NOW + 1, 'g')).toEqual({ status: 'mismatch' })

      const other = { ...keeps, answer: '{"id":"other"}' }
      await expect(commit(JANE, 'two', { keeps: other })).rejects.toThrow(BusyError)
      expect((await store.load({ organisation: 'acme', contact: contact.id }))?.version).toBe(1)
      expect(await reserve(NOW + 1)).toEqual({ status: 'done', answer: keeps.answer })

      await store.erase('acme', contact.id, NOW)
      expect(await reserve(NOW + 1)).toEqual({ status: 'erased' })
    })

    check('removed after a week, also by a commit', async () => {
      const keeps = { key: 'k', fingerprint: 'f', answer: '{"id":"msg"}' }
      await commit(JANE, 'one', { keeps })
      const recordedAt = NOW + 8 * 86_400_000
      await commit(JANE, 'two', { keeps: { ...keeps, key: 'l' }, recordedAt })
      expect(await store.isReserved('k')).toBe(false)
      expect(await store.isReserved('l')).toBe(true)
    })

    check('never for another request', async () => {
      await reserve(NOW)
      const mismatch = { status: 'mismatch' }
      expect(await reserve(NOW + 1, 'g')).toEqual(mismatch)
      expect(await reserve(NOW + 2_000, 'g')).toEqual(mismatch)
      await store.answer('k', 'x')
      expect(await reserve(NOW + 1, 'g')).toEqual(mismatch)
    })

    check('for the next who asks, when the first one died', async () => {
      await reserve(NOW)
      expect(await reserve(NOW + 1_000)).toEqual({ status: 'reserved' })
      expect(await reserve(NOW + 1_999)).toEqual({ status: 'in_flight' })
    })

    check('to one of many at once', async () => {
      const all = await Promise.all(Array.from({ length: 8 }, () => reserve(NOW)))
      expect(all.filter(({ status }) => status === 'reserved')).toHaveLength(1)
      expect(all.filter(({ status }) => status === 'in_flight')).toHaveLength(7)
    })

    check(
      'until the contact it is about is erased, merged or not: then it says so, and no more',
      async () => {
        const { contact: jane } = await commit(JANE, 'one')
        const { contact: john } = await commit(JOHN, 'two')
        await reserve(NOW)
        await store.answer('k', '{"to":"Jane"}', { organisation: 'acme', contact: jane.id })
        const merging = await load(JANE, JOHN)
        await store.commit(inbound(merging, 'three'))
        await store.erase('zen', jane.id, NOW)
        expect((await reserve(NOW + 1)).status).toBe('done')
        await store.erase('acme', john.id, NOW)
        expect(await reserve(NOW + 1)).toEqual({ status: 'erased' })
        // The fingerprint is erased too, so another request looks like the first.
        expect(await reserve(NOW + 1, 'g')).toEqual({ status: 'erased' })
      },
    )

    check('for seven days', async () => {
      await reserve(NOW)
      await store.answer('k', 'x')
      expect(await reserve(NOW + 7 * 86_400_000, 'g')).toEqual({ status: 'reserved' })
    })
  })
}

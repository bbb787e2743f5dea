/** A store forgets contacts, and begins again. */

import { describe, expect } from 'vitest'
import type { Consent } from '../../../src/core/model/contact.ts'
import type { Task } from '../../../src/ports/store/outbox.ts'
import { ACCEPTED, inbound, JANE, JANE_ID, JOHN, LEASE, NOW, revoked, send, tell } from './given.ts'
import type { Suite } from './suite.ts'

export const erasureContract = ({ check, store, load, commit, claim }: Suite): void => {
  describe('forgets', () => {
    const key = 'whatsapp organisation'

    check('a contact with all that belongs to it', async () => {
      const { contact } = await commit(JANE, 'one', { effects: [tell('one'), send('one')] })
      const [task] = (await claim()) as [Task]
      await store.settle(task, { status: 'dead', code: '410' }, NOW)
      await store.erase('acme', contact.id, NOW)
      expect(await load(JANE)).toMatchObject({ version: 0, hash: '', contact: { consents: {} } })
      expect(await store.load({ organisation: 'acme', contact: contact.id })).toBeUndefined()
      expect(await store.load({ organisation: 'acme', providerId: 'SMone' })).toBeUndefined()
      expect(await store.message('acme', 'msg_one')).toBeUndefined()
      expect(await store.contacts('acme', { limit: 10 })).toEqual({ items: [] })
      expect(await store.messages('acme', contact.id, { limit: 10 })).toEqual({ items: [] })
      expect(await store.journal('acme', contact.id, { limit: 10 })).toEqual({ items: [] })
      expect(await store.deadLetters('acme', { limit: 10 })).toEqual({ items: [] })
      expect(await store.depth()).toEqual({ ready: 0, dead: 0 })
      await store.erase('acme', contact.id, NOW)
    })

    check('and never reuses a task id for a returning contact', async () => {
      const { contact } = await commit(JANE, 'one', { effects: [tell('one'), send('one')] })
      const before = (await claim()).map(({ id }) => id)
      await store.erase('acme', contact.id, NOW)
      const recordedAt = NOW + 1
      await commit(JANE, 'two', { effects: [tell('two'), send('two')], recordedAt })
      const after = await claim(recordedAt)
      expect(after).toHaveLength(2)
      for (const { id } of after) expect(before).not.toContain(id)
    })

    check('but not a no, and not the words it was said in', async () => {
      const granted: Consent = { status: 'granted', at: NOW, source: 'contact' }
      const { contact } = await commit(JANE, 'one', {
        contact: { consents: { [key]: revoked, 'sms organisation': granted } },
      })
      await store.erase('acme', contact.id, NOW)
      const again = await load(JANE)
      expect(again).toMatchObject({ version: 0, contact: { id: contact.id } })
      expect(again.contact.consents).toEqual({
        [key]: { status: 'revoked', at: NOW, source: 'contact' },
      })
      expect((await load(JOHN)).contact.consents).toEqual({})
      expect((await load('sms:+15550100001')).contact.consents).toHaveProperty([key])
    })

    check('a no that was taken back before the next erasure', async () => {
      const first = await commit(JANE, 'one', { contact: { consents: { [key]: revoked } } })
      await store.erase('acme', first.contact.id, NOW)
      const granted: Consent = { status: 'granted', at: NOW + 1, source: 'contact' }
      const second = await commit(JANE, 'two', { contact: { consents: { [key]: granted } } })
      expect(second.contact.consents).toEqual({ [key]: granted })
      await store.erase('acme', second.contact.id, NOW + 2)
      expect((await load(JANE)).contact.consents).toEqual({})
    })

    check('no refusal of somebody who comes back under an added address', async () => {
      const gone = await commit(JANE, 'one', { contact: { consents: { [key]: revoked } } })
      await store.erase('acme', gone.contact.id, NOW)
      await commit(JANE_ID, 'two')
      const both = await load(JANE_ID, JANE)
      expect(both.contact.consents).toHaveProperty([key, 'status'], 'revoked')
    })

    check('absorbed contacts along with the one that remains, by either id', async () => {
      await commit(JANE, 'one')
      await commit(JANE_ID, 'two', { recordedAt: NOW + 1 })
      const loaded = await load(JANE, JANE_ID)
      await store.commit(inbound(loaded, 'three', { contact: { consents: { [key]: revoked } } }))
      await store.erase('acme', loaded.others[0]?.contact.id as string, NOW)
      expect(await store.contacts('acme', { limit: 10 })).toEqual({ items: [] })
      expect(await store.depth()).toEqual({ ready: 0, dead: 0 })
      for (const address of [JANE, JANE_ID])
        expect(await load(address)).toMatchObject({
          version: 0,
          contact: { consents: { [key]: { status: 'revoked' } } },
        })
    })

    check('so that a writer who knew the contact before brings nothing back', async () => {
      const stale = await commit(JANE, 'one')
      await store.erase('acme', stale.contact.id, NOW)
      expect(await store.commit(inbound(stale, 'two'))).toEqual({ status: 'conflict' })
      expect((await load(JANE)).version).toBe(0)
    })

    check('so that a provider who delivers an old message again brings nothing back', async () => {
      const { contact } = await commit(JANE, 'one')
      await store.erase('acme', contact.id, NOW)
      const old = { status: 'duplicate', verdict: ACCEPTED }
      expect(await store.commit(inbound(await load(JANE), 'one'))).toEqual(old)
      const after = await commit(JANE, 'two')
      expect(await store.commit(inbound(after, 'one'))).toEqual(old)
      expect(await store.message('acme', 'msg_one')).toBeUndefined()
    })

    check('a contact to whom others write at the same moment', async () => {
      const stale = await commit(JANE, 'one', { contact: { consents: { [key]: revoked } } })
      const [, late] = await Promise.all([
        store.erase('acme', stale.contact.id, NOW),
        store.commit(inbound(stale, 'two')),
      ])
      expect(['committed', 'conflict']).toContain(late?.status)
      expect(await load(JANE)).toMatchObject({ version: 0 })
      expect((await load(JANE)).contact.consents).toHaveProperty([key, 'status'], 'revoked')
    })
  })

  describe('begins again', () => {
    check('with nothing: no contact, task, setting, answer, audit or file', async () => {
      const { contact } = await commit(JANE, 'one')
      const data = Buffer.from('hers')
      await store.keepFile(
        {
          ...{ organisation: 'acme', id: 'fil_1', identity: JANE.slice(9), name: 'Plan.pdf' },
          ...{ contentType: 'application/pdf', bytes: data.length, at: NOW },
        },
        data,
      )
      await store.set('one', 'value')
      await store.reserve('key', 'print', NOW, 1_000)
      await store.clear()
      expect((await store.contacts('acme', { limit: 10 })).items).toEqual([])
      expect((await store.messages('acme', contact.id, { limit: 10 })).items).toEqual([])
      expect((await store.journal('acme', contact.id, { limit: 10 })).items).toEqual([])
      expect(await store.claim(NOW + 1, LEASE)).toEqual([])
      expect(await store.setting('one')).toBeUndefined()
      expect(await store.fileBytes('acme')).toBe(0)
      expect(await store.reserve('key', 'other', NOW, 1_000)).toMatchObject({
        status: 'reserved',
      })
      expect((await commit(JANE, 'one')).contact.addresses).toEqual([JANE])
    })
  })
}

/** A store remembers what the other side calls a record. */

import { describe, expect } from 'vitest'
import { inbound, JANE, JANE_ID, JOHN, NOW } from './given.ts'
import type { Suite } from './suite.ts'

export const linksContract = ({ check, store, load, commit }: Suite): void => {
  describe('remembers what the other side calls a record', () => {
    const key = { organisation: 'acme', connection: 'crm', kind: 'conversation' }
    const linked = (contact: string, ours: string, theirs: string) =>
      store.link({ ...key, ours, theirs, contact })

    check('and finds it by either name', async () => {
      const { contact } = await commit(JANE, 'one')
      expect(await linked(contact.id, 'one', '4711')).toBe('4711')
      expect(await store.theirs({ ...key, ours: 'one' })).toBe('4711')
      expect(await store.ours({ ...key, theirs: '4711' })).toBe('one')
      expect(await store.theirs({ ...key, ours: '4711' })).toBeUndefined()
      expect(await store.ours({ ...key, theirs: 'one' })).toBeUndefined()
    })

    check('for each organisation, connection and kind apart', async () => {
      const { contact } = await commit(JANE, 'one')
      await linked(contact.id, 'one', '4711')
      for (const other of [{ organisation: 'zen' }, { connection: 'old' }, { kind: 'contact' }]) {
        expect(await store.theirs({ ...key, ...other, ours: 'one' })).toBeUndefined()
        expect(await store.ours({ ...key, ...other, theirs: '4711' })).toBeUndefined()
        await store.unlink({ ...key, ...other, ours: 'one' })
      }
      expect(await store.theirs({ ...key, ours: 'one' })).toBe('4711')
    })

    check('the first name stays, whatever is written at the same time', async () => {
      const { contact } = await commit(JANE, 'one')
      const names = ['4711', '4712', '4713']
      const stands = await Promise.all(names.map((theirs) => linked(contact.id, 'one', theirs)))
      expect(new Set(stands).size).toBe(1)
      expect(await store.theirs({ ...key, ours: 'one' })).toBe(stands[0])
      expect(await linked(contact.id, 'one', '4714')).toBe(stands[0])
      for (const theirs of names)
        expect(await store.ours({ ...key, theirs })).toBe(theirs === stands[0] ? 'one' : undefined)
    })

    check('two records of ours may be one of theirs', async () => {
      const { contact } = await commit(JANE, 'one')
      await linked(contact.id, 'two', '4711')
      await linked(contact.id, 'one', '4711')
      expect(await store.theirs({ ...key, ours: 'two' })).toBe('4711')
      expect(await store.ours({ ...key, theirs: '4711' })).toBe('one')
    })

    check('until it is unlinked; then there may be another', async () => {
      const { contact } = await commit(JANE, 'one')
      await linked(contact.id, 'one', '4711')
      await store.unlink({ ...key, ours: 'one' })
      expect(await store.theirs({ ...key, ours: 'one' })).toBeUndefined()
      expect(await linked(contact.id, 'one', '4712')).toBe('4712')
      expect(await store.theirs({ ...key, ours: 'one' })).toBe('4712')
    })

    check('but not of a contact who was erased, nor of one who never was', async () => {
      const { contact } = await commit(JANE, 'one')
      const john = (await commit(JOHN, 'two')).contact
      await linked(contact.id, 'one', '4711')
      await linked(john.id, 'two', '4712')
      await store.erase('acme', contact.id, NOW)
      expect(await store.theirs({ ...key, ours: 'one' })).toBeUndefined()
      expect(await store.ours({ ...key, theirs: '4711' })).toBeUndefined()
      expect(await store.theirs({ ...key, ours: 'two' })).toBe('4712')
      for (const gone of [contact.id, 'con_unknown']) {
        expect(await linked(gone, 'one', '4711')).toBe('4711')
        expect(await store.theirs({ ...key, ours: 'one' })).toBeUndefined()
      }
    })

    check('and erases those of absorbed contacts, whenever they were made', async () => {
      const absorbed = (await commit(JANE_ID, 'two', { recordedAt: NOW + 1 })).contact
      await linked(absorbed.id, 'before', '4711')
      await commit(JANE, 'one')
      const loaded = await load(JANE, JANE_ID)
      await store.commit(inbound(loaded, 'three'))
      for (const { contact } of [loaded, ...loaded.others])
        await linked(contact.id, `after ${contact.id}`, '4712')
      expect(await store.theirs({ ...key, ours: 'before' })).toBe('4711')
      await store.erase('acme', loaded.contact.id, NOW)
      for (const theirs of ['4711', '4712'])
        expect(await store.ours({ ...key, theirs })).toBeUndefined()
    })
  })
}

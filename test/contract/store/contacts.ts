/** A store knows contacts, and merges them. */

import { describe, expect } from 'vitest'
import { CursorError } from '../../../src/ports/errors.ts'
import type { Page } from '../../../src/ports/store/page.ts'
import type { ContactKey, Loaded } from '../../../src/ports/store.ts'
import { allPages, inbound, JANE, JANE_ID, JOHN, message, NOW, toCursor } from './given.ts'
import type { Suite } from './suite.ts'

export const contactsContract = ({ check, store, load, commit, claim, effects }: Suite): void => {
  describe('knows contacts', () => {
    check(
      'gives a contact of whom nothing is known an id that follows from the address',
      async () => {
        const first = await load(JANE)
        expect(first).toMatchObject({ version: 0, hash: '', others: [] })
        expect(first.contact.id).toMatch(/^con_[\w-]{16,}$/)
        expect(first.contact.addresses).toEqual([JANE])
        expect((await load(JANE)).contact).toEqual(first.contact)
        expect((await load(JOHN)).contact.id).not.toBe(first.contact.id)
      },
    )

    check('finds commits by address, id, message and provider id', async () => {
      const before = await load(JANE)
      const sent = message(before, 'out', { direction: 'outbound', providerId: 'SMout' })
      const contact = { ...before.contact, profileName: 'Jane' }
      await commit(JANE, 'one', { contact, messages: [message(before, 'one'), sent] })
      const found = { contact, version: 1, others: [] }
      expect(await load(JANE)).toMatchObject(found)
      const organisation = 'acme'
      expect(await store.load({ organisation, contact: contact.id })).toMatchObject(found)
      for (const key of [{ message: 'msg_out' }, { providerId: 'SMout' }])
        expect(await store.load({ organisation, ...key } as ContactKey)).toMatchObject({
          ...found,
          message: sent,
        })
    })

    check('finds a message by the provider id that it got later', async () => {
      const before = await load(JANE)
      const sent = message(before, 'out', { direction: 'outbound' })
      const after = await commit(JANE, 'one', { messages: [sent] })
      expect(await store.load({ organisation: 'acme', providerId: 'SMout' })).toBeUndefined()
      await store.commit(inbound(after, 'two', { messages: [{ ...sent, providerId: 'SMout' }] }))
      expect(await store.load({ organisation: 'acme', providerId: 'SMout' })).toMatchObject({
        version: 2,
        message: { id: 'msg_out', providerId: 'SMout' },
      })
    })

    check('answers undefined for an unknown id, message or provider id', async () => {
      const organisation = 'acme'
      expect(await store.load({ organisation, contact: 'con_nobody' })).toBeUndefined()
      expect(await store.load({ organisation, message: 'msg_none' })).toBeUndefined()
      expect(await store.load({ organisation, providerId: '' })).toBeUndefined()
      expect(await store.message('acme', 'msg_none')).toBeUndefined()
    })

    check('knows the same number on another channel, and adds that address', async () => {
      const { contact } = await commit(JANE, 'one')
      const again = await load('sms:+15550100001')
      expect(again).toMatchObject({ version: 1, contact: { id: contact.id } })
      expect(again.contact.addresses).toEqual([JANE, 'sms:+15550100001'])
    })

    check(
      'knows a Mexican number under its other spelling, unless that has a contact of its own',
      async () => {
        const { contact } = await commit('whatsapp:+5215512345678', 'one')
        const other = await load('whatsapp:+525512345678')
        expect(other.contact.id).toBe(contact.id)
        expect(other.contact.addresses).toContain('whatsapp:+525512345678')

        // Both spellings were people of their own before one of them was added to a contact.
        await commit('sms:+525587654321', 'two')
        const loaded = await load(JANE)
        const addresses = [JANE, 'whatsapp:+5215587654321'] as const
        await store.commit(inbound(loaded, 'three', { contact: { addresses } }))
        for (const address of ['whatsapp:+5215587654321', 'sms:+525587654321'] as const)
          expect((await load(address)).others).toEqual([])
      },
    )

    check('lists contacts with the most recently changed first, page by page', async () => {
      for (let i = 0; i < 7; i++)
        await commit(`sms:+1555020000${i}`, `in${i}`, { recordedAt: NOW + Math.floor(i / 2) })
      await commit('sms:+15550200003', 'again', { recordedAt: NOW + 100 })
      const page = (limit: number) => allPages((p) => store.contacts('acme', p), limit)
      const contacts = await page(2)
      expect(contacts).toHaveLength(7)
      expect(contacts[0]?.addresses).toEqual(['sms:+15550200003'])
      expect(await page(100)).toEqual(contacts)
    })

    check('lists the one contact of an address or number', async () => {
      const { contact } = await commit(JANE, 'one')
      await commit(JOHN, 'two')
      for (const address of [JANE, '+15550100001'])
        expect(await store.contacts('acme', { limit: 10, address })).toEqual({ items: [contact] })
      expect(await store.contacts('acme', { limit: 10, address: '+1555' })).toEqual({ items: [] })
    })

    check('lists the messages of all contacts of one organisation, newest first', async () => {
      await commit(JANE, 'one', { recordedAt: NOW })
      await commit(JOHN, 'two', { recordedAt: NOW + 1 })
      await commit(JANE, 'three', { recordedAt: NOW + 2 })
      const ids = async (range: { from?: number; before?: number } = {}, limit = 2) => {
        const read = (page: Page) => store.recentMessages('acme', { ...page, ...range })
        return (await allPages(read, limit)).map(({ id }) => id)
      }
      expect(await ids()).toEqual(['msg_three', 'msg_two', 'msg_one'])
      expect(await ids({}, 1)).toEqual(['msg_three', 'msg_two', 'msg_one'])
      expect(await ids({ from: NOW + 1 })).toEqual(['msg_three', 'msg_two'])
      expect(await ids({ before: NOW + 2 }, 1)).toEqual(['msg_two', 'msg_one'])
      expect(await store.recentMessages('zen', { limit: 10 })).toEqual({ items: [] })
    })

    check('refuses the cursor of another list', async () => {
      const { contact } = await commit(JANE, 'one')
      await commit(JOHN, 'two')
      await commit(JANE, 'three', { recordedAt: NOW + 1 })
      const page = { limit: 1, from: 0, before: NOW + 9 }
      const lists = {
        contacts: (page: Page) => store.contacts('acme', page),
        'contacts by id': (page: Page) => store.contacts('acme', { ...page, afterId: '' }),
        messages: (page: Page) => store.messages('acme', contact.id, page),
        'recent messages': (page: Page) => store.recentMessages('acme', page),
        journal: (page: Page) => store.journal('acme', contact.id, page),
        history: (more: Page) => store.history('acme', { ...page, ...more }),
      }
      for (const [one, list] of Object.entries(lists)) {
        const { next = '' } = await list({ limit: 1 })
        expect(next, one).not.toBe('')
        for (const [other, read] of Object.entries(lists))
          if (other !== one)
            await expect(read({ limit: 1, cursor: next }), `${one}: ${other}`).rejects.toThrow(
              CursorError,
            )
      }
    })

    check('refuses a cursor that it did not give out', async () => {
      const { contact } = await commit(JANE, 'one')
      const forged = ['{"a":1}', '[1e30,""]', '[1.5,""]', '[1e30,0,""]', '[1e30,"",0]']
      for (const cursor of ['nonsense', 'WzFd', ...forged.map(toCursor)]) {
        const page = { limit: 1, cursor }
        await expect(store.contacts('acme', page)).rejects.toThrow(CursorError)
        await expect(store.messages('acme', contact.id, page)).rejects.toThrow(CursorError)
        await expect(store.recentMessages('acme', page)).rejects.toThrow(CursorError)
        await expect(store.journal('acme', contact.id, page)).rejects.toThrow(CursorError)
        await expect(store.deadLetters('acme', page)).rejects.toThrow(CursorError)
      }
    })
  })

  describe('merges contacts', () => {
    /** Jane is known by number and, apart from that, by her scoped id, until a webhook names both. */
    const merge = async () => {
      await commit(JANE, 'one', { recordedAt: NOW })
      await commit(JANE_ID, 'two', { recordedAt: NOW + 1 })
      const loaded = await load(JANE_ID, JANE)
      return { loaded, change: inbound(loaded, 'three', { recordedAt: NOW + 2 }) }
    }

    check('finds several contacts and calls the oldest the one', async () => {
      const { loaded } = await merge()
      expect(loaded.contact.id).toBe((await load(JANE)).contact.id)
      expect(loaded.contact.addresses).toEqual([JANE, JANE_ID])
      expect(loaded.others).toEqual([await load(JANE_ID)])
    })

    check('puts aliases, messages and journal together in one commit', async () => {
      const { loaded, change } = await merge()
      const absorbed = loaded.others[0]?.contact.id as string
      expect(await store.commit(change)).toMatchObject({ status: 'committed', version: 2 })
      const { contact } = await load(JANE)
      for (const key of [{ addresses: [JANE_ID] }, { contact: absorbed }, { message: 'msg_two' }])
        expect(await store.load({ organisation: 'acme', ...key } as ContactKey)).toMatchObject({
          version: 2,
          contact: { id: contact.id },
          others: [],
        })
      const messages = await allPages((page) => store.messages('acme', contact.id, page), 2)
      expect(messages.map(({ id }) => id)).toEqual(['msg_three', 'msg_two', 'msg_one'])
      expect(new Set(messages.map((one) => one.contact))).toEqual(new Set([contact.id]))
      const entries = await allPages((page) => store.journal('acme', contact.id, page), 2)
      expect(entries).toHaveLength(4)
      const span = { from: NOW, before: NOW + 1_000_000_000 }
      const history = await allPages((page) => store.history('acme', { ...page, ...span }), 2)
      expect(history).toEqual(entries)
      const early = { from: NOW - 1, before: NOW }
      expect((await store.history('acme', { limit: 9, ...early })).items).toEqual([])
      expect((await store.history('zen', { limit: 9, ...span })).items).toEqual([])
      expect(entries.slice(0, 2).map((entry) => entry.input.id)).toEqual(['one', 'two'])
      expect(entries.find((entry) => entry.mergedInto)).toMatchObject({
        contact: absorbed,
        version: 2,
        mergedInto: contact.id,
        input: { id: 'three' },
      })
      expect(await store.verify('acme', contact.id)).toEqual({ ok: true })
      expect((await store.contacts('acme', { limit: 10 })).items).toEqual([contact])
      expect(await store.commit(change)).toMatchObject({ status: 'duplicate' })
    })

    check('refuses a write to the absorbed contact', async () => {
      const { loaded, change } = await merge()
      const stale = loaded.others[0] as Loaded
      await store.commit(change)
      expect(await store.commit(inbound(stale, 'late'))).toEqual({ status: 'conflict' })
    })

    check('is undone as a whole when the other contact has changed meanwhile', async () => {
      const { change } = await merge()
      const other = await commit(JANE_ID, 'meanwhile')
      expect(await store.commit(change)).toEqual({ status: 'conflict' })
      expect(await load(JANE_ID)).toEqual(other)
      expect((await load(JANE)).version).toBe(1)
    })

    check('follows a contact that was merged twice', async () => {
      await commit(JOHN, 'oldest', { recordedAt: NOW - 1 })
      const { loaded, change } = await merge()
      await store.commit(change)
      const again = await load(JANE, JOHN)
      expect(again.contact.addresses[0]).toBe(JOHN)
      expect(await store.commit(inbound(again, 'again'))).toMatchObject({ status: 'committed' })
      const first = loaded.others[0]?.contact.id as string
      expect(await store.load({ organisation: 'acme', contact: first })).toMatchObject({
        contact: { id: again.contact.id },
      })
      const entries = await allPages((page) => store.journal('acme', again.contact.id, page), 3)
      expect(new Set(entries.map((entry) => entry.contact)).size).toBe(3)
    })

    check('runs the absorbed contact’s pending tasks', async () => {
      const { change } = await merge()
      await store.commit(change)
      expect(effects(await claim(NOW + 10)).sort()).toEqual(['evt_one', 'evt_two'])
    })
  })
}

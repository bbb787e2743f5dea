/** The contract of every store: the promises that hold through races, crashes, retries and erasure. */

import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect } from 'vitest'
import type { Address } from '../../src/core/model/address.ts'
import type { Consent, Contact } from '../../src/core/model/contact.ts'
import type { Effect, Input, Message } from '../../src/core/model/message/message.ts'
import type { Verdict } from '../../src/core/model/verdict.ts'
import { BusyError, CursorError } from '../../src/ports/errors.ts'
import type { Task } from '../../src/ports/store/outbox.ts'
import type { Page, Paged } from '../../src/ports/store/page.ts'
import type { Change, ContactKey, Loaded, ObservedFilter, Store } from '../../src/ports/store.ts'
import { createChecks, type Skip } from './checks.ts'
import { originalsContract } from './originals.ts'

export type StoreHarness = {
  readonly store: Store
  /** Closes the store and opens it again on what it left behind; absent = it leaves nothing. */
  readonly reopen?: () => Promise<Store>
  /** Changes the verdict that the journal has for one row, behind the store's back. */
  readonly tamper?: (organisation: string, contact: string, version: number) => Promise<void>
}

export const NOW = 1_790_000_000_000
/** Halves of surrogate pairs and control characters included. */
const ANY_UNIT = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code))
const LEASE: Parameters<Store['claim']>[1] = { limit: 100, leaseMs: 60_000 }
export const JANE = 'whatsapp:+15550100001' as Address
const JANE_ID = 'whatsapp:US.1234567890' as Address
const JOHN = 'whatsapp:+15550100002' as Address
const SENDER = 'whatsapp:+15551110000' as Address
const ACCEPTED: Verdict = { status: 'accepted' }

/** An inbound message with the change that a gateway might make of it. */
export const inbound = (
  loaded: Loaded,
  id: string,
  change: Partial<Omit<Change, 'contact'>> & { readonly contact?: Partial<Contact> } = {},
): Change => {
  const from = loaded.contact.addresses[0] as Address
  const at = change.recordedAt ?? NOW
  const received = { form: 'message', type: 'text', text: `Hello from ${id}`, media: [] } as const
  const input: Input = {
    kind: 'inbound',
    id,
    at,
    sender: SENDER,
    from,
    aliases: [],
    providerId: `SM${id}`,
    message: received,
  }
  return {
    input,
    version: loaded.version,
    hash: loaded.hash,
    ...(loaded.claimed && { claimed: loaded.claimed }),
    others: loaded.others,
    verdict: ACCEPTED,
    effects: [tell(id, from)],
    messages: [message(loaded, id, { at, received, providerId: `SM${id}` })],
    recordedAt: at,
    provider: 'twilio',
    crms: ['crm'],
    ...change,
    contact: { ...loaded.contact, ...change.contact },
  }
}

const toCursor = (text: string) => Buffer.from(text).toString('base64url')

const message = (loaded: Loaded, id: string, more: Partial<Message> = {}): Message => ({
  id: `msg_${id}`,
  contact: loaded.contact.id,
  direction: 'inbound',
  at: NOW,
  line: 'advisory',
  sender: SENDER,
  address: loaded.contact.addresses[0] as Address,
  status: 'received',
  history: [{ status: 'received', at: NOW }],
  ...more,
})

const tell = (id: string, address = JANE): Effect => ({
  kind: 'tell',
  id: `evt_${id}`,
  type: 'message.received',
  at: NOW,
  address,
  message: `msg_${id}`,
})
const send = (id: string): Effect => ({ kind: 'send', id: `snd_${id}`, message: `msg_${id}` })
const revoked: Consent = { status: 'revoked', at: NOW, source: 'contact', words: 'STOP, I said' }

/** All pages of a listing, so many items at a time. */
const allPages = async <T>(list: (page: Page) => Promise<Paged<T>>, limit: number) => {
  const items: T[] = []
  let cursor: string | undefined
  do {
    const page = await list({ limit, ...(cursor === undefined ? {} : { cursor }) })
    expect(page.items.length).toBeLessThanOrEqual(limit)
    items.push(...page.items)
    cursor = page.next
  } while (cursor !== undefined)
  return items
}

/** The suite for one implementation. */
export const storeContract = (
  name: string,
  make: () => Promise<StoreHarness>,
  { skip = [] }: { readonly skip?: readonly Skip[] } = {},
): void => {
  originalsContract(name, make)
  const { check, checkSkipped } = createChecks(skip)

  describe(`the ${name} store`, () => {
    let harness: StoreHarness
    let store: Store

    beforeEach(async () => {
      harness = await make()
      store = harness.store
    })
    afterEach(() => store.close())

    const load = async (...addresses: [Address, ...Address[]]): Promise<Loaded> =>
      (await store.load({ organisation: 'acme', addresses })) as Loaded
    /** Commits an inbound message of that contact as it is now. */
    const commit = async (
      address: Address,
      id: string,
      change: Parameters<typeof inbound>[2] = {},
    ) => {
      const loaded = await load(address)
      expect(await store.commit(inbound(loaded, id, change))).toMatchObject({ status: 'committed' })
      return load(address)
    }
    /** The tasks that such a commit leases. */
    const leasedOf = async (
      address: Address,
      id: string,
      change: Parameters<typeof inbound>[2],
    ): Promise<readonly Task[]> => {
      const committed = await store.commit(inbound(await load(address), id, change))
      return committed.status === 'committed' ? committed.tasks : []
    }
    const claim = (now = NOW, lease = LEASE) => store.claim(now, lease)
    const effects = (tasks: readonly Task[]) => tasks.map((task) => task.effect.id)
    const done = async (tasks: readonly Task[]) => {
      for (const task of tasks) expect(await store.settle(task, { status: 'done' }, NOW)).toBe(true)
    }

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

      check(
        'keeps the last exchange of a dead letter, and erases it with the contact',
        async () => {
          await commit(JANE, 'one')
          const [task] = (await claim()) as [Task]
          const exchange = {
            at: NOW,
            durationMs: 12,
            request: { method: 'POST', url: 'https://crm.example', headers: {}, body: '{"é":1}' },
            answer: { status: 410, headers: { server: 'nginx' } },
          }
          await store.settle(task, { status: 'dead', code: 'gone', exchange }, NOW)
          expect((await store.deadLetters('acme', { limit: 1 })).items[0]?.exchange).toEqual(
            exchange,
          )
          await store.erase('acme', task.contact, NOW)
          expect((await store.deadLetters('acme', { limit: 1 })).items).toEqual([])
        },
      )

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

      check('tells how many wait, and says nothing of a time when nothing waits', async () => {
        expect(await store.nextDueAt()).toBeUndefined()
        expect(await store.depth()).toEqual({ ready: 0, dead: 0 })
        await commit(JANE, 'one', { recordedAt: NOW + 3 })
        expect(await store.nextDueAt()).toBe(NOW + 3)
        expect(await store.depth()).toEqual({ ready: 1, dead: 0, oldestAt: NOW + 3 })
      })
    })

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

      check(
        'keeps an observation when the message gets on, and drops none in a merge',
        async () => {
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
        },
      )

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
        await harness.tamper?.('acme', contact.id, 2)
        expect(await store.verify('acme', contact.id)).toEqual({ ok: false, brokenAtVersion: 2 })
      })

      check('keeps everything over a restart', async () => {
        const loaded = await commit(JANE, 'one', { effects: [tell('one'), send('one')] })
        const [task] = (await claim()) as [Task]
        await store.set('clock', '7')
        store = (await harness.reopen?.()) as Store
        expect(await load(JANE)).toEqual(loaded)
        expect(await store.setting('clock')).toBe('7')
        expect(await store.commit(inbound(loaded, 'one'))).toMatchObject({ status: 'duplicate' })
        expect(await store.settle(task, { status: 'done' }, NOW)).toBe(true)
        expect(await claim(NOW + 60_000)).toMatchObject([{ attempt: 2, doubtful: true }])
      })
    })

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

      check(
        'so that a provider who delivers an old message again brings nothing back',
        async () => {
          const { contact } = await commit(JANE, 'one')
          await store.erase('acme', contact.id, NOW)
          const old = { status: 'duplicate', verdict: ACCEPTED }
          expect(await store.commit(inbound(await load(JANE), 'one'))).toEqual(old)
          const after = await commit(JANE, 'two')
          expect(await store.commit(inbound(after, 'one'))).toEqual(old)
          expect(await store.message('acme', 'msg_one')).toBeUndefined()
        },
      )

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
          expect(await store.ours({ ...key, theirs })).toBe(
            theirs === stands[0] ? 'one' : undefined,
          )
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

    describe('answers once under an idempotency key', () => {
      const reserve = (now: number, fingerprint = 'f') =>
        store.reserve('k', fingerprint, now, 1_000)

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

    check('keeps settings, the last value of each', async () => {
      expect(await store.setting('clock')).toBeUndefined()
      await store.set('clock', '1')
      await store.set('clock', '2')
      expect(await store.setting('clock')).toBe('2')
      expect(await store.setting('other')).toBeUndefined()
    })

    check('never shows one organisation anything of another', async () => {
      const organisations = ['acme', 'bond'] as const
      const step = fc.record({
        organisation: fc.constantFrom(...organisations),
        address: fc.constantFrom(JANE, JOHN, JANE_ID),
        id: fc.integer({ min: 0, max: 9 }),
        erase: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
      })
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
          const { store: shared } = await make()
          const { store: alone } = await make()
          for (const { organisation, address, id, erase } of steps) {
            // Whatever happens in the other organisation, acme sees what it would see alone.
            for (const one of organisation === 'acme' ? [shared, alone] : [shared]) {
              const loaded = await one.load({ organisation, addresses: [address] })
              if (!loaded) throw new Error('an address always loads')
              if (erase) await one.erase(organisation, loaded.contact.id, NOW)
              else await one.commit(inbound(loaded, `in${id}`))
            }
          }
          const seen = async (one: Store) => {
            const { items: contacts } = await one.contacts('acme', { limit: 100 })
            const each = contacts.map(async ({ id }) => ({
              messages: await one.messages('acme', id, { limit: 100 }),
              journal: await one.journal('acme', id, { limit: 100 }),
              chain: await one.verify('acme', id),
            }))
            const tasks = await one.claim(NOW, LEASE)
            return {
              contacts,
              each: await Promise.all(each),
              tasks: tasks
                .filter((task) => task.organisation === 'acme')
                .map(({ lease, ...task }) => ({ ...task, leased: lease !== '' })),
            }
          }
          expect(await seen(shared)).toEqual(await seen(alone))
          await Promise.all([shared.close(), alone.close()])
        }),
        { numRuns: 10 },
      )
    })

    checkSkipped()
  })
}

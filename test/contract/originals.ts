/** Stores write a message whole once, and read it whole everywhere. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Change, Store } from '../../src/ports/store.ts'
import {
  createHistory,
  messagesAfter,
  ORGANISATION,
  outboundOf,
  receiptOf,
  writeHistory,
} from '../support/database/history.ts'
import { T0 } from '../support/given.ts'

export const originalsContract = (
  name: string,
  make: () => Promise<{ readonly store: Store }>,
): void => {
  describe(`the ${name} store keeps a message whole once and`, () => {
    let store: Store
    let changes: readonly Change[]
    let contact: string
    beforeEach(async () => {
      store = (await make()).store
      changes = await writeHistory(store)
      contact = changes.at(-1)?.contact.id ?? ''
    })
    afterEach(() => store.close())

    test.each([1, 2, 100])('the journal has what was committed, in pages of %d', async (limit) => {
      const entries = []
      let cursor: string | undefined
      do {
        const page = await store.journal(ORGANISATION, contact, {
          limit,
          ...(cursor && { cursor }),
        })
        entries.push(...page.items.filter(({ mergedInto }) => mergedInto === undefined))
        cursor = page.next
      } while (cursor !== undefined)
      const expected = changes
        .toSorted((a, b) => a.recordedAt - b.recordedAt)
        .map(({ input, messages, effects, verdict }) => ({ input, messages, effects, verdict }))
      expect(
        entries.map(({ input, messages, effects, verdict }) => ({
          input,
          messages,
          effects,
          verdict,
        })),
      ).toEqual(expected)
    })

    test('each message reads as it was last written, under the remaining contact', async () => {
      const { items } = await store.messages(ORGANISATION, contact, { limit: 100 })
      const { items: recent } = await store.recentMessages(ORGANISATION, { limit: 100 })
      const expected = [...messagesAfter(changes).values()].map((one) => ({ ...one, contact }))
      const byId = (all: readonly { readonly id: string }[]) =>
        all.toSorted((a, b) => (a.id < b.id ? -1 : 1))
      expect(byId(items)).toEqual(byId(expected))
      expect(byId(recent)).toEqual(byId(expected))
      for (const message of expected) {
        expect(await store.message(ORGANISATION, message.id)).toEqual(message)
        const loaded = await store.load({ organisation: ORGANISATION, message: message.id })
        expect(loaded?.message).toEqual(message)
      }
    })

    test('our texts are those of our messages that may have left, the latest first', async () => {
      const { items } = await store.messages(ORGANISATION, contact, { limit: 100 })
      const left = items.filter(({ providerId, history }) => providerId || history.length > 1)
      const textsOf = (messages: typeof items) => messages.flatMap(({ rendered }) => rendered ?? [])
      expect(textsOf(left)).not.toEqual([])
      expect(await store.ourTexts(ORGANISATION, contact, 100)).toEqual(textsOf(left))
      const latest = items.slice(0, 3).filter((one) => left.includes(one))
      expect(await store.ourTexts(ORGANISATION, contact, 3)).toEqual(textsOf(latest))
    })

    test('a task has its message whole', async () => {
      const messages = messagesAfter(changes)
      for (let claimed = 1; claimed > 0; ) {
        const tasks = await store.claim(T0 + 1_000, { limit: 100, leaseMs: 1_000 })
        for (const task of tasks) {
          const id = task.message?.id ?? ''
          if ('message' in task.effect && task.effect.message)
            expect(task.message).toEqual({ ...messages.get(id), contact })
          await store.settle(task, { status: 'done' }, T0 + 1_000)
        }
        claimed = tasks.length
      }
    })

    test('its chain holds, and an erasure leaves nothing of it', async () => {
      expect(await store.verify(ORGANISATION, contact)).toEqual({ ok: true })
      await store.erase(ORGANISATION, contact, T0 + 100)
      for (const id of messagesAfter(changes).keys())
        expect(await store.message(ORGANISATION, id)).toBeUndefined()
      expect((await store.journal(ORGANISATION, contact, { limit: 100 })).items).toEqual([])
    })

    test('a report of a message without a provider id has it as it was known', async () => {
      const { write } = createHistory(store)
      await write(outboundOf('third', T0 + 210))
      const { providerId: _, ...doubt } = receiptOf('third', 'unknown', T0 + 220)
      await write({ ...doubt, id: 'undecided', isUndecided: true })
      const { input } = await write({ ...doubt, id: 'again', at: T0 + 230 })
      expect(input).toMatchObject({ known: { verdict: { reason: 'maybe_sent' } } })
      const { items } = await store.journal(ORGANISATION, contact, { limit: 100 })
      expect(items.at(-1)?.input).toEqual(input)
    })

    test('a report after the redaction restores no text', async () => {
      const { write } = createHistory(store)
      await write({ ...receiptOf('second', 'delivered', T0 + 200), id: 'late' })
      const { history } = (await store.message(ORGANISATION, 'second')) ?? {}
      expect(history?.at(-1)).toEqual({ status: 'delivered', at: T0 + 200 })
      expect((await store.message(ORGANISATION, 'first'))?.received?.text).toBeUndefined()
      expect(await store.verify(ORGANISATION, contact)).toEqual({ ok: true })
    })
  })
}

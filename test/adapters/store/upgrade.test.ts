/** A file that was written by version 8 of the schema, when every copy of a message was whole. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSqliteStore } from '../../../adapters/store/sqlite.ts'
import type { Message } from '../../../src/core/model/message/message.ts'
import type { JournalEntry, Store } from '../../../src/ports/store.ts'
import {
  createHistory,
  inboundOf,
  ORGANISATION,
  outboundOf,
  receiptOf,
} from '../../support/database/history.ts'
import { T0 } from '../../support/given.ts'

const fixture = (name: string) => new URL(`../../fixtures/database/${name}`, import.meta.url)
type Expected = {
  readonly contact: string
  readonly journal: readonly JournalEntry[]
  readonly messages: readonly Message[]
}
const before: Expected = JSON.parse(readFileSync(fixture('version-8.json'), 'utf8'))
const limit = 100

let folder: string
let path: string
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-upgrade-'))
  path = join(folder, 'postern.db')
  writeFileSync(path, gunzipSync(readFileSync(fixture('version-8.db.gz'))))
  store = createSqliteStore({ path, hashKey: 'k' })
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

test('all its data reads as before, and its chain holds', async () => {
  const { contact } = before
  expect((await store.journal(ORGANISATION, contact, { limit })).items).toEqual(before.journal)
  expect((await store.messages(ORGANISATION, contact, { limit })).items).toEqual(before.messages)
  expect(await store.verify(ORGANISATION, contact)).toEqual({ ok: true })
})

test('it stays in use: statuses of old messages, new messages, and one chain over all', async () => {
  const { write } = createHistory(store)
  await write({ ...receiptOf('second', 'delivered', T0 + 200), id: 'late' })
  await write(inboundOf('thanks', T0 + 210))
  await write(outboundOf('third', T0 + 220))
  await write(receiptOf('third', 'read', T0 + 230))
  await write({ ...receiptOf('answer', 'read', T0 + 240), id: 'again' })
  const { contact, messages } = before
  const items = (await store.messages(ORGANISATION, contact, { limit })).items
  expect(items.find(({ id }) => id === 'third')?.status).toBe('read')
  const answer = messages.find(({ id }) => id === 'answer') as Message
  expect(items.find(({ id }) => id === 'answer')).toEqual({
    ...answer,
    history: [...answer.history, { status: 'read', at: T0 + 240 }],
  })
  const { items: entries } = await store.journal(ORGANISATION, contact, { limit })
  expect(entries.slice(0, before.journal.length)).toEqual(before.journal)
  expect(entries.at(-1)?.messages[0]?.rendered).toBe(answer.rendered)
  expect(await store.verify(ORGANISATION, contact)).toEqual({ ok: true })
})

test('its tasks still run, with their messages', async () => {
  const tasks = await store.claim(T0 + 1_000, { limit, leaseMs: 1_000 })
  expect(tasks.length).toBeGreaterThan(0)
  for (const { message, effect } of tasks)
    if (effect.kind === 'send') expect(before.messages).toContainEqual(message)
})

test('its contact can be erased', async () => {
  await store.erase(ORGANISATION, before.contact, T0 + 300)
  const db = new DatabaseSync(path)
  for (const table of ['journal', 'message', 'contact', 'alias', 'task'])
    expect(db.prepare(`SELECT COUNT(*) AS n FROM ${table}`).get()).toEqual({ n: 0 })
  db.close()
})

/** The disk space of a message: pages in use, with all indexes, once its tasks are done. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSqliteStore } from '../../../adapters/store/sqlite.ts'
import type { Address } from '../../../src/core/model/address.ts'
import type { Store } from '../../../src/ports/store.ts'
import { createHistory, inboundOf, outboundOf, receiptOf } from '../../support/database/history.ts'
import { T0 } from '../../support/given.ts'

const CONTACTS = 100
const MESSAGES = 400
const addressOf = (i: number): Address => `whatsapp:+1415555${1_000 + (i % CONTACTS)}`

let folder: string
let path: string
let store: Store
let db: DatabaseSync
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-bytes-'))
  path = join(folder, 'postern.db')
  store = createSqliteStore({ path, hashKey: 'k' })
  db = new DatabaseSync(path)
})
afterEach(async () => {
  db.close()
  await store.close()
  rmSync(folder, { recursive: true })
})

const settleAll = async () => {
  for (;;) {
    const tasks = await store.claim(T0 + 100_000_000, { limit: 1_000, leaseMs: 1_000 })
    await Promise.all(tasks.map((task) => store.settle(task, { status: 'done' }, T0 + 100_000_000)))
    if (tasks.length === 0) return
  }
}

const bytes = () => {
  const pragma = (name: string) => Number(db.prepare(`PRAGMA ${name}`).get()?.[name])
  return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size')
}

/** Each contact once at a time: those of one wave share their transactions. */
const inWaves = async (from: number, to: number, work: (i: number) => Promise<unknown>) => {
  for (let first = from; first < to; first += CONTACTS)
    await Promise.all(Array.from({ length: CONTACTS }, (_, i) => work(first + i)))
  await settleAll()
}

test('an inbound message takes at most 1.6 KB, a send with its reports 4.9 KB', async () => {
  const { write } = createHistory(store)
  const sid = (i: number) => String(i).padStart(32, '0')
  const receive = (i: number) => write(inboundOf(`tw_SM${sid(i)}`, T0 + i, addressOf(i)))
  const sendOne = async (i: number) => {
    const id = `msg_${String(i).padStart(20, '0')}`
    const at = T0 + 10_000 + i
    await store.reserve(id, 'f'.repeat(43), at, 1_000)
    const { contact } = await write({ ...outboundOf(id, at), to: addressOf(i) })
    for (const status of ['queued', 'sent', 'delivered', 'read'] as const)
      await write({ ...receiptOf(id, status, at), id: `tw_SM${sid(i)}_${status}` })
    const answer = `{"status":202,"body":{"id":"${id}","status":"accepted"}}`
    await store.answer(id, answer, { organisation: 'acme', contact: contact.id })
  }
  await inWaves(0, CONTACTS, receive)
  const before = bytes()
  await inWaves(CONTACTS, CONTACTS + MESSAGES, receive)
  const received = bytes()
  expect((received - before) / MESSAGES).toBeLessThan(1_600)
  await inWaves(0, MESSAGES, sendOne)
  expect((bytes() - received) / MESSAGES).toBeLessThan(4_900)
})

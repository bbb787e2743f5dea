/** `npm run migrate` as a process, from a SQLite file to PostgreSQL and back. */

import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createPostgresStore } from '../../../adapters/store/postgres/index.ts'
import { TABLES } from '../../../adapters/store/sql/move.ts'
import { createSqliteStore } from '../../../adapters/store/sqlite.ts'
import type { Address } from '../../../src/core/model/address.ts'
import type { Task } from '../../../src/ports/store/outbox.ts'
import type { Loaded, Store } from '../../../src/ports/store.ts'
import { inbound, NOW } from '../../contract/store/given.ts'
import { type Server, startPostgres } from '../../support/database/postgres.ts'
import { newFolder } from '../../support/running.ts'

const hashKey = 'a key for hashes'
let server: Server
let url: string
let path: string
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server?.stop())
beforeEach(async () => {
  url = await server.create()
  path = join(newFolder(), 'postern.db')
})

const migrate = (from: string, to: string): Promise<{ code: unknown; printed: string }> =>
  new Promise((resolve) => {
    const script = join(import.meta.dirname, '../../../src/runtime/commands/migrate.ts')
    execFile(process.execPath, [script, '--from', from, '--to', to], (error, out, err) =>
      resolve({ code: error?.code ?? 0, printed: out + err }),
    )
  })

const load = async (store: Store, address: Address) =>
  (await store.load({ organisation: 'acme', addresses: [address] })) as Loaded
const commit = async (store: Store, address: Address, id: string) =>
  store.commit(inbound(await load(store, address), id))
const phone = (i: number): Address => `sms:+1555${1_000_000 + i}`

/** More than are read at once. */
const PARTS = 7

/** A database file with something in every table, made once; each test gets a copy. */
const furnished = async (): Promise<void> => {
  example ??= makeExample()
  copyFileSync(await example, path)
}
let example: Promise<string> | undefined
const makeExample = async (): Promise<string> => {
  const file = join(newFolder(), 'example.db')
  const store = createSqliteStore({ path: file, hashKey })
  await furnish(store)
  await store.close()
  return file
}

const furnish = async (store: Store) => {
  for (let turn = 0; turn < 15; turn++)
    await Promise.all(
      Array.from({ length: 40 }, (_, i) => commit(store, phone(i), `in${turn * 40 + i}`)),
    )
  await commit(store, 'whatsapp:US.1', 'scoped')
  const both = await store.load({
    organisation: 'acme',
    addresses: ['whatsapp:US.1', phone(1)],
  })
  await store.commit(inbound(both as Loaded, 'merged'))
  const [task] = (await store.claim(NOW, { limit: 1, leaseMs: 1_000 })) as [Task]
  await store.settle(task, { status: 'dead', code: '410' }, NOW)
  const gone = await load(store, phone(39))
  const status = { status: 'revoked', at: NOW, source: 'contact' } as const
  await store.commit(inbound(gone, 'stop', { contact: { consents: { organisation: status } } }))
  await store.erase('acme', gone.contact.id, NOW)
  const { id } = (await load(store, phone(2))).contact
  const key = { organisation: 'acme', connection: 'crm', kind: 'contact' }
  await store.link({ ...key, ours: id, theirs: '4711', contact: id })
  await store.recordAudit('acme', {
    id: 'chg_1',
    at: NOW,
    who: 'ana',
    action: 'sender_activated',
    subject: 'sms:+15550001111',
  })
  await store.reserve('key', 'f', NOW, 1_000)
  await store.answer('key', '{"ok":true}')
  await store.set('secret fingerprint', randomUUID())
  const lag = { hour: 0, sender: 'crm', what: 'lag', detail: '', n: 1, total: 70 } as const
  await store.addTallies('acme', [lag], { step: 1, until: NOW })
  const file = { organisation: 'acme', identity: 'sms:+15551000003', name: 'a.pdf', at: NOW }
  const data = new Uint8Array(PARTS * 1_000_000).fill(7)
  const contentType = 'application/pdf'
  await store.keepFile({ ...file, id: 'fil_1', contentType, bytes: data.length }, data)
}

const fromFile = () => {
  const db = new DatabaseSync(path)
  const rows = Object.entries(TABLES).map(([table, key]) =>
    db
      .prepare(`SELECT * FROM ${table} ORDER BY ${key.join(', ')}`)
      .all()
      .map((row) => ({ ...row })),
  )
  db.close()
  return rows
}
const fromServer = async () => {
  const client = new pg.Client(url)
  await client.connect()
  client.setTypeParser(20, Number)
  const rows = []
  for (const [table, key] of Object.entries(TABLES))
    rows.push((await client.query(`SELECT * FROM ${table} ORDER BY ${key.join(', ')}`)).rows)
  await client.end()
  return rows
}
const query = async (sql: string) => {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(sql)
  await client.end()
}

test('knows every table and its key', () => {
  void createSqliteStore({ path, hashKey }).close()
  const db = new DatabaseSync(path)
  const tables = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all()
  expect(tables.map(({ name }) => name).sort()).toEqual(
    [...Object.keys(TABLES), 'migration'].sort(),
  )
  for (const [table, key] of Object.entries(TABLES)) {
    const columns = db.prepare('SELECT name, pk FROM pragma_table_info(?)').all(table)
    const inKey = columns.filter(({ pk }) => Number(pk) > 0)
    expect(inKey.sort((a, b) => Number(a.pk) - Number(b.pk)).map(({ name }) => name)).toEqual(key)
  }
  db.close()
})

describe('a migration', () => {
  test('copies everything from a file to PostgreSQL and back, to the last character', async () => {
    await furnished()
    const before = fromFile()
    expect(before.every((rows) => rows.length > 0)).toBe(true)

    const there = await migrate(`file:${path}`, url)
    expect(there.code).toBe(0)
    expect(there.printed).toMatch(/journal +\d+ +\d+/)
    expect(there.printed).toContain('journal is intact. Contacts: 40')
    expect(there.printed).not.toContain(new URL(url).password)
    expect(await fromServer()).toEqual(before)

    path = join(newFolder(), 'back.db')
    expect(await migrate(url, `file:${path}`)).toMatchObject({ code: 0 })
    expect(fromFile()).toEqual(before)

    const moved = await createPostgresStore({ url, hashKey })
    expect(await commit(moved, phone(3), 'a new day')).toMatchObject({ status: 'committed' })
    expect(await commit(moved, phone(3), 'in3')).toMatchObject({ status: 'duplicate' })
    await moved.close()
  })

  test('continues after an interruption, and a repeat adds nothing', async () => {
    await furnished()
    await migrate(`file:${path}`, url)
    await query('DELETE FROM message; DELETE FROM task; DELETE FROM journal WHERE version > 3')
    const again = await migrate(`file:${path}`, url)
    expect(again).toMatchObject({ code: 0 })
    expect(await fromServer()).toEqual(fromFile())
    const third = await migrate(`file:${path}`, url)
    expect(third.code).toBe(0)
    expect(third.printed).toMatch(/journal +\d+ +0\n/)
  })

  test('into a database with other data is refused before anything is copied', async () => {
    const store = createSqliteStore({ path, hashKey })
    await commit(store, phone(1), 'mine')
    await store.close()
    const other = await createPostgresStore({ url, hashKey })
    await commit(other, phone(2), 'theirs')
    await other.close()
    const before = await fromServer()
    const { code, printed } = await migrate(`file:${path}`, url)
    expect(code).toBe(1)
    expect(printed).toMatch(/a row in journal that the source does not have: organisation acme/)
    expect(await fromServer()).toEqual(before)
  })

  test('of a journal that was tampered with says where', async () => {
    const store = createSqliteStore({ path, hashKey })
    await commit(store, phone(1), 'one')
    const { contact } = await load(store, phone(1))
    await store.close()
    const db = new DatabaseSync(path)
    db.exec(`UPDATE journal SET verdict = '{}'`)
    db.close()
    const { code, printed } = await migrate(`file:${path}`, url)
    expect(code).toBe(1)
    expect(printed).toContain(`the journal of contact ${contact.id} of acme is broken at version 1`)
  })

  test('into a database of a newer version is refused', async () => {
    await createSqliteStore({ path, hashKey }).close()
    await (await createPostgresStore({ url, hashKey })).close()
    await query('INSERT INTO migration (version) VALUES (9999)')
    const { code, printed } = await migrate(`file:${path}`, url)
    expect(code).toBe(1)
    expect(printed).toContain('run a newer Postern')
  })

  test('from a missing file creates none, and wrong usage shows the right one', async () => {
    const { code, printed } = await migrate(`file:${path}`, url)
    expect(code).toBe(2)
    expect(printed).toContain('there is no file')
    expect(existsSync(path)).toBe(false)
    expect((await migrate('mysql://x', url)).printed).toContain('npm run migrate -- --from')
  })
})

/** Tests for PostgreSQL alone: many connections, shared transactions, a server that goes away. */

import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  createPostgresStore,
  type PostgresOptions,
} from '../../../adapters/store/postgres/index.ts'
import type { Address } from '../../../src/core/model/address.ts'
import { BusyError } from '../../../src/ports/errors.ts'
import type { Task } from '../../../src/ports/store/outbox.ts'
import type { Loaded, Store } from '../../../src/ports/store.ts'
import { inbound, NOW } from '../../contract/store/given.ts'
import { type Server, startPostgres } from '../../support/database/postgres.ts'

let server: Server
let url: string
let stores: Store[]
beforeAll(async () => {
  server = await startPostgres()
}, 60_000)
afterAll(() => server?.stop(), 60_000)
beforeEach(async () => {
  url = await server.create()
  stores = []
  return () => Promise.all(stores.map((store) => store.close()))
})

const open = async (more: Partial<PostgresOptions> = {}): Promise<Store> => {
  const store = await createPostgresStore({ url, hashKey: 'a key for hashes', ...more })
  stores.push(store)
  return store
}
const openMany = (n: number) => Promise.all(Array.from({ length: n }, () => open()))
const phone = (i: number): Address => `sms:+1555${1_000_000 + i}`
const load = async (store: Store, address: Address) =>
  (await store.load({ organisation: 'acme', addresses: [address] })) as Loaded
const commit = async (store: Store, address: Address, id: string) =>
  store.commit(inbound(await load(store, address), id))
const query = async (sql: string): Promise<readonly Record<string, unknown>[]> => {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query(sql)
  await client.end()
  return rows
}
const numbers = (n: number) => Array.from({ length: n }, (_, i) => i)

describe('many processes on one database', () => {
  test('start at the same moment and create the tables once', async () => {
    await openMany(8)
    const versions = await query('SELECT version FROM migration ORDER BY version')
    expect(versions).toEqual(versions.map((_, i) => ({ version: String(i + 1) })))
  })

  test('claim no more than their limit, however PostgreSQL plans the query', async () => {
    const planned = new URL(url)
    const off = ['hashjoin', 'mergejoin', 'hashagg', 'material', 'sort'].map(
      (name) => `-c enable_${name}=off`,
    )
    const options = [planned.searchParams.get('options') ?? '', ...off].join(' ').trim()
    planned.searchParams.set('options', options)
    const store = await open({ url: planned.href })
    for (const i of numbers(9)) await commit(store, phone(i), `in${i}`)
    expect(await store.claim(NOW, { limit: 2, leaseMs: 60_000 })).toHaveLength(2)
  })

  test('never get the same task twice under concurrent claims', async () => {
    const [first, ...others] = (await openMany(8)) as [Store, ...Store[]]
    await Promise.all(numbers(400).map((i) => commit(first, phone(i), `in${i}`)))
    const claimed: Task[] = []
    const claimAll = async (store: Store): Promise<void> => {
      const tasks = await store.claim(NOW, { limit: 7, leaseMs: 60_000 })
      claimed.push(...tasks)
      if (tasks.length > 0) await claimAll(store)
    }
    await Promise.all([first, ...others].flatMap((store) => numbers(5).map(() => claimAll(store))))
    expect(claimed).toHaveLength(400)
    expect(new Set(claimed.map(({ id }) => id)).size).toBe(400)
    expect(new Set(claimed.map(({ attempt }) => attempt))).toEqual(new Set([1]))
  })

  test('write to the same contacts without losing, doubling or reordering anything', async () => {
    const processes = await openMany(4)
    const write = async (store: Store, address: Address, id: string): Promise<void> => {
      if ((await commit(store, address, id)).status === 'conflict') await write(store, address, id)
    }
    await Promise.all(
      processes.flatMap((store, p) =>
        numbers(5).flatMap((i) => numbers(5).map((n) => write(store, phone(n), `${p}-${i}-${n}`))),
      ),
    )
    const [store] = processes as [Store]
    for (const n of numbers(5)) {
      const { contact, version } = await load(store, phone(n))
      expect(version).toBe(20)
      expect(await store.verify('acme', contact.id)).toEqual({ ok: true })
    }
    expect((await store.depth()).ready).toBe(100)
  })

  test('share a lane in order, settling and adding at the same time', async () => {
    const [writer, ...workers] = (await openMany(4)) as [Store, ...Store[]]
    const done: string[] = []
    let writing = true
    const work = async (store: Store): Promise<void> => {
      const tasks = await store.claim(NOW, { limit: 3, leaseMs: 60_000 })
      for (const task of tasks) {
        done.push(task.effect.id)
        expect(await store.settle(task, { status: 'done' }, NOW)).toBe(true)
      }
      if (writing || tasks.length > 0 || (await store.depth()).ready > 0) await work(store)
    }
    const working = workers.map(work)
    for (const i of numbers(60)) await commit(writer, phone(i % 3), `${i}`)
    writing = false
    await Promise.all(working)
    const expected = numbers(60).map((i) => `evt_${i}`)
    for (const n of numbers(3)) {
      const lane = (ids: readonly string[]) => ids.filter((id) => Number(id.slice(4)) % 3 === n)
      expect(lane(done)).toEqual(lane(expected))
    }
  })
})

describe('concurrent batches', () => {
  test('share a transaction, and a conflict only undoes its own batch', async () => {
    const shared: number[] = []
    const store = await open({ onTransaction: (batches) => shared.push(batches) })
    const loaded = await Promise.all(numbers(50).map((i) => load(store, phone(i))))
    await Promise.all(loaded.map((one, i) => store.commit(inbound(one, `in${i}`))))
    expect(shared).toEqual([50])
    const fresh = await Promise.all(numbers(50).map((i) => load(store, phone(i))))
    const mixed = await Promise.all(
      fresh.map((one, i) =>
        store.commit(inbound(i % 10 === 3 ? { ...one, hash: 'x' } : one, `c${i}`)),
      ),
    )
    expect(mixed.map(({ status }) => status)).toEqual(
      numbers(50).map((i) => (i % 10 === 3 ? 'conflict' : 'committed')),
    )
    expect(await query('SELECT COUNT(*) AS n FROM journal')).toEqual([{ n: '95' }])
  })
})

describe('a server that goes away', () => {
  test('loses nothing acknowledged, and serves the next request when it is back', async () => {
    const store = await open()
    const loaded = await Promise.all(numbers(300).map((i) => load(store, phone(i))))
    const results = Promise.allSettled(loaded.map((one, i) => store.commit(inbound(one, `in${i}`))))
    await query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'postern'`)
    const acknowledged: string[] = []
    for (const [i, result] of (await results).entries())
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(BusyError)
      else acknowledged.push(`in${i}`)
    const rows = await query('SELECT input_id FROM journal')
    expect(rows.map((row) => row.input_id)).toEqual(expect.arrayContaining(acknowledged))
    expect(await commit(store, phone(999), 'afterwards')).toMatchObject({ status: 'committed' })
  })

  test('is named if it never existed, without the password', async () => {
    const nowhere = 'postgres://postern:secret@127.0.0.1:1/postern'
    const attempt = createPostgresStore({ url: nowhere, hashKey: 'k' })
    await expect(attempt).rejects.toThrow("the database at 127.0.0.1:1 can't be used: ECONNREFUSED")
  })

  test('with a schema from a newer version is refused', async () => {
    await open()
    await query('INSERT INTO migration (version) VALUES (9999)')
    await expect(open()).rejects.toThrow('run a newer Postern')
  })
})

test('a text with a character that PostgreSQL can’t store finds nothing, and does no harm', async () => {
  const store = await open()
  expect(await store.message('acme', 'msg\0')).toBeUndefined()
  expect(await store.contacts('acme', { limit: 1, address: '+1\0' })).toEqual({ items: [] })
})

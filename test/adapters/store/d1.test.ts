/** D1's errors, on a database that stands in for it. */

import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { createD1Store, type D1 } from '../../../adapters/store/d1.ts'
import type { Address } from '../../../src/core/model/address.ts'
import { BusyError } from '../../../src/ports/errors.ts'
import type { Loaded } from '../../../src/ports/store.ts'
import { inbound, JANE } from '../../contract/store/given.ts'

type Prepared = ReturnType<D1['prepare']> & { readonly sql: string }

const standIn = () => {
  const db = new DatabaseSync(':memory:')
  let trouble: string | undefined
  const run = async <T>(work: () => T): Promise<T> => {
    if (trouble) throw new Error(trouble)
    return work()
  }
  const batches: string[][] = []
  const database = {
    prepare: (sql: string) => {
      const bound = (params: readonly (string | number | null)[]): Prepared => ({
        sql,
        bind: (...values: (string | number | null)[]) => bound(values),
        all: () => run(() => ({ results: db.prepare(sql).all(...params) })),
      })
      return bound([])
    },
    batch: async (statements: Prepared[]) => {
      if (trouble) throw new Error(trouble)
      batches.push(statements.map(({ sql }) => sql))
      return Promise.all(statements.map((statement) => statement.all()))
    },
  }
  return {
    database: database as D1,
    batches,
    fail: (message: string) => {
      trouble = message
    },
  }
}

test.each([
  'D1_ERROR: Network connection lost.',
  'D1_ERROR: D1 DB is overloaded. Too many requests queued.',
  'D1_ERROR: Internal error while starting up D1 DB storage caused object to be reset.',
  'D1_ERROR: database is locked: SQLITE_BUSY',
])('passing trouble is busy, so that the answer is 503: %s', async (message) => {
  const { database, fail } = standIn()
  const store = await createD1Store(database, { hashKey: 'k' })
  fail(message)
  await expect(store.set('a', 'b')).rejects.toBeInstanceOf(BusyError)
  await expect(store.setting('a')).rejects.toBeInstanceOf(BusyError)
})

test.each([
  'D1_ERROR: no such column: x: SQLITE_ERROR',
  'D1_TYPE_ERROR: Type undefined not supported',
])('an error of our own stays one: %s', async (message) => {
  const { database, fail } = standIn()
  const store = await createD1Store(database, { hashKey: 'k' })
  fail(message)
  await expect(store.setting('a')).rejects.not.toBeInstanceOf(BusyError)
})

test('a commit only writes addresses that the contact doesn’t have yet', async () => {
  const { database, batches } = standIn()
  const store = await createD1Store(database, { hashKey: 'k' })
  const load = async (address: Address) =>
    (await store.load({ organisation: 'acme', addresses: [address] })) as Loaded
  const JANE_ID: Address = 'whatsapp:US.1234567890'
  const claims: number[] = []
  const commit = async (id: string, addresses: readonly Address[]) => {
    batches.length = 0
    await store.commit(inbound(await load(JANE), id, { contact: { addresses } }))
    claims.push(batches.flat().filter((sql) => sql.includes('INTO alias')).length)
  }
  await commit('first', [JANE])
  await commit('second', [JANE])
  await commit('third', [JANE, JANE_ID])
  await commit('fourth', [JANE, JANE_ID])
  expect(claims).toEqual([1, 0, 1, 0])
  expect((await load(JANE_ID)).contact.id).toBe((await load(JANE)).contact.id)
})

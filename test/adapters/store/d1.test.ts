/** What D1 says when it can't take something: on a database that stands in for it. */

import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { createD1Store, type D1 } from '../../../adapters/store/d1.ts'
import { BusyError } from '../../../src/ports/errors.ts'

const standIn = () => {
  const db = new DatabaseSync(':memory:')
  let trouble: string | undefined
  const run = async <T>(work: () => T): Promise<T> => {
    if (trouble) throw new Error(trouble)
    return work()
  }
  const database: D1 = {
    prepare: (sql) => {
      const bound = (params: readonly (string | number | null)[]) => ({
        bind: (...values: (string | number | null)[]) => bound(values),
        all: () => run(() => ({ results: db.prepare(sql).all(...params) })),
      })
      return bound([])
    },
    batch: async (statements) => {
      if (trouble) throw new Error(trouble)
      return Promise.all(statements.map((statement) => statement.all()))
    },
  }
  return {
    database,
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

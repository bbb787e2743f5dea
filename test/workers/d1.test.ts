/** The store contract and the gateway's stories in workerd, on D1. */

import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { createD1Store, type D1 } from '../../adapters/store/d1.ts'
import { loadData } from '../../src/runtime/worker/data.ts'
import { type StoreHarness, storeContract } from '../contract/store.ts'
import { stories } from '../stories/stories.ts'

await loadData(env.ASSETS)

const hashKey = 'the hash key of the test'
let opened = 0

/** An empty database; the one before it stays as it is, since a test may compare two. */
const empty = async (): Promise<D1> => {
  const database = opened++ % 2 === 0 ? env.DB : env.OTHER_DB
  const { results } = await database
    .prepare(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'`,
    )
    .all()
  const tables = results as readonly { readonly name: string }[]
  if (tables.length > 0)
    await database.batch(tables.map(({ name }) => database.prepare(`DROP TABLE ${name}`)))
  return database
}

const openD1 = async (): Promise<StoreHarness> => {
  const database = await empty()
  const open = () => createD1Store(database, { hashKey })
  return {
    store: await open(),
    reopen: open,
    tamper: async (organisation, contact, version) => {
      const sql = `UPDATE journal SET verdict = '{}'
        WHERE organisation = ? AND contact = ? AND version = ?`
      await database.prepare(sql).bind(organisation, contact, version).all()
    },
  }
}

storeContract('D1', openD1)
stories('D1', async () => (await openD1()).store)

test('isolates that start together on an empty database migrate it once', async () => {
  const database = await empty()
  const stores = await Promise.all(
    Array.from({ length: 12 }, () => createD1Store(database, { hashKey })),
  )
  await Promise.all(stores.map((store, i) => store.set(`setting ${i}`, 'kept')))
  expect(await stores[0]?.setting('setting 11')).toBe('kept')
  const { results } = await database.prepare('SELECT version FROM migration').all()
  expect(results).toEqual(results.map((_, i) => ({ version: i + 1 })))
})

test('a database from a newer version stays unchanged', async () => {
  const database = await empty()
  await createD1Store(database, { hashKey })
  await database.prepare('INSERT INTO migration (version) VALUES (1000)').all()
  await expect(createD1Store(database, { hashKey })).rejects.toThrow('schema version 1000')
})

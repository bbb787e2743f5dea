/** The store contract and the gateway's stories in workerd, on D1. */

import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { createD1Store } from '../../adapters/store/d1.ts'
import { loadData } from '../../src/runtime/worker/data.ts'
import type { StoreHarness } from '../contract/store/suite.ts'
import { storeContract } from '../contract/store.ts'
import { stories } from '../stories/stories.ts'
import { cleared, emptied } from './database.ts'

await loadData(env.ASSETS)

const hashKey = 'the hash key of the test'
let opened = 0

const openD1 = async (): Promise<StoreHarness> => {
  // The database before this one stays as it is, since a test may compare two.
  const database = await cleared(opened++ % 2 === 0 ? env.DB : env.OTHER_DB)
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
  const database = await emptied()
  const stores = await Promise.all(
    Array.from({ length: 12 }, () => createD1Store(database, { hashKey })),
  )
  await Promise.all(stores.map((store, i) => store.set(`setting ${i}`, 'kept')))
  expect(await stores[0]?.setting('setting 11')).toBe('kept')
  const { results } = await database.prepare('SELECT version FROM migration').all()
  expect(results).toEqual(results.map((_, i) => ({ version: i + 1 })))
})

test('a database from a newer version stays unchanged', async () => {
  const database = await emptied()
  await createD1Store(database, { hashKey })
  await database.prepare('INSERT INTO migration (version) VALUES (1000)').all()
  await expect(createD1Store(database, { hashKey })).rejects.toThrow('schema version 1000')
})

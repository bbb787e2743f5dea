/** The store contract and the gateway's stories on a real PostgreSQL server. */

import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { createPostgresStore } from '../../../adapters/store/postgres/index.ts'
import { type StoreHarness, storeContract } from '../../contract/store.ts'
import { stories } from '../../stories/stories.ts'
import { type Server, startPostgres } from '../../support/database/postgres.ts'

const hashKey = 'a key for hashes'
let server: Server
beforeAll(async () => {
  server = await startPostgres()
}, 60_000)
afterAll(() => server?.stop(), 60_000)

const open = async (): Promise<StoreHarness> => {
  const url = await server.create()
  const store = await createPostgresStore({ url, hashKey })
  return {
    store,
    reopen: async () => {
      await store.close()
      return createPostgresStore({ url, hashKey })
    },
    tamper: async (organisation, contact, version) => {
      const client = new pg.Client(url)
      await client.connect()
      await client.query(
        `UPDATE journal SET verdict = '{}'
          WHERE organisation = $1 AND contact = $2 AND version = $3`,
        [organisation, contact, version],
      )
      await client.end()
    },
  }
}

storeContract('PostgreSQL', open)
stories('PostgreSQL', async () => (await open()).store)

/** The store contract and the gateway's stories on a real PostgreSQL server. */

import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { createPostgresStore } from '../../../adapters/store/postgres/index.ts'
import type { Store } from '../../../src/ports/store.ts'
import type { StoreHarness } from '../../contract/store/suite.ts'
import { storeContract } from '../../contract/store.ts'
import { stories } from '../../stories/stories.ts'
import { type Server, startPostgres } from '../../support/database/postgres.ts'

const hashKey = 'a key for hashes'
let server: Server
beforeAll(async () => {
  server = await startPostgres()
}, 60_000)
afterAll(async () => {
  for (const { client } of schemas) await client.end()
  await server?.stop()
}, 60_000)

/** Emptied for each test: to make another one would take eight times as long. */
type Schema = { readonly url: string; readonly client: pg.Client }
const schemas: Schema[] = []
const free = new Set<Schema>()

const emptySchema = async (): Promise<Schema> => {
  for (const schema of free) {
    free.delete(schema)
    await empty(schema)
    return schema
  }
  const url = await server.create()
  const schema = { url, client: new pg.Client(url) }
  await schema.client.connect()
  schemas.push(schema)
  return schema
}

const empty = async ({ client }: Schema): Promise<void> => {
  const { rows } = await client.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables
      WHERE schemaname = current_schema() AND tablename <> 'migration'`,
  )
  await client.query(rows.map(({ name }) => `DELETE FROM ${name}`).join(';'))
}

const open = async (): Promise<StoreHarness> => {
  const schema = await emptySchema()
  const { url, client } = schema
  const store = await createPostgresStore({ url, hashKey })
  const freeing = (store: Store): Store => ({
    ...store,
    close: async () => {
      await store.close()
      free.add(schema)
    },
  })
  return {
    store: freeing(store),
    reopen: async () => {
      await store.close()
      return freeing(await createPostgresStore({ url, hashKey }))
    },
    tamper: async (organisation, contact, version) => {
      await client.query(
        `UPDATE journal SET verdict = '{}'
          WHERE organisation = $1 AND contact = $2 AND version = $3`,
        [organisation, contact, version],
      )
    },
  }
}

storeContract('PostgreSQL', open)
stories('PostgreSQL', async () => (await open()).store)

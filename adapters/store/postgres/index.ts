/**
 * The store in PostgreSQL, for any number of gateway processes: concurrent batches share one
 * round trip and one transaction. https://www.postgresql.org/docs/current/ · https://node-postgres.com
 */

import pg from 'pg'
import type { Store } from '../../../src/ports/store.ts'
import type { Engine } from '../sql/engine.ts'
import type { HashKeys } from '../sql/person.ts'
import { APPLIED, MIGRATION_TABLE, migrationsAfter } from '../sql/schema.ts'
import { createSqlStore } from '../sql/store.ts'
import { createGroups } from './groups.ts'
import { TYPES } from './pipeline.ts'

export type PostgresOptions = HashKeys & {
  /** `postgres://user:password@host:port/database` */
  readonly url: string
  /** Default 10. A quarter of them write, the others read. */
  readonly connections?: number
  /** Called after each transaction with the number of batches that shared it. */
  readonly onTransaction?: (batches: number) => void
}

const CONNECT_WITHIN_MS = 3_000
/** Any number, the same in every process. */
const MIGRATION_LOCK = 7_678_367

/**
 * Connects and updates the schema. Throws when it is from a newer version.
 *
 * @example const store = await createPostgresStore({ url: process.env.DATABASE_URL, hashKey })
 */
export const createPostgresStore = async (options: PostgresOptions): Promise<Store> =>
  createSqlStore(await openPostgres(options), options)

/** The engine without the store. */
export const openPostgres = async ({
  url,
  connections = 10,
  onTransaction = () => {},
}: Omit<PostgresOptions, keyof HashKeys>): Promise<Engine> => {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    keepAlive: true,
    application_name: 'postern',
    onConnect: prepare,
    pipeline: true,
    types: TYPES,
  })
  // A connection that breaks while idle is replaced on the next use.
  pool.on('error', () => {})
  try {
    await migrate(pool)
  } catch (error) {
    await pool.end()
    throw error instanceof pg.DatabaseError ? error : unreachable(url, error)
  }
  const writers = Math.max(1, Math.floor(connections / 4))
  const writes = createGroups(pool, { connections: writers, onTransaction })
  const reads = createGroups(pool, { connections: Math.max(1, connections - writers) })
  return {
    rowLocks: true,
    batch: writes.run,
    query: async (sql, params) => (await reads.run([{ sql, params }]))[0] as never,
    close: async () => {
      await Promise.all([writes.idle(), reads.idle()])
      await pool.end()
    },
  }
}

/** Names the host, but nothing else from the URL. */
const unreachable = (url: string, error: unknown) => {
  const { code, message } = error as NodeJS.ErrnoException
  return new Error(`the database at ${new URL(url).host} can't be used: ${code ?? message}`)
}

/** Settings that the store relies on, whatever the database's defaults. */
const prepare = async (client: pg.ClientBase): Promise<void> => {
  client.on('error', () => {})
  await client.query(`
    SET default_transaction_isolation = 'read committed';
    SET lock_timeout = '5s';
    SET statement_timeout = '30s';
    SELECT set_config('synchronous_commit', 'on', false)
      WHERE current_setting('synchronous_commit') IN ('off', 'local')`)
}

/** Under a lock, since several processes may start at once. */
const migrate = async (pool: pg.Pool): Promise<void> => {
  const client = await pool.connect()
  try {
    await client.query(`BEGIN; SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0`)
    await client.query(`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`)
    await client.query(MIGRATION_TABLE)
    const { rows } = await client.query<{ version: number }>(APPLIED)
    for (const { sql, params } of migrationsAfter(rows[0]?.version ?? 0))
      await client.query(sql.replace('?', '$1'), [...params])
    await client.query('COMMIT')
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}

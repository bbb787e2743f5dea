/** The databases of the bench: new ones in SQLite or PostgreSQL, counted and weighed. */

import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { createPostgresStore } from '../adapters/store/postgres/index.ts'
import { createSqliteStore } from '../adapters/store/sqlite.ts'
import { startOwnPostgres } from '../test/support/database/postgres.ts'
import { prefill, prefillFile } from './prefill.ts'
import { familyCpuMs, parentOf } from './process.ts'

export type Database = {
  readonly url: string
  /** Contacts who wrote once; what a server that has been up for long does by itself is done as well. */
  fill(contacts: number): Promise<void>
  /** Journal entries that are on disk, counted by the database itself. */
  entries(): Promise<number>
  bytes(): Promise<number>
  /** CPU time of the database's own processes, for all of its databases. */
  cpuMs(): number
}

export type Databases = { create(name: string): Promise<Database>; stop(): Promise<void> }

const hashKey = 'bench'

/** Files in this folder. */
export const sqliteDatabases = (folder: string): Databases => ({
  create: async (name) => {
    const path = join(folder, `${name}.db`)
    return {
      url: `file:${path}`,
      fill: async (contacts) => {
        await createSqliteStore({ path, hashKey }).close()
        prefillFile(path, contacts)
      },
      entries: async () => rowsIn(path, 'journal'),
      bytes: async () => sizeOf(path),
      cpuMs: () => 0,
    }
  },
  stop: async () => {},
})

/** The pages in use, those still in the log included; what was deleted is not counted. */
export const sizeOf = (path: string): number => {
  const database = new DatabaseSync(path, { readOnly: true })
  const value = (pragma: string) => Number(database.prepare(`PRAGMA ${pragma}`).get()?.[pragma])
  const bytes = (value('page_count') - value('freelist_count')) * value('page_size')
  database.close()
  return bytes
}

export const rowsIn = (path: string, table: string): number => {
  const database = new DatabaseSync(path, { readOnly: true })
  const row = database.prepare(`SELECT COUNT(*) AS n FROM ${table}`).get()
  database.close()
  return Number(row?.n)
}

/** In a server that is started for the bench, with its own settings but for the memory. */
export const postgresDatabases = async (): Promise<Databases> => {
  const server = await startOwnPostgres(['shared_buffers=1GB', 'max_wal_size=4GB'])
  return {
    create: async () => {
      const url = await server.create()
      const query = async (sql: string, of = (n: number) => n) => {
        const client = new pg.Client(url)
        await client.connect()
        const { rows } = await client.query(sql)
        const result = of(Number(rows[0]?.n))
        await client.end()
        return result
      }
      const postmaster = await query('SELECT pg_backend_pid() AS n', parentOf)
      return {
        url,
        fill: async (contacts) => {
          const store = await createPostgresStore({ url, hashKey })
          await prefill(store, contacts)
          await store.close()
          await query('VACUUM ANALYZE')
          await query('CHECKPOINT')
        },
        entries: () => query('SELECT COUNT(*) AS n FROM journal'),
        bytes: () =>
          query(`SELECT SUM(pg_total_relation_size(oid)) AS n FROM pg_class
            WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace`),
        cpuMs: () => familyCpuMs(postmaster),
      }
    },
    stop: server.stop,
  }
}

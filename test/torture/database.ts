/** The gateway's database, as those see it who look into it from outside: a file, or a PostgreSQL of its own. */

import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { createPostgresStore } from '../../adapters/store/postgres/index.ts'
import { createSqliteStore } from '../../adapters/store/sqlite.ts'
import type { Store } from '../../src/ports/store.ts'
import { startOwnPostgres } from '../support/database/postgres.ts'

export type DatabaseKind = 'sqlite' | 'postgres'

export type Database = {
  /** What the gateway gets as DATABASE_URL. */
  readonly url: string
  /** The column `value` of a query, beside the gateway. */
  read(sql: string): Promise<readonly string[]>
  /** The gateway must have ended. */
  open(): Promise<Store>
  stop(): Promise<void>
}

const hashKey = 'any'

export const createDatabase = (kind: DatabaseKind, folder: string): Promise<Database> =>
  kind === 'postgres' ? inPostgres() : inFile(join(folder, 'postern.db'))

const inFile = async (path: string): Promise<Database> => ({
  url: `file:${path}`,
  read: async (sql) => {
    const db = new DatabaseSync(path, { readOnly: true, timeout: 5_000 })
    const rows = db.prepare(sql).all()
    db.close()
    return rows.map(({ value }) => String(value))
  },
  open: async () => createSqliteStore({ path, hashKey }),
  stop: async () => {},
})

const inPostgres = async (): Promise<Database> => {
  const server = await startOwnPostgres([])
  const url = await server.create()
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  return {
    url,
    read: async (sql) => {
      const { rows } = await pool.query<{ readonly value: unknown }>(sql)
      return rows.map(({ value }) => String(value))
    },
    open: () => createPostgresStore({ url, hashKey }),
    stop: async () => {
      await pool.end()
      await server.stop()
    },
  }
}

/** Tasks that are still to be carried out, waking up a contact some day aside. */
export const openTasks = ({ read }: Database): Promise<readonly string[]> =>
  read(`SELECT id AS value FROM task WHERE connection <> ''`)

/** When the last pass of reconciling that reached its end began. */
export const reconciledAt = async ({ read }: Database): Promise<number> =>
  Number((await read(`SELECT value FROM setting WHERE name LIKE 'reconciled %'`))[0] ?? 0)

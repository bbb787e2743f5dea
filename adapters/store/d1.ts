/**
 * The store in one Cloudflare D1 database: batches are atomic, writes run one after the other.
 * https://developers.cloudflare.com/d1/worker-api/d1-database/
 */

import { BusyError } from '../../src/ports/errors.ts'
import type { Store } from '../../src/ports/store.ts'
import { countedSql, type Engine, type Results, type Statement, type Value } from './sql/engine.ts'
import type { HashKeys } from './sql/person.ts'
import { APPLIED, MIGRATION_TABLE, migrationsAfter } from './sql/schema.ts'
import { createSqlStore } from './sql/store.ts'

/** The parts of the binding that we use. */
export interface D1 {
  prepare(sql: string): D1Statement
  batch(statements: D1Statement[]): Promise<readonly { readonly results: readonly unknown[] }[]>
}
interface D1Statement {
  bind(...values: Value[]): D1Statement
  all(): Promise<{ readonly results: readonly unknown[] }>
}

/**
 * Updates the schema first. Throws when it is from a newer version.
 *
 * @example const store = await createD1Store(env.DB, { hashKey })
 */
export const createD1Store = async (database: D1, keys: HashKeys): Promise<Store> => {
  const engine = createEngine(database)
  await migrate(engine)
  return createSqlStore(engine, keys)
}

const createEngine = (database: D1): Engine => {
  const prepare = (statement: Statement) =>
    database.prepare(countedSql(statement)).bind(...statement.params)
  return {
    rowLocks: false,
    batch: async (statements) => {
      const answers = await named(() => database.batch(statements.map(prepare)))
      return answers.map(({ results }) => results) as Results
    },
    query: async (sql, params) =>
      (await named(() => prepare({ sql, params }).all())).results as never,
    close: async () => {},
  }
}

/** D1 shows SQLite's code, or an error of its own kind, for a fault in the statement itself. */
const OUR_FAULT = /SQLITE_(?!BUSY|FULL|INTERRUPT|IOERR|LOCKED|NOMEM)|D1_(COLUMN|EXEC|TYPE)/

/**
 * D1 has texts instead of codes, and most describe passing trouble (lost connection, reset,
 * overloaded): https://developers.cloudflare.com/d1/observability/debug-d1/
 */
const named = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError) throw error
    throw OUR_FAULT.test(error.message) ? error : new BusyError(error.message)
  }
}

/** When many workers start at once, one migrates and the others' batches fail as a whole. */
const migrate = async (engine: Engine): Promise<void> => {
  const missing = async () => {
    const [, [row] = []] = await engine.batch([
      { sql: MIGRATION_TABLE, params: [] },
      { sql: APPLIED, params: [] },
    ])
    return migrationsAfter(Number(row?.version))
  }
  const statements = await missing()
  if (statements.length === 0) return
  try {
    await engine.batch(statements)
  } catch (error) {
    if ((await missing()).length > 0) throw error
  }
}

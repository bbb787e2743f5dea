/** Empties databases: the files of these tests share one isolate, and with it what earlier ones stored. */

import { env } from 'cloudflare:workers'
import type { D1 } from '../../adapters/store/d1.ts'
import { migrationsAfter } from '../../adapters/store/sql/schema.ts'

/** Each migration ends with the statement that notes its number. */
const VERSIONS = migrationsAfter(0).filter(({ params }) => params.length > 0).length

/** As it was before the first migration. */
export const emptied = async (database: D1 = env.DB): Promise<D1> => {
  await eachTable(database, await tablesOf(database), 'DROP TABLE')
  return database
}

/** As it was after the last migration: a tenth of the work. */
export const cleared = async (database: D1): Promise<D1> => {
  const tables = await tablesOf(database)
  if (!tables.includes('migration')) return emptied(database)
  const { results } = await database.prepare('SELECT version FROM migration').all()
  if (results.length !== VERSIONS) return emptied(database)
  const own = tables.filter((table) => table !== 'migration')
  await eachTable(database, own, 'DELETE FROM')
  return database
}

const tablesOf = async (database: D1): Promise<readonly string[]> => {
  const { results } = await database
    .prepare(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'`,
    )
    .all()
  return (results as readonly { readonly name: string }[]).map(({ name }) => name)
}

const eachTable = async (database: D1, tables: readonly string[], verb: string) => {
  if (tables.length > 0)
    await database.batch(tables.map((table) => database.prepare(`${verb} ${table}`)))
}

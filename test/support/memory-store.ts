/** A store for one test: the real SQL on a database in memory. */

import { DatabaseSync } from 'node:sqlite'
import { MIGRATION_TABLE, migrationsAfter } from '../../adapters/store/sql/schema.ts'
import { createSqliteStore } from '../../adapters/store/sqlite.ts'
import type { Store } from '../../src/ports/store.ts'

/** It lives and ends with the test. */
export const createMemoryStore = ({ hashKey }: { readonly hashKey: string }): Store =>
  createSqliteStore({ path: ':memory:', image: EMPTY, hashKey })

const migrated = (): Uint8Array => {
  const db = new DatabaseSync(':memory:')
  db.exec(MIGRATION_TABLE)
  for (const { sql, params } of migrationsAfter(0)) db.prepare(sql).run(...params)
  const image = db.serialize()
  db.close()
  return image
}

/** The tables are made once and copied after that, which takes a tenth of the time. */
const EMPTY = migrated()

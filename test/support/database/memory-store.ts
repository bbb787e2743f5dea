/** A store for one test: the real SQL on a database in memory. */

import { DatabaseSync } from 'node:sqlite'
import { MIGRATION_TABLE, migrationsAfter } from '../../../adapters/store/sql/schema.ts'
import { createSqliteStore } from '../../../adapters/store/sqlite.ts'
import type { Store } from '../../../src/ports/store.ts'

/** It lives and ends with the test. */
export const createMemoryStore = ({ hashKey }: { readonly hashKey: string }): Store => {
  empty ??= migrated()
  return createSqliteStore({ path: ':memory:', image: empty, hashKey })
}

const migrated = (): Uint8Array => {
  const db = new DatabaseSync(':memory:')
  db.exec(MIGRATION_TABLE)
  for (const { sql, params } of migrationsAfter(0)) db.prepare(sql).run(...params)
  const image = db.serialize()
  db.close()
  return image
}

/** Made once and copied after that, which takes a tenth of the time; on Workers never, as they have no SQLite. */
let empty: Uint8Array | undefined

/** A store for one test: the real SQL on a database in memory. */

import { createSqliteStore } from '../../adapters/store/sqlite.ts'
import type { Store } from '../../src/ports/store.ts'

/** It lives and ends with the test. */
export const createMemoryStore = ({ hashKey }: { readonly hashKey: string }): Store =>
  createSqliteStore({ path: ':memory:', hashKey })

/** Empties the database, in SQL. */

import type { Engine } from './engine.ts'
import { TABLES } from './move.ts'

/** See `Store.clear`. The table of migrations stays. */
export const createClear = (engine: Engine) => async (): Promise<void> => {
  await engine.batch(
    Object.keys(TABLES).map((table) => ({ sql: `DELETE FROM ${table}`, params: [] })),
  )
  await engine.scrub?.()
}

/** Empties the database, in SQL. */

import type { Engine } from './engine.ts'

/** All but the record of the migrations. Contacts before links: a link being written has its row until then. */
const TABLES = [
  'task',
  'dead_letter',
  'message',
  'journal',
  'alias',
  'contact',
  'link',
  'suppression',
  'forgotten',
  'reservation',
  'audit',
  'tally',
  'tally_step',
  'upload',
  'upload_part',
  'setting',
] as const

/** See `Store.clear`. */
export const createClear = (engine: Engine) => async (): Promise<void> => {
  await engine.batch(TABLES.map((table) => ({ sql: `DELETE FROM ${table}`, params: [] })))
  await engine.scrub?.()
}

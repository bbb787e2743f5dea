/** The store on any SQL database: the same statements for SQLite, D1 and PostgreSQL. */

import type { Store } from '../../../src/ports/store.ts'
import { createClear } from './clear.ts'
import { createCommit } from './commit.ts'
import { type Engine, insert } from './engine.ts'
import { createErase } from './erase.ts'
import { createFiles } from './kept/files.ts'
import { createForgetful } from './kept/forgotten.ts'
import { createLinks } from './kept/links.ts'
import { createReservations } from './kept/reservations.ts'
import { createTallies } from './kept/tallies.ts'
import { createDeadLetters } from './outbox/dead-letters.ts'
import { createOutbox } from './outbox/outbox.ts'
import { createKeyedHash, type HashKeys } from './person.ts'
import { createArchive } from './read/archive.ts'
import { createAudit } from './read/audit.ts'
import { createFigures } from './read/figures.ts'
import { createJournal } from './read/journal.ts'
import { createLoad } from './read/load.ts'

/** A store on a migrated database. */
export const createSqlStore = (engine: Engine, keys: HashKeys): Store => {
  const keyedHash = createKeyedHash(keys)
  const forgetful = createForgetful(engine)
  return {
    load: createLoad(engine, keyedHash, forgetful),
    ...createJournal(engine),
    ...createArchive(engine),
    ...createOutbox(engine),
    ...createDeadLetters(engine),
    ...createAudit(engine),
    ...createFigures(engine),
    ...createTallies(engine),
    ...createReservations(engine),
    ...createLinks(engine),
    ...createFiles(engine),
    commit: createCommit(engine, keyedHash, forgetful),
    erase: createErase(engine, keyedHash, forgetful),
    clear: createClear(engine),

    setting: async (name) => {
      const [row] = await engine.query<{ value: string }>(
        'SELECT value FROM setting WHERE name = ?',
        [name],
      )
      return row?.value
    },

    set: async (name, value) => {
      await engine.batch(
        [
          insert(
            'setting',
            { name, value },
            ' ON CONFLICT (name) DO UPDATE SET value = excluded.value',
          ),
        ],
        name,
      )
    },

    close: () => engine.close(),
  }
}

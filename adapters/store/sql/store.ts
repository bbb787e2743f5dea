/** The store on any SQL database: one text of statements for SQLite, D1 and PostgreSQL. */

import type { Store } from '../../../src/ports/store.ts'
import { createCommit } from './commit.ts'
import type { Engine } from './engine.ts'
import { createErase, ERASED } from './erase.ts'
import { createLinks } from './links.ts'
import { createKeyedHash } from './person.ts'
import { createReads } from './read.ts'
import { KEPT_MS } from './retention.ts'
import { createTasks } from './tasks.ts'

/** A store on a database whose migrations have run. `hashKey` keys what remains after an erasure. */
export const createSqlStore = (engine: Engine, options: { readonly hashKey: string }): Store => {
  const keyedHash = createKeyedHash(options.hashKey)
  return {
    ...createReads(engine, keyedHash),
    ...createTasks(engine),
    ...createLinks(engine),
    commit: createCommit(engine, keyedHash),
    erase: createErase(engine, keyedHash),

    reserve: async (key, fingerprint, now, leaseMs) => {
      const [, reserved, [row]] = (await engine.batch(
        [
          { sql: 'DELETE FROM reservation WHERE at <= ?', params: [now - KEPT_MS] },
          {
            sql: `INSERT INTO reservation (key, fingerprint, at, leased_until) VALUES (?, ?, ?, ?)
            ON CONFLICT (key) DO UPDATE SET at = excluded.at, leased_until = excluded.leased_until
            WHERE reservation.answer IS NULL AND reservation.leased_until <= excluded.at
              AND reservation.fingerprint = excluded.fingerprint
            RETURNING key`,
            params: [key, fingerprint, now, now + leaseMs],
          },
          { sql: 'SELECT fingerprint, answer FROM reservation WHERE key = ?', params: [key] },
        ],
        key,
      )) as unknown as readonly [
        unknown,
        readonly unknown[],
        readonly [{ readonly fingerprint: string; readonly answer: string | null }],
      ]
      if (reserved.length > 0) return { status: 'reserved' }
      if (row.fingerprint !== fingerprint) return { status: 'mismatch' }
      if (row.answer === null) return { status: 'in_flight' }
      return row.answer === ERASED ? { status: 'erased' } : { status: 'done', answer: row.answer }
    },

    answer: async (key, answer, about) => {
      await engine.batch(
        [
          {
            sql: 'UPDATE reservation SET answer = ?, organisation = ?, contact = ? WHERE key = ?',
            params: [answer, about?.organisation ?? null, about?.contact ?? null, key],
          },
        ],
        key,
      )
    },

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
          {
            sql: `INSERT INTO setting (name, value) VALUES (?, ?)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
            params: [name, value],
          },
        ],
        name,
      )
    },

    close: () => engine.close(),
  }
}

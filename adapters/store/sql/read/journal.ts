/** The journal as it is read and verified, in SQL. */

import type { Chain, Store } from '../../../../src/ports/store.ts'
import { verifyChain } from '../chain.ts'
import type { Engine } from '../engine.ts'
import { type ContactRow, type JournalRow, toEntry } from '../rows.ts'
import { paged, readCursor } from './cursor.ts'
import { remaining } from './load.ts'

/** See `Journal`. */
export const createJournal = (engine: Engine): Pick<Store, 'journal' | 'verify' | 'history'> => ({
  journal: async (organisation, contact, { limit, cursor }) => {
    const id = (await remaining(engine, organisation, contact))?.id ?? contact
    const start = [Number.MIN_SAFE_INTEGER, '', 0] as const
    const rows = await engine.query<JournalRow>(
      `SELECT * FROM journal WHERE organisation = ?
        AND contact IN (SELECT id FROM contact WHERE organisation = ? AND (id = ? OR merged_into = ?))
        AND (recorded_at, contact, version) > (?, ?, ?)
        ORDER BY recorded_at, contact, version LIMIT ?`,
      [organisation, organisation, id, id, ...readCursor(cursor, start), limit + 1],
    )
    return paged(rows, limit, toEntry, (row) => [row.recorded_at, row.contact, row.version])
  },

  history: async (organisation, { limit, cursor, from, before }) => {
    const start = [from, '', 0] as const
    const rows = await engine.query<JournalRow>(
      `SELECT * FROM journal WHERE organisation = ?
        AND (recorded_at, contact, version) > (?, ?, ?) AND recorded_at < ?
        ORDER BY recorded_at, contact, version LIMIT ?`,
      [organisation, ...readCursor(cursor, start), before, limit + 1],
    )
    return paged(rows, limit, toEntry, (row) => [row.recorded_at, row.contact, row.version])
  },

  verify: async (organisation, contact): Promise<Chain> => {
    const id = (await remaining(engine, organisation, contact))?.id ?? contact
    const tips = await engine.query<ContactRow>(
      `SELECT id, version, hash FROM contact
        WHERE organisation = ? AND (id = ? OR merged_into = ?)`,
      [organisation, id, id],
    )
    for (const tip of tips) {
      const rows = await engine.query<JournalRow>(
        `SELECT * FROM journal WHERE organisation = ? AND contact = ? ORDER BY version`,
        [organisation, tip.id],
      )
      const chain = verifyChain(rows, tip)
      if (!chain.ok) return chain
    }
    return { ok: true }
  },
})

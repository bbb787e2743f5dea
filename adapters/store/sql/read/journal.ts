/** Reads and verifies the journal, in SQL. */

import type { Chain, Store } from '../../../../src/ports/store.ts'
import { verifyChain } from '../chain.ts'
import type { Engine } from '../engine.ts'
import { type EntryTexts, originalsOf } from '../originals.ts'
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
      [organisation, organisation, id, id, ...readCursor('journal', cursor, start), limit + 1],
    )
    const find = await findOriginals(engine, organisation, rows)
    const read = (row: JournalRow) => toEntry(row, find)
    return paged('journal', rows, limit, read, (row) => [row.recorded_at, row.contact, row.version])
  },

  history: async (organisation, { limit, cursor, from, before }) => {
    const start = [from, '', 0] as const
    const rows = await engine.query<JournalRow>(
      `SELECT * FROM journal WHERE organisation = ?
        AND (recorded_at, contact, version) > (?, ?, ?) AND recorded_at < ?
        ORDER BY recorded_at, contact, version LIMIT ?`,
      [organisation, ...readCursor('history', cursor, start), before, limit + 1],
    )
    const find = await findOriginals(engine, organisation, rows)
    const read = (row: JournalRow) => toEntry(row, find)
    return paged('history', rows, limit, read, (row) => [row.recorded_at, row.contact, row.version])
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

/** Databases limit a statement's parameters and the nesting of conditions. */
const LOOKED_UP_TOGETHER = 40

/** The entries that these depend on, both among them and earlier. */
const findOriginals = async (engine: Engine, organisation: string, rows: readonly JournalRow[]) => {
  const nameOf = (contact: string, version: number) => `${contact} ${version}`
  const found = new Map<string, EntryTexts>(
    rows.map((row) => [nameOf(row.contact, row.version), row]),
  )
  const wanted = new Map(
    rows
      .flatMap(originalsOf)
      .map((one) => [nameOf(one.contact, one.version), one] as const)
      .filter(([name]) => !found.has(name)),
  )
  const missing = [...wanted.values()]
  for (let i = 0; i < missing.length; i += LOOKED_UP_TOGETHER) {
    const some = missing.slice(i, i + LOOKED_UP_TOGETHER)
    const originals = await engine.query<JournalRow>(
      // With forty conditions joined by OR, SQLite reads the organisation's whole journal instead.
      `SELECT contact, version, input, messages FROM journal WHERE organisation = ?
        AND (contact, version) IN (VALUES ${some.map(() => '(?, CAST(? AS BIGINT))').join(', ')})`,
      [organisation, ...some.flatMap(({ contact, version }) => [contact, version])],
    )
    for (const row of originals) found.set(nameOf(row.contact, row.version), row)
  }
  return (contact: string, version: number) => found.get(nameOf(contact, version))
}

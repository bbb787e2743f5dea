/** The audit log of senders and dead letters, in SQL. */

import type { Audit, AuditEntry } from '../../../../src/ports/store/audit.ts'
import { type Engine, insert } from '../engine.ts'
import { paged, readCursor } from './cursor.ts'

/** See `Audit`. */
export const createAudit = (engine: Engine): Audit => ({
  recordAudit: async (organisation, entry) => {
    await engine.batch([insert('audit', { organisation, ...entry })], `${organisation} audit`)
  },

  audit: async (organisation, { limit, cursor }) => {
    const [at, id] = readCursor('audit', cursor, [Number.MAX_SAFE_INTEGER, ''] as const)
    const rows = await engine.query<AuditEntry>(
      `SELECT id, at, who, action, subject FROM audit WHERE organisation = ? AND (at, id) < (?, ?)
        ORDER BY at DESC, id DESC LIMIT ?`,
      [organisation, at, id, limit + 1],
    )
    return paged(
      'audit',
      rows,
      limit,
      (row) => row,
      (row) => [row.at, row.id],
    )
  },
})

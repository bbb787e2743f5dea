/** Dead letters in SQL: failed tasks, and their retry. */

import type { DeadLetters } from '../../../../src/ports/store/outbox.ts'
import { copySql, type Engine } from '../engine.ts'
import { paged, readCursor } from '../read/cursor.ts'
import { type DeadLetterRow, toDeadLetter } from '../rows.ts'
import { LANE, WHEN_FIRST } from './insert.ts'
import { lockLane } from './outbox.ts'

/** The doubt: we no longer know whether a send had left before it was given up. */
const REPLAY = copySql(
  'task',
  ['organisation', 'contact', 'lane', 'id', 'connection', 'message', 'effect', 'created_at'],
  {
    seq: `COALESCE((SELECT MAX(seq) + 1 FROM task WHERE ${LANE}), 0)`,
    attempt: '0',
    doubtful: '1',
    ready_at: WHEN_FIRST,
  },
  'dead_letter WHERE organisation = ? AND id = ?',
)

/** See `DeadLetters`. */
export const createDeadLetters = (engine: Engine): DeadLetters => ({
  deadLetters: async (organisation, { limit, cursor }, connection) => {
    const [diedAt, id] = readCursor('dead_letters', cursor, [Number.MAX_SAFE_INTEGER, ''] as const)
    const isMeant = connection === undefined ? '' : 'AND connection = ?'
    const rows = await engine.query<DeadLetterRow>(
      `SELECT * FROM dead_letter WHERE organisation = ? ${isMeant} AND (died_at, id) < (?, ?)
        ORDER BY died_at DESC, id DESC LIMIT ?`,
      [organisation, ...(connection === undefined ? [] : [connection]), diedAt, id, limit + 1],
    )
    return paged('dead_letters', rows, limit, toDeadLetter, (row) => [row.died_at, row.id])
  },

  oldestDeadLetters: async (organisation, connection, limit) => {
    const rows = await engine.query<{ id: string }>(
      `SELECT id FROM dead_letter WHERE organisation = ? AND connection = ?
        ORDER BY died_at, id LIMIT ?`,
      [organisation, connection, limit],
    )
    return rows.map(({ id }) => id)
  },

  deadLetterCounts: async (organisation) => {
    const rows = await engine.query<{ connection: string; n: number }>(
      `SELECT connection, COUNT(*) AS n FROM dead_letter WHERE organisation = ?
        GROUP BY connection ORDER BY connection`,
      [organisation],
    )
    return rows.map(({ connection, n }) => ({ connection, count: n }))
  },

  replay: async (organisation, id, now) => {
    const [dead] = await engine.query<DeadLetterRow>(
      'SELECT contact, lane FROM dead_letter WHERE organisation = ? AND id = ?',
      [organisation, id],
    )
    if (!dead) return false
    const lane = [organisation, dead.contact, dead.lane]
    const results = await engine.batch(
      [
        ...lockLane(engine, organisation, dead.contact),
        {
          sql: REPLAY,
          params: [...lane, ...lane, now, organisation, id],
        },
        {
          sql: 'DELETE FROM dead_letter WHERE organisation = ? AND id = ? RETURNING id',
          params: [organisation, id],
        },
      ],
      `${organisation} ${dead.contact}`,
    )
    return results.at(-1)?.length === 1
  },
})

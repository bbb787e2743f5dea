/** Figures for operators, counted from indexes, in SQL. */

import type { Figures } from '../../../../src/ports/store/tallies.ts'
import type { Engine } from '../engine.ts'

/** See `Figures`. */
export const createFigures = (engine: Engine): Figures => ({
  figures: async (until) => {
    const queues = await engine.query<{ connection: string; waiting: number; at: number }>(
      `SELECT connection, COUNT(*) AS waiting, MIN(created_at) AS at FROM task
        WHERE connection <> '' GROUP BY connection`,
      [],
    )
    const [doubtful] = await engine.query<{ n: number }>(
      `SELECT COUNT(*) AS n FROM task WHERE connection <> '' AND doubtful = 1`,
      [],
    )
    const [wakes] = await engine.query<{ n: number }>(
      `SELECT COUNT(*) AS n FROM task WHERE connection = '' AND ready_at <= ?`,
      [until],
    )
    return {
      queues: queues.map(({ connection, waiting, at }) => ({ connection, waiting, oldestAt: at })),
      doubtful: doubtful?.n ?? 0,
      wakes: wakes?.n ?? 0,
    }
  },
})

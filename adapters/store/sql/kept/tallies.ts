/** Hourly counts, in SQL. */

import type { Tallies, Tally, TallyStep } from '../../../../src/ports/store/tallies.ts'
import { type Engine, insert } from '../engine.ts'

/** See `Tallies`. */
export const createTallies = (engine: Engine): Tallies => {
  const tallyStep: Tallies['tallyStep'] = async (organisation) => {
    const [row] = await engine.query<TallyStep>(
      'SELECT step, until FROM tally_step WHERE organisation = ? ORDER BY step DESC LIMIT 1',
      [organisation],
    )
    return row && { step: row.step, until: row.until }
  }
  return {
    tallyStep,

    addTallies: async (organisation, tallies, step) => {
      const statements = [
        ...(step
          ? [
              insert('tally_step', { organisation, ...step }),
              {
                sql: 'DELETE FROM tally_step WHERE organisation = ? AND step < ?',
                params: [organisation, step.step],
              },
            ]
          : []),
        ...tallies.map((tally) =>
          insert(
            'tally',
            { organisation, ...tally },
            ` ON CONFLICT (organisation, hour, sender, what, detail) DO UPDATE
              SET n = tally.n + excluded.n, total = tally.total + excluded.total`,
          ),
        ),
      ]
      if (statements.length === 0) return true
      try {
        await engine.batch(statements, `${organisation} tally`)
        return true
      } catch (failure) {
        // Another process took the step first, and counted the same rows.
        if (step && ((await tallyStep(organisation))?.step ?? 0) >= step.step) return false
        throw failure
      }
    },

    extent: async (organisation, from, before) => {
      const [row] = await engine.query<{ readonly entries: number; readonly versions: number }>(
        `SELECT COUNT(*) AS entries, CAST(COALESCE(SUM(version), 0) AS BIGINT) AS versions FROM journal
          WHERE organisation = ? AND recorded_at >= ? AND recorded_at < ?`,
        [organisation, from, before],
      )
      return { entries: row?.entries ?? 0, versions: row?.versions ?? 0 }
    },

    tallies: (organisation, from, before) =>
      engine.query<Tally>(
        `SELECT hour, sender, what, detail, n, total FROM tally
          WHERE organisation = ? AND hour >= ? AND hour < ? ORDER BY hour, sender, what, detail`,
        [organisation, from, before],
      ),
  }
}

/** Counts what this process commits. Where nobody else has committed, the journal needn't be read to be counted. */

import type { Instant } from '../../core/model/contact.ts'
import type { Tally } from '../../ports/store/tallies.ts'
import type { Change, Store } from '../../ports/store.ts'
import { type KnownTallies, sumUp, TALLY_UNIT_MS, talliesOf } from './tally.ts'

/** Units kept for each organisation: more than a pass a minute, two minutes late, ever needs. */
const MAX_UNITS = 120
const MAX_PERIOD_MS = MAX_UNITS * TALLY_UNIT_MS

type Unit = { entries: number; versions: number; readonly tallies: Map<string, Tally> }

/** The same store, which notes its commits, and their counts. */
export const withOwnTallies = (
  store: Store,
): { readonly store: Store; readonly known: KnownTallies } => {
  const organisations = new Map<string, Map<Instant, Unit>>()

  const note = (change: Change, version: number) => {
    const { recordedAt } = change
    const { organisation } = change.contact
    const units = organisations.get(organisation) ?? new Map<Instant, Unit>()
    organisations.set(organisation, units)
    const start = recordedAt - (recordedAt % TALLY_UNIT_MS)
    const unit = units.get(start) ?? { entries: 0, versions: 0, tallies: new Map() }
    units.set(start, unit)
    unit.entries += 1
    unit.versions += version
    sumUp(talliesOf(change), unit.tallies)
    for (const oldest of units.keys()) {
      if (units.size <= MAX_UNITS) break
      units.delete(oldest)
    }
  }

  const take = (organisation: string, from: Instant, before: Instant): readonly Unit[] => {
    const units = organisations.get(organisation)
    const taken = [...(units ?? [])].filter(([start]) => start >= from && start < before)
    for (const start of units?.keys() ?? []) if (start < before) units?.delete(start)
    return taken.map(([, unit]) => unit)
  }

  return {
    store: {
      ...store,
      commit: async (change) => {
        const committed = await store.commit(change)
        if (committed.status === 'committed') note(change, committed.version)
        return committed
      },
    },
    known: async (organisation, from, before) => {
      const units = take(organisation, from, before)
      if (from % TALLY_UNIT_MS !== 0 || before - from > MAX_PERIOD_MS) return undefined
      const stored = await store.extent(organisation, from, before)
      const entries = units.reduce((sum, unit) => sum + unit.entries, 0)
      const versions = units.reduce((sum, unit) => sum + unit.versions, 0)
      // Another process's commits, a merge's further entries, or an erasure.
      if (stored.entries !== entries || stored.versions !== versions) return undefined
      const tallies = sumUp(units.flatMap((unit) => [...unit.tallies.values()]))
      return { tallies: [...tallies.values()], until: before }
    },
  }
}

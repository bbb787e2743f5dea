/** Finds the timer that rings next, and skips those that would find nothing to do. */

import type { Directory } from '../../../src/config/directory.ts'
import { RECONCILE_EVERY_MS } from '../../../src/engine/periodic/reconcile.ts'
import type { Store } from '../../../src/ports/store.ts'
import type { History } from '../checks/history.ts'
import type { World } from '../world.ts'
import type { Disk } from './disk.ts'
import { nextRing, type Process, ring, type Timer } from './process.ts'

const MINUTE = 60_000
/** The outbox's timer rings more often than this; the others are for counts and for what is old. */
const OFTEN_MS = 1_000
/** No invariant checks counts, or data older than a story. */
const SELDOM_MS = 60 * MINUTE
/** A task that is still due since the last ring waits for a connection that is down. */
const WAITING_MS = MINUTE / 2
/** Long enough for one more pass after all of the provider's messages have been found. */
const READ_AGAIN_MS = 6 * MINUTE

type Ring = { readonly at: number; readonly ring: () => void }

/** A function that finds the next ring. */
export const createTimers = (
  world: World,
  history: History,
  { store, disk, directory }: { store: Store; disk: Disk; directory: Directory },
  processes: readonly Process[],
): (() => Promise<Ring | undefined>) => {
  // Marks and inputs are never removed, so each is looked for until it is found.
  const unmarked = directory.organisations.flatMap(({ id, senders }) =>
    senders.map(({ address }) => `reconciled ${id} ${address}`),
  )
  let read = 0
  /** Passes that would find nothing are left out, but none before every sender has its mark. */
  const mustReconcile = async () => {
    for (let name = unmarked[0]; name !== undefined; name = unmarked[0]) {
      if ((await store.setting(name)) === undefined) return true
      unmarked.shift()
    }
    const last = history.written.at(-1)
    if (!last) return false
    while (history.inputs.has(`tw_${history.written[read]?.sid}`)) read += 1
    return world.now() < last.at + READ_AGAIN_MS || read < history.written.length
  }
  const fromWhen = ({ everyMs, last }: Timer, due: number): number => {
    if (everyMs > OFTEN_MS) return Math.max(due, last + SELDOM_MS)
    return due <= last ? last + WAITING_MS : due
  }

  return async () => {
    const due = await disk.dueAt()
    const isWaitedFor = await mustReconcile()
    let next: Ring | undefined
    for (const process of processes)
      for (const timer of process.isAlive ? process.timers : []) {
        if (timer.isRunning) continue
        const isReconciling = timer.everyMs === RECONCILE_EVERY_MS
        if (isReconciling ? !isWaitedFor : due === Number.POSITIVE_INFINITY) continue
        const from = isReconciling ? 0 : fromWhen(timer, due)
        const at = nextRing(timer, Math.max(world.now(), process.stalledUntil, from))
        if (!next || at < next.at) next = { at, ring: () => ring(timer, at) }
      }
    return next
  }
}

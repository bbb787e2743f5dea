/** Claims tasks that may start; those beyond a connection's share stay unleased. */

import type { Parts } from '../parts.ts'
import type { Breaker } from './breaker.ts'
import type { LeasedTask } from './send.ts'
import { shareAttempts } from './share-attempts.ts'

/** Attempts reserved for each connection while others use up all places. */
const RESERVED_SHARE = 1 / 32

/** Updates `backlog`: the connections with due tasks that were not all claimed. */
export const createClaim = (
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  {
    breaker,
    leaseMs,
    underWay,
    atOnce,
    backlog,
  }: {
    readonly breaker: Breaker
    readonly leaseMs: number
    readonly underWay: ReadonlyMap<string, number>
    readonly atOnce: number
    readonly backlog: Set<string>
  },
) => {
  let passes = 0
  /** Claims at most this many, and only tasks that may start now. */
  return async (most: number): Promise<readonly LeasedTask[]> => {
    const now = clock()
    const asked = [...backlog]
    const due = await store.due(now)
    for (const connection of asked) if (!due.includes(connection)) backlog.delete(connection)
    if (due.length === 0) return []
    // Rotate the order, since there may be fewer places than connections.
    const first = passes++ % due.length
    const waiting = [...due.slice(first), ...due.slice(0, first)].map((connection) => ({
      connection,
      room: breaker.room(connection),
      underWay: underWay.get(connection) ?? 0,
    }))
    const total = [...underWay.values()].reduce((sum, each) => sum + each, 0)
    const shares = shareAttempts(waiting, {
      free: atOnce - total,
      most,
      reserved: Math.floor(atOnce * RESERVED_SHARE),
    })
    for (const connection of due) backlog.add(connection)
    const claimed = await Promise.all(
      shares.map(async (share) => {
        const tasks = await store.claim(now, { ...share, leaseMs })
        if (tasks.length < share.limit) backlog.delete(share.connection)
        return tasks
      }),
    )
    return claimed.flat().map((task) => ({ ...task, leasedUntil: now + leaseMs }))
  }
}

/** Claims tasks that may start; those beyond a connection's share stay unleased. */

import type { Breaker } from '../attempt/breaker.ts'
import type { LeasedTask } from '../attempt/receipt.ts'
import type { Dependencies } from '../contracts.ts'
import { shareAttempts } from './share-attempts.ts'

/** Attempts reserved for each connection while others use up all places. */
const RESERVED_SHARE = 1 / 32

/** Updates `backlog`: the connections with due tasks that were not all claimed. */
export const createClaim = (
  { store, clock }: Pick<Dependencies, 'store' | 'clock'>,
  {
    breaker,
    leaseMs,
    underWay,
    atOnce,
    claiming,
    backlog,
  }: {
    readonly breaker: Breaker
    readonly leaseMs: number
    readonly underWay: ReadonlyMap<string, number>
    readonly atOnce: number
    /** Places kept for claims in progress, by connection. */
    readonly claiming: Map<string, number>
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
    const claimShare = async (share: (typeof shares)[number]) => {
      const { connection, limit } = share
      // Let commits lease new tasks meanwhile: if this claim prevented that, the tasks would have to wait for the next.
      backlog.delete(connection)
      claiming.set(connection, limit)
      let isComplete = false
      try {
        const tasks = await store.claim(now, { ...share, leaseMs })
        isComplete = tasks.length < limit
        return tasks
      } finally {
        claiming.delete(connection)
        if (!isComplete) backlog.add(connection)
      }
    }
    for (const connection of due) backlog.add(connection)
    const claimed = await Promise.all(shares.map(claimShare))
    return claimed.flat().map((task) => ({ ...task, leasedUntil: now + leaseMs }))
  }
}

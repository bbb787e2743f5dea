/**
 * The pump of a Worker. A request's work ends with the request, so no other request may wait for
 * it: every drain works on its own, on tasks that are not leased.
 */

import type { Handle, Parts, Policies, Pump } from '../../engine/gateway.ts'
import { createLoggedBreaker, createPump } from '../../engine/outbox/pump.ts'

/** A Worker has six connections at once. */
const AT_ONCE = 6
/** After the answer 30 s are left; an attempt, and what follows from it, takes up to 15. */
const CLAIM_FOR_MS = 15_000
/** What another request has claimed is its own: all a drain can do is round whether it is done. */
const ROUND_EVERY_MS = 25
const MAX_ROUNDS = 40

export type WorkerPump = Pump & {
  /** Drains if something has been committed since the last time. */
  resume(): Promise<void>
}

/** Takes `perDrain` tasks in one drain: an invocation may ask the database only so often. */
export const createWorkerPump = (
  parts: Parts,
  policies: Policies,
  handle: Handle,
  perDrain: number,
): WorkerPump => {
  const breaker = createLoggedBreaker(parts)
  let owed = false
  let underWay = 0

  const work = async (): Promise<number> => {
    const pump = createPump(parts, policies, handle, { atOnce: AT_ONCE, perDrain, breaker })
    const timer = setTimeout(() => void pump.stop(), CLAIM_FOR_MS)
    underWay += 1
    try {
      return await pump.drain()
    } finally {
      underWay -= 1
      clearTimeout(timer)
      await pump.stop()
    }
  }

  return {
    nudge: () => {
      owed = true
    },
    drain: async () => {
      let settled = await work()
      for (let round = 0; round < MAX_ROUNDS && underWay > 0; round++) {
        await new Promise((resolve) => setTimeout(resolve, ROUND_EVERY_MS))
        settled += await work()
      }
      return settled
    },
    // What a commit leased no request might live to carry out.
    reserve: () => undefined,
    retryAt: breaker.retryAt,
    resume: async () => {
      if (!owed) return
      owed = false
      await work()
    },
    stop: async () => {},
  }
}

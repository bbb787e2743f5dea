/**
 * The pump of a Worker. An invocation's work ends with the invocation, so no other may wait for it:
 * each carries out what its own commits leased to it, and claims what is left by itself.
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import type { Instant } from '../../core/model/contact.ts'
import type { Handle, Parts, Policies, Pump } from '../../engine/gateway.ts'
import { createLoggedBreaker, createPump } from '../../engine/outbox/pump.ts'

/** A Worker has six connections at once. */
const AT_ONCE = 6
/** After the answer 30 s are left; an attempt, and what follows from it, takes up to 15. */
const BEGIN_FOR_MS = 15_000
/** What another request has claimed is its own: all a drain can do is round whether it is done. */
const ROUND_EVERY_MS = 25
const MAX_ROUNDS = 40
/** What has been under way for longer was ended by the runtime. */
const MAX_BUSY_MS = 60_000

export type WorkerPump = Pump & {
  /** Does the work of an invocation. `ended` when what it committed has been carried out as well. */
  attend<T>(work: () => Promise<T>): {
    readonly answered: Promise<T>
    readonly ended: Promise<void>
  }
}

/** What one request or one run of the schedule has begun. */
type Invocation = {
  /** How many more tasks it may begin: it may ask the database only so often. */
  left: number
  readonly until: Instant
  readonly underWay: Set<Promise<void>>
  /** Made for the first commit that leaves something to carry out. */
  pump?: Pump
}

/** Begins `perRun` tasks in one invocation. */
export const createWorkerPump = (
  parts: Parts,
  policies: Policies,
  handle: Handle,
  perRun: number,
): WorkerPump => {
  const { clock } = parts
  const breaker = createLoggedBreaker(parts)
  const current = new AsyncLocalStorage<Invocation>()
  let owed = false
  const busy = createBusy()
  const claimAndWork = (perDrain: number) =>
    drainOnce(createPump(parts, policies, handle, { atOnce: AT_ONCE, perDrain, breaker }), busy)

  const nudge = () => {
    owed = true
  }

  const pumpOf = (invocation: Invocation): Pump => {
    const keep = (work: Promise<void>) => {
      const end = busy.begin()
      const ended = work.finally(() => {
        end()
        invocation.underWay.delete(ended)
      })
      invocation.underWay.add(ended)
    }
    const options = { atOnce: AT_ONCE, breaker, keeper: { nudge, keep } }
    invocation.pump ??= createPump(parts, policies, handle, options)
    return invocation.pump
  }

  /** Waits for what it has begun, which may begin more, and then claims what is left. */
  const finish = async (invocation: Invocation): Promise<void> => {
    while (invocation.underWay.size > 0) await Promise.allSettled([...invocation.underWay])
    const { left } = invocation
    if (!owed || left <= 0) return
    owed = false
    // What follows from a claimed task is claimed as well, so that no more than `left` begin.
    invocation.left = 0
    await claimAndWork(left)
  }

  return {
    nudge,
    drain: () =>
      current.run(beginning(0, clock()), async () => {
        let settled = await claimAndWork(perRun)
        for (let round = 0; round < MAX_ROUNDS && busy.isBusy(); round++) {
          await new Promise((resolve) => setTimeout(resolve, ROUND_EVERY_MS))
          settled += await claimAndWork(perRun)
        }
        return settled
      }),
    reserve: (effects, carriers) => {
      const invocation = current.getStore()
      if (!invocation || invocation.left <= 0 || clock() >= invocation.until) return undefined
      const birth = pumpOf(invocation).reserve(effects, carriers)
      if (!birth) return undefined
      return {
        ...birth,
        begin: (tasks) => {
          invocation.left -= tasks.length
          birth.begin(tasks)
        },
      }
    },
    retryAt: breaker.retryAt,
    attend: (work) => {
      const invocation = beginning(perRun, clock())
      return current.run(invocation, () => {
        const answered = work()
        const end = () => finish(invocation)
        return { answered, ended: answered.then(end, end) }
      })
    },
    stop: async () => {},
  }
}

/** The pump is of no use afterwards: it begins nothing once the time is up. */
const drainOnce = async (pump: Pump, busy: Busy): Promise<number> => {
  const timer = setTimeout(() => void pump.stop(), BEGIN_FOR_MS)
  const ended = busy.begin()
  try {
    return await pump.drain()
  } finally {
    ended()
    clearTimeout(timer)
    await pump.stop()
  }
}

const beginning = (left: number, now: Instant): Invocation => ({
  left,
  until: now + BEGIN_FOR_MS,
  underWay: new Set(),
})

type Busy = ReturnType<typeof createBusy>

/** What is under way in this isolate, whatever invocation it belongs to. */
const createBusy = () => {
  const underWay = new Set<{ readonly since: number }>()
  return {
    begin: (): (() => void) => {
      const work = { since: Date.now() }
      underWay.add(work)
      return () => underWay.delete(work)
    },
    isBusy: (): boolean => {
      for (const work of underWay) if (Date.now() - work.since >= MAX_BUSY_MS) underWay.delete(work)
      return underWay.size > 0
    },
  }
}

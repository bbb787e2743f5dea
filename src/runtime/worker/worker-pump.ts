/**
 * The pump of a Worker. An invocation's work ends with the invocation, so no other may wait for it:
 * each carries out what its own commits leased to it, and claims the rest itself.
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import type { Instant } from '../../core/model/contact.ts'
import { createLoggedBreaker } from '../../engine/attempt/breaker.ts'
import type { Dependencies, Handle, Policies, Pump } from '../../engine/gateway.ts'
import { createPump } from '../../engine/outbox/pump.ts'

/** A Worker has six connections at once. */
const AT_ONCE = 6
/** After the answer 30 s are left; an attempt with its consequences takes up to 15. */
const BEGIN_FOR_MS = 15_000
/** Another request's claimed work is its own; a drain can only check whether it is done. */
const ROUND_EVERY_MS = 25
const MAX_ROUNDS = 40
/** Work in progress for longer was ended by the runtime. */
const MAX_BUSY_MS = 60_000

export type WorkerPump = Pump & {
  /** Does the work of an invocation. `ended` resolves when its commits have been carried out too. */
  attend<T>(work: () => Promise<T>): {
    readonly answered: Promise<T>
    readonly ended: Promise<void>
  }
}

/** Work started by one request or one run of the schedule. */
type Invocation = {
  /** How many more tasks it may start, since its database queries are limited. */
  left: number
  readonly until: Instant
  readonly underWay: Set<Promise<void>>
  /** Made for the first commit that leaves something to carry out. */
  pump?: Pump
}

/** Begins `perRun` tasks in one invocation. */
export const createWorkerPump = (
  parts: Dependencies,
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

  /** Waits for started work, which may start more, and then claims the rest. */
  const finish = async (invocation: Invocation): Promise<void> => {
    while (invocation.underWay.size > 0) await Promise.allSettled([...invocation.underWay])
    const { left } = invocation
    if (!owed || left <= 0) return
    owed = false
    // Effects of a claimed task are claimed as well, so that no more than `left` start.
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
    reserve: (effects, routing) => {
      const invocation = current.getStore()
      if (!invocation || invocation.left <= 0 || clock() >= invocation.until) return undefined
      const reservation = pumpOf(invocation).reserve(effects, routing)
      if (!reservation) return undefined
      return {
        ...reservation,
        begin: (tasks) => {
          invocation.left -= tasks.length
          reservation.begin(tasks)
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

/** The pump ends then: it starts nothing once the time is up. */
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

/** Work in progress in this isolate, of any invocation. */
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

/** Claims tasks, runs them and settles them. */

import { LRUCache } from 'lru-cache'
import type { Instant } from '../../core/model/contact.ts'
import type { Settlement, Task } from '../../ports/store.ts'
import type { Handle, Parts, Policies, Pump } from '../parts.ts'
import { type Breaker, type BreakerAttempt, createBreaker } from './breaker.ts'
import { createSend, type Leased } from './send.ts'
import { createTell } from './tell.ts'
import { takeTurns } from './turns.ts'

const LEASE_MS = 60_000
/** More wakes of one contact within `WAKES_MS` are a loop: the next one waits. */
const MAX_WAKES = 20
const WAKES_MS = 1_000
/** How often to check whether a removed organisation is configured again. */
const ABSENT_MS = 3_600_000

/** Of the attempts at once, what a connection gets even while others take up all of them. */
const RESERVED_SHARE = 1 / 32

const DONE: Settlement = { status: 'done' }

export type PumpOptions = {
  /** Attempts under way at once. Default 256, and of one connection at most what the breaker allows. */
  readonly atOnce?: number
  /** Attempts that one `drain` begins; the rest waits for the next one. Default: no limit. */
  readonly perDrain?: number
  /** Shared with other pumps of this process. */
  readonly breaker?: Breaker
}

/** See `Pump`. */
export const createPump = (
  parts: Parts,
  policies: Policies,
  handle: Handle,
  options: PumpOptions = {},
): Pump => {
  const { store, clock, log } = parts
  const { atOnce = 256, perDrain = Number.POSITIVE_INFINITY } = options
  const breaker = options.breaker ?? createLoggedBreaker(parts)
  const tell = createTell(parts, handle, breaker)
  const send = createSend(parts, policies, handle, breaker)
  const isLooping = createLoopGuard(clock)
  const underWay = new Map<string, number>()
  // Of pumps that share a breaker there are many, one after the other.
  if (!options.breaker) showConnections(parts, breaker, underWay)
  const claim = createClaim(parts, { breaker, underWay, atOnce })

  const runTask = async (task: Leased): Promise<void> => {
    const { connection } = task
    const trial = breaker.begin(connection, task.contact)
    underWay.set(connection, (underWay.get(connection) ?? 0) + 1)
    try {
      await store.settle(task, await attempt(task, trial), clock())
    } catch (error) {
      // The lease runs out and the task is tried again; a send will be looked up first.
      log.error('task_failed', {
        task: task.id,
        kind: task.effect.kind,
        error: messageOf(error),
      })
    } finally {
      trial.end('none')
      const left = (underWay.get(connection) ?? 1) - 1
      if (left > 0) underWay.set(connection, left)
      else underWay.delete(connection)
    }
  }

  const attempt = async (task: Leased, trial: BreakerAttempt): Promise<Settlement> => {
    const { organisation, contact, message, effect } = task
    const order = {
      organisation,
      contact,
      at: clock(),
      attempt: task.attempt,
      ...(message && { message }),
    }
    switch (effect.kind) {
      case 'later':
        if (isLooping(task)) return { status: 'wait', at: clock() + WAKES_MS, code: 'spinning' }
        return wakeContact(task)
      case 'tell':
        return tell(task, { ...order, effect }, trial)
      case 'send':
        return message ? send(task, message, { ...order, effect }, trial) : DONE
    }
  }

  /** A lost wake would never come again, so it waits until its organisation is configured. */
  const wakeContact = async ({ organisation, contact, id }: Task): Promise<Settlement> => {
    const handled = await handle(organisation, { kind: 'due', id, at: clock(), contact })
    return handled
      ? DONE
      : { status: 'wait', at: clock() + ABSENT_MS, code: 'no_such_organisation' }
  }

  const { drain, stop, isStopped } = createDrain({ perDrain, claim, runTask })
  return {
    nudge: () => {
      if (isStopped()) return
      drain().catch((error) => log.error('drain_failed', { error: messageOf(error) }))
    },
    drain,
    retryAt: breaker.retryAt,
    stop,
  }
}

/** The circuit of each connection, and what is under way to it, for the metrics. */
const showConnections = (
  { metrics, providers, crms }: Parts,
  breaker: Breaker,
  underWay: ReadonlyMap<string, number>,
) =>
  metrics.collect(() => {
    for (const connection of [...Object.keys(providers), ...Object.keys(crms)]) {
      const state = BREAKER_VALUES[breaker.state(connection)]
      metrics.gauge('postern_breaker_state', state, { connection })
      metrics.gauge('postern_attempts_under_way', underWay.get(connection) ?? 0, { connection })
    }
  })

const BREAKER_VALUES = { closed: 0, half_open: 1, open: 2 } as const

/** Claims what may begin; what is beyond a connection's share stays where it is, without a lease. */
const createClaim = (
  { store, clock, leaseMs = LEASE_MS }: Parts,
  {
    breaker,
    underWay,
    atOnce,
  }: {
    readonly breaker: Breaker
    readonly underWay: ReadonlyMap<string, number>
    readonly atOnce: number
  },
) => {
  let passes = 0
  return async (most: number): Promise<readonly Leased[]> => {
    const now = clock()
    const due = await store.due(now)
    if (due.length === 0) return []
    // Who comes first changes, for when less is free than there are connections.
    const first = passes++ % due.length
    const waiting = [...due.slice(first), ...due.slice(0, first)].map((connection) => ({
      connection,
      room: breaker.room(connection),
      underWay: underWay.get(connection) ?? 0,
    }))
    const total = [...underWay.values()].reduce((sum, each) => sum + each, 0)
    const turns = takeTurns(waiting, {
      free: atOnce - total,
      most,
      reserved: Math.floor(atOnce * RESERVED_SHARE),
    })
    const claimed = await Promise.all(turns.map((turn) => store.claim(now, { ...turn, leaseMs })))
    return claimed.flat().map((task) => ({ ...task, leasedUntil: now + leaseMs }))
  }
}

/** A breaker that says in the log when it opens and closes. */
export const createLoggedBreaker = ({
  clock,
  log,
  metrics,
  probeMs,
}: Pick<Parts, 'clock' | 'log' | 'metrics' | 'probeMs'>): Breaker =>
  createBreaker({
    clock,
    ...(probeMs !== undefined && { probeMs }),
    onChange: (connection, state) => {
      metrics.count('postern_circuit_changes_total', { connection, state })
      if (state === 'open') log.error('connection_down', { connection })
      else log.info('connection_back', { connection })
    },
  })

type Work = {
  readonly perDrain: number
  /** At most so many, and of these as many as may begin now. */
  claim(most: number): Promise<readonly Leased[]>
  runTask(task: Leased): Promise<void>
}

/** Begins whatever may begin, so that a slow destination does not stop the others. */
const createDrain = ({ perDrain, claim, runTask }: Work) => {
  const underWay = new Set<Promise<void>>()
  let running: Promise<number> | undefined
  let again = false
  let stopped = false
  let wake = () => {}

  /** There may be something to claim. */
  const claimAgain = () => {
    again = true
    wake()
  }

  const work = async (): Promise<number> => {
    let settled = 0
    let left = perDrain
    try {
      while (!stopped && ((again && left > 0) || underWay.size > 0)) {
        if (!again || left <= 0) {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
          continue
        }
        again = false
        const tasks = await claim(left)
        left -= tasks.length
        for (const task of tasks) {
          const ended = runTask(task).finally(() => {
            underWay.delete(ended)
            settled += 1
            claimAgain()
          })
          underWay.add(ended)
        }
      }
    } finally {
      // In the same turn as the last check: a nudge after it begins a new drain.
      running = undefined
    }
    return settled
  }

  return {
    drain: (): Promise<number> => {
      claimAgain()
      running ??= work()
      return running
    },
    stop: async () => {
      stopped = true
      await Promise.allSettled([...underWay, running])
    },
    isStopped: () => stopped,
  }
}

/** A wake that asks for the next one at once, again and again, must not keep a drain from ending. */
const createLoopGuard = (clock: Parts['clock']) => {
  const recentWakes = new LRUCache<string, { since: Instant; count: number }>({
    maxSize: 10_000,
    sizeCalculation: () => 1,
  })
  return ({ organisation, contact }: Task): boolean => {
    const key = `${organisation} ${contact}`
    const seen = recentWakes.get(key)
    if (seen && clock() - seen.since < WAKES_MS) return ++seen.count > MAX_WAKES
    recentWakes.set(key, { since: clock(), count: 1 })
    return false
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown')

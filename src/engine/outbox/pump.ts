/** Claims tasks, runs them and settles them. */

import { LRUCache } from 'lru-cache'
import type { Instant } from '../../core/model/contact.ts'
import { errorMessage } from '../../ports/errors.ts'
import type { Settlement, Task } from '../../ports/store/outbox.ts'
import { type Breaker, type BreakerAttempt, createLoggedBreaker } from '../attempt/breaker.ts'
import { recordExchanges } from '../attempt/last-exchange.ts'
import { createNotify } from '../attempt/notify.ts'
import type { LeasedTask, Settled } from '../attempt/receipt.ts'
import { createSend } from '../attempt/send.ts'
import type { Dependencies, Gateway, Handle, Policies, Pump } from '../contracts.ts'
import { createClaim } from './claim.ts'
import { createLeaseReservations, type NewTask } from './lease-reservations.ts'

const LEASE_MS = 60_000
/** More wakes of one contact within `WAKES_MS` are a loop: the next one waits. */
const MAX_WAKES = 20
const WAKES_MS = 1_000
/** How often to check whether a removed organisation is configured again. */
const ABSENT_MS = 3_600_000

const DONE: Settlement = { status: 'done' }

export type PumpOptions = {
  /** Attempts at a time. Default 256; for one connection at most what the breaker allows. */
  readonly atOnce?: number
  /** Attempts that one `drain` starts; the rest wait for the next one. Default: no limit. */
  readonly perDrain?: number
  /** Shared with other pumps of this process. */
  readonly breaker?: Breaker
  /** Takes over tracking and claiming for this pump, which then never drains on its own. */
  readonly keeper?: Keeper
}

type Keeper = {
  /** Something has to be claimed. */
  nudge(): void
  /** The pump has begun what a commit leased to it. */
  keep(work: Promise<void>): void
}

/** See `Pump`. */
export const createPump = (
  parts: Dependencies,
  policies: Policies,
  handle: Handle,
  options: PumpOptions = {},
): Pump => {
  const { store, clock, log } = parts
  const { atOnce = 256, perDrain = Number.POSITIVE_INFINITY } = options
  const breaker = options.breaker ?? createLoggedBreaker(parts)
  const notify = createNotify(parts, handle, breaker)
  const send = createSend(parts, policies, handle, breaker)
  const isLooping = createLoopGuard(clock)
  const underWay = new Map<string, number>()
  // Many pumps may share a breaker, one after the other.
  if (!options.breaker) showConnections(parts, breaker, underWay)
  const backlog = new Set<string>()
  const { leaseMs = LEASE_MS } = parts
  const claiming = new Map<string, number>()
  const shared = { breaker, leaseMs, underWay, atOnce, claiming, backlog }
  const claim = createClaim(parts, shared)

  const runTask = async (task: LeasedTask | NewTask): Promise<boolean> => {
    const { connection } = task
    const trial = breaker.begin(connection, task.contact)
    underWay.set(connection, (underWay.get(connection) ?? 0) + 1)
    try {
      const settlement = await attempt(task, trial)
      const isLone = 'isLone' in task && task.isLone
      if (settlement.status === 'settled')
        return !isLone || settlement.hasNext || backlog.has(connection)
      if (!isLone || settlement.status !== 'done') {
        await store.settle(task, settlement, clock())
        return true
      }
      // After a crash an event may be repeated, but a send would have to be looked up.
      const when = task.effect.kind === 'tell' ? 'soon' : 'now'
      return (await store.settleSoon(task, when)) || backlog.has(connection)
    } catch (error) {
      // The lease runs out and the task is tried again; a send will be looked up first.
      log.error('task_failed', {
        task: task.id,
        kind: task.effect.kind,
        error: errorMessage(error),
      })
      return true
    } finally {
      trial.end('none')
      const left = (underWay.get(connection) ?? 1) - 1
      if (left > 0) underWay.set(connection, left)
      else underWay.delete(connection)
      reservations.ended(connection)
    }
  }

  const attempt = async (
    task: LeasedTask,
    trial: BreakerAttempt,
  ): Promise<Settlement | Settled> => {
    const { organisation, contact, message, effect } = task
    const order = { organisation, contact, at: clock(), attempt: task.attempt }
    if (effect.kind === 'later') {
      if (isLooping(task)) return { status: 'wait', at: clock() + WAKES_MS, code: 'spinning' }
      return wakeContact({ clock, policies, handle }, task, effect.at)
    }
    const { http, last } = recordExchanges(parts.http, clock)
    const settlement = await (effect.kind === 'tell'
      ? notify(task, { ...order, effect, ...(message && { message }) }, trial, http)
      : message
        ? send(task, { ...order, effect, message }, trial, http)
        : DONE)
    const exchange = settlement.status === 'dead' ? last(task) : undefined
    return exchange ? ({ ...settlement, exchange } as Settlement) : settlement
  }

  const { keeper } = options
  const { drain, nudge, spawn, stop, isStopped } = createDrain({
    perDrain,
    ...(keeper && { nudge: keeper.nudge }),
    claim,
    runTask,
    onError: (error) => log.error('drain_failed', { error: errorMessage(error) }),
  })
  const reservations = createLeaseReservations(parts, {
    ...shared,
    ...(keeper && { isQueued: false }),
    run: runTask,
    spawn: (work) => {
      const ended = spawn(work)
      keeper?.keep(ended)
    },
    nudge,
  })
  return {
    nudge,
    // A drain with a limit must not get more.
    reserve: (effects, routing) =>
      isStopped() || perDrain < Number.POSITIVE_INFINITY
        ? undefined
        : reservations.reserve(effects, routing),
    drain,
    retryAt: breaker.retryAt,
    stop,
  }
}

/** A lost wake would never come again, so it waits until its organisation is configured. */
const wakeContact = async (
  { clock, policies, handle }: Pick<Gateway, 'clock' | 'policies' | 'handle'>,
  { organisation, contact, id }: Task,
  wakeAt: Instant,
): Promise<Settlement> => {
  const at = clock()
  const isEarly = at < wakeAt
  // The wake was brought forward because a sender changed: its cached state may be outdated.
  if (isEarly) policies.forgetConditions()
  const due = { kind: 'due', id, at, contact, ...(isEarly && { wakeAt }) } as const
  const handled = await handle(organisation, due)
  return handled ? DONE : { status: 'wait', at: clock() + ABSENT_MS, code: 'no_such_organisation' }
}

type Work = {
  readonly perDrain: number
  claim(most: number): Promise<readonly LeasedTask[]>
  /** Resolves to whether something else may be claimed. */
  runTask(task: LeasedTask): Promise<boolean>
  onError(error: unknown): void
  /** Called instead of draining if there may be something to claim. */
  nudge?(): void
}

/** Starts every task that may start, so that a slow destination does not stop the others. */
const createDrain = (given: Work) => {
  const { perDrain, claim, runTask, onError } = given
  const underWay = new Set<Promise<void>>()
  let running: Promise<number> | undefined
  let settled = 0
  let again = false
  let stopped = false
  let wake = () => {}

  /** There may be something to claim. */
  const claimAgain = () => {
    again = true
    wake()
  }

  const work = async (): Promise<number> => {
    let left = perDrain
    settled = 0
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
        for (const task of tasks) spawn(runTask(task))
      }
    } finally {
      // In the same turn as the last check: a later nudge starts a new drain.
      running = undefined
    }
    return settled
  }

  const drain = (): Promise<number> => {
    claimAgain()
    running ??= work()
    return running
  }

  const drainSoon = () => {
    if (!stopped) drain().catch(onError)
  }
  const nudge = given.nudge ?? drainSoon

  const spawn = (work: Promise<boolean>): Promise<void> => {
    const ended = work.then((more) => {
      underWay.delete(ended)
      settled += 1
      if (more) nudge()
      else wake()
    })
    underWay.add(ended)
    return ended
  }

  return {
    drain,
    nudge,
    /** Tracks work that was not claimed. */
    spawn,
    stop: async () => {
      stopped = true
      while (underWay.size > 0 || running) await Promise.allSettled([...underWay, running])
    },
    isStopped: () => stopped,
  }
}

/** Each connection's circuit and attempts in progress, for the metrics. */
const showConnections = (
  { metrics, providers, crms }: Dependencies,
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

/** A contact that wakes itself again and again must not keep a drain from ending. */
const createLoopGuard = (clock: Dependencies['clock']) => {
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

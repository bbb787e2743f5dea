/** Claims tasks, runs them and settles them. */

import { LRUCache } from 'lru-cache'
import type { Instant } from '../../core/model/contact.ts'
import type { Settlement, Task } from '../../ports/store.ts'
import type { Handle, Parts, Policies, Pump } from '../parts.ts'
import { type Breaker, createBreaker } from './breaker.ts'
import { createSend, type Leased } from './send.ts'
import { createTell } from './tell.ts'

const LEASE_MS = 60_000
/** More wakes of one contact within `WAKES_MS` are a loop: the next one waits. */
const MAX_WAKES = 20
const WAKES_MS = 1_000
/** How often to check whether a removed organisation is configured again. */
const ABSENT_MS = 3_600_000

const DONE: Settlement = { status: 'done' }

export type PumpOptions = {
  /** Attempts under way at once. Default 256. */
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
  const { store, clock, log, leaseMs = LEASE_MS } = parts
  const { atOnce = 256, perDrain = Number.POSITIVE_INFINITY } = options
  const tell = createTell(parts, handle, options.breaker ?? createBreaker({ clock }))
  const send = createSend(parts, policies, handle)
  const isLooping = createLoopGuard(clock)

  const claim = async (limit: number): Promise<readonly Leased[]> => {
    const now = clock()
    const tasks = await store.claim(now, { limit, leaseMs })
    return tasks.map((task) => ({ ...task, leasedUntil: now + leaseMs }))
  }

  const runTask = async (task: Leased): Promise<void> => {
    try {
      await store.settle(task, await attempt(task), clock())
    } catch (error) {
      // The lease runs out and the task is tried again; a send will be looked up first.
      log.error('task_failed', {
        task: task.id,
        kind: task.effect.kind,
        error: messageOf(error),
      })
    }
  }

  const attempt = async (task: Leased): Promise<Settlement> => {
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
        return tell(task, { ...order, effect })
      case 'send':
        return message ? send(task, message, { ...order, effect }) : DONE
    }
  }

  /** A lost wake would never come again, so it waits until its organisation is configured. */
  const wakeContact = async ({ organisation, contact, id }: Task): Promise<Settlement> => {
    const handled = await handle(organisation, { kind: 'due', id, at: clock(), contact })
    return handled
      ? DONE
      : { status: 'wait', at: clock() + ABSENT_MS, code: 'no_such_organisation' }
  }

  const { drain, stop, isStopped } = createDrain({ atOnce, perDrain, claim, runTask })
  return {
    nudge: () => {
      if (isStopped()) return
      drain().catch((error) => log.error('drain_failed', { error: messageOf(error) }))
    },
    drain,
    stop,
  }
}

type Work = {
  readonly atOnce: number
  readonly perDrain: number
  claim(limit: number): Promise<readonly Leased[]>
  runTask(task: Leased): Promise<void>
}

/** Keeps up to `atOnce` tasks under way, so that a slow destination does not stop the others. */
const createDrain = ({ atOnce, perDrain, claim, runTask }: Work) => {
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
        const limit = Math.min(atOnce - underWay.size, left)
        // Claiming many at once costs hardly more than claiming one, so wait for room for many.
        if (!again || limit <= 0 || underWay.size > atOnce * 0.75) {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
          continue
        }
        again = false
        const tasks = await claim(limit)
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
  const recentWakes = new LRUCache<string, { since: Instant; count: number }>({ max: 10_000 })
  return ({ organisation, contact }: Task): boolean => {
    const key = `${organisation} ${contact}`
    const seen = recentWakes.get(key)
    if (seen && clock() - seen.since < WAKES_MS) return ++seen.count > MAX_WAKES
    recentWakes.set(key, { since: clock(), count: 1 })
    return false
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown')

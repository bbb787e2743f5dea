/** Tasks leased to this process by the commit that creates them, so that they need no claim. */

import { randomUUID } from 'node:crypto'
import type { Effect } from '../../core/model/message/message.ts'
import type { Settlement, Task } from '../../ports/store/outbox.ts'
import { connectionsOf, type Routing } from '../../ports/store/routing.ts'
import type { CommitLease } from '../../ports/store.ts'
import type { Breaker } from '../attempt/breaker.ts'
import type { LeasedTask } from '../attempt/receipt.ts'
import type { Dependencies, LeaseReservation } from '../contracts.ts'

/** A leased task. `isLone`: nothing from the same commit follows it in its lane. */
export type NewTask = LeasedTask & { readonly isLone: boolean }

/** Events of one connection that may wait in memory for one of its places. */
const MAX_QUEUED = 128

type Options = {
  readonly breaker: Breaker
  readonly leaseMs: number
  /** Attempts under way, by connection. */
  readonly underWay: ReadonlyMap<string, number>
  readonly atOnce: number
  /** Places kept for claims in progress, by connection. */
  readonly claiming: ReadonlyMap<string, number>
  /** Connections with due tasks that found no room; new tasks must not overtake them. */
  readonly backlog: Set<string>
  /** Whether an event may wait in memory for a place. Default true. */
  readonly isQueued?: boolean
  run(task: NewTask): Promise<boolean>
  /** Tracks the work. Resolves to whether something else may be claimed now. */
  spawn(work: Promise<boolean>): void
  /** Called when a commit left something to claim. */
  nudge(): void
}

/** The places reserved for commits at each connection, and the events that wait for one. */
const createSlots = ({
  breaker,
  underWay,
  atOnce,
  claiming,
  backlog,
  isQueued = true,
}: Pick<Options, 'breaker' | 'underWay' | 'atOnce' | 'claiming' | 'backlog' | 'isQueued'>) => {
  const taken = new Map<string, number>()
  const waiting = new Map<string, (() => void)[]>()

  const hasRoom = (connection: string, isSend: boolean): boolean => {
    if (backlog.has(connection) || sum(underWay) + sum(taken) >= atOnce) return false
    const spare = breaker.spare(connection) - (claiming.get(connection) ?? 0)
    return (
      breaker.state(connection) === 'closed' &&
      (taken.get(connection) ?? 0) < spare + (isSend || !isQueued ? 0 : MAX_QUEUED)
    )
  }

  return {
    /** False if there is no room; new tasks then wait to be claimed. */
    take: (connection: string, isSend: boolean): boolean => {
      if (!hasRoom(connection, isSend)) {
        backlog.add(connection)
        return false
      }
      taken.set(connection, (taken.get(connection) ?? 0) + 1)
      return true
    },
    release: (connection: string) => {
      const left = (taken.get(connection) ?? 1) - 1
      if (left > 0) taken.set(connection, left)
      else taken.delete(connection)
    },
    isFull: (connection: string): boolean =>
      isQueued && breaker.state(connection) === 'closed' && breaker.spare(connection) <= 0,
    /** Resolves when an attempt has ended and one of the waiting ones may start. */
    turn: (connection: string): Promise<void> =>
      new Promise((resolve) => {
        const queue = waiting.get(connection)
        if (queue) queue.push(resolve)
        else waiting.set(connection, [resolve])
      }),
    /** An attempt has ended: starts the next waiting one. */
    ended: (connection: string) => {
      const queue = waiting.get(connection)
      if (!queue) return
      const isDown = breaker.state(connection) !== 'closed'
      const next = isDown ? queue.splice(0) : queue.splice(0, 1)
      if (queue.length === 0) waiting.delete(connection)
      for (const proceed of next) proceed()
    },
  }
}

/** Reserves places before a commit. A send needs a free one; an event may wait for one. */
export const createLeaseReservations = (
  { store, clock }: Pick<Dependencies, 'store' | 'clock'>,
  options: Options,
) => {
  const { breaker, leaseMs, run, spawn, nudge } = options
  const slots = createSlots(options)

  /** Start nothing from memory at a connection that has failed meanwhile. */
  const runTask = async (task: NewTask): Promise<boolean> => {
    const { connection } = task
    // Start in the same turn as the last check, so that others find the place taken.
    while (slots.isFull(connection)) await slots.turn(connection)
    slots.release(connection)
    if (breaker.state(connection) === 'closed') return run(task)
    const untried: Settlement = { status: 'wait', at: clock(), code: 'circuit_open' }
    // Otherwise its lease would run out and leave it in doubt.
    await store.settle(task, untried, clock()).catch(() => {})
    return true
  }

  const begin = (wanted: Wanted, lease: CommitLease | undefined, tasks: readonly Task[]) => {
    for (const connection of lease?.connections ?? []) {
      const task = tasks.find((each) => each.connection === connection)
      const isLone = wanted.get(connection)?.count === 1
      if (task && lease) spawn(runTask({ ...task, leasedUntil: lease.until, isLone }))
      else slots.release(connection)
    }
  }

  return {
    ended: slots.ended,
    reserve: (effects: readonly Effect[], routing: Routing): LeaseReservation => {
      const wanted = wantedBy(effects, routing)
      const connections = [...wanted].flatMap(([connection, { isSend }]) =>
        slots.take(connection, isSend) ? [connection] : [],
      )
      const now = clock()
      const lease =
        connections.length > 0
          ? { token: randomUUID(), until: now + leaseMs, connections }
          : undefined
      const isDue = effects.some((effect) => effect.kind === 'later' && effect.at <= now)
      return {
        ...(lease && { lease }),
        release: () => connections.forEach(slots.release),
        begin: (tasks) => {
          begin(wanted, lease, tasks)
          if (isDue || tasks.length < wanted.size) nudge()
        },
      }
    },
  }
}

type Wanted = ReadonlyMap<string, { readonly isSend: boolean; readonly count: number }>

const wantedBy = (effects: readonly Effect[], routing: Routing): Wanted => {
  const wanted = new Map<string, { isSend: boolean; count: number }>()
  for (const effect of effects) {
    if (effect.kind === 'later') continue
    const isSend = effect.kind === 'send'
    for (const connection of connectionsOf(effect, routing)) {
      const known = wanted.get(connection)
      if (known) known.count += 1
      else wanted.set(connection, { isSend, count: 1 })
    }
  }
  return wanted
}

const sum = (counts: ReadonlyMap<string, number>): number => {
  let total = 0
  for (const count of counts.values()) total += count
  return total
}

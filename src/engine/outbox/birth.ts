/** Tasks leased to this process by the commit that makes them: it needs no claim to begin them. */

import { randomUUID } from 'node:crypto'
import type { Effect } from '../../core/model/message/message.ts'
import { type Carriers, connectionsOf } from '../../ports/carriers.ts'
import type { BirthLease, Settlement, Task } from '../../ports/store.ts'
import type { Parts } from '../parts.ts'
import type { Breaker } from './breaker.ts'
import type { Leased } from './send.ts'

/** Places kept at the connections of a commit's effects, and what becomes of them. */
export type Birth = {
  /** For the commit. Absent when there is room at none of the connections. */
  readonly lease?: BirthLease
  /** After the commit: begins what it leased and frees the other places. */
  begin(tasks: readonly Task[]): void
  /** Nothing was committed: frees all places. */
  release(): void
}

/** A leased task. `isLone`: the same commit left nothing behind it in its lane. */
export type Born = Leased & { readonly isLone: boolean }

/** Events of one connection that may wait in memory for one of its places. */
const MAX_QUEUED = 64

type Options = {
  readonly breaker: Breaker
  readonly leaseMs: number
  /** Attempts under way, by connection. */
  readonly underWay: ReadonlyMap<string, number>
  readonly atOnce: number
  /** Connections with due tasks that found no room: what is new must not overtake them. */
  readonly backlog: Set<string>
  run(task: Born): Promise<boolean>
  /** Counts the work as under way. Resolves to whether something else may be claimed now. */
  spawn(work: Promise<boolean>): void
  /** Something was committed that has to be claimed. */
  nudge(): void
}

/** Reserves places before a commit. A send needs one that is free; an event may wait for one. */
export const createBirths = (
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  options: Options,
) => {
  const { breaker, leaseMs, underWay, atOnce, backlog, run, spawn, nudge } = options
  /** Places kept, and events that wait for one. */
  const reserved = new Map<string, number>()
  const waiting = new Map<string, (() => void)[]>()

  const hasRoom = (connection: string, isSend: boolean): boolean => {
    if (backlog.has(connection) || sum(underWay) + sum(reserved) >= atOnce) return false
    const spare = breaker.spare(connection)
    return (
      breaker.state(connection) === 'closed' &&
      (reserved.get(connection) ?? 0) < spare + (isSend ? 0 : MAX_QUEUED)
    )
  }

  const release = (connection: string) => {
    const left = (reserved.get(connection) ?? 1) - 1
    if (left > 0) reserved.set(connection, left)
    else reserved.delete(connection)
  }

  /** Waits for a place. A connection that has failed meanwhile gets nothing from memory. */
  const enter = async (task: Born): Promise<boolean> => {
    const { connection } = task
    while (breaker.state(connection) === 'closed' && breaker.spare(connection) <= 0)
      await new Promise<void>((resolve) => {
        const queue = waiting.get(connection)
        if (queue) queue.push(resolve)
        else waiting.set(connection, [resolve])
      })
    release(connection)
    if (breaker.state(connection) === 'closed') return run(task)
    const untried: Settlement = { status: 'wait', at: clock(), code: 'circuit_open' }
    // Otherwise its lease runs out, and it is in doubt.
    await store.settle(task, untried, clock()).catch(() => {})
    return true
  }

  const begin = (wanted: Wanted, lease: BirthLease | undefined, tasks: readonly Task[]) => {
    for (const connection of lease?.connections ?? []) {
      const task = tasks.find((each) => each.connection === connection)
      const isLone = wanted.get(connection)?.count === 1
      if (task && lease) spawn(enter({ ...task, leasedUntil: lease.until, isLone }))
      else release(connection)
    }
  }

  return {
    reserve: (effects: readonly Effect[], carriers: Carriers): Birth => {
      const wanted = wantedBy(effects, carriers)
      const connections: string[] = []
      for (const [connection, { isSend }] of wanted) {
        if (!hasRoom(connection, isSend)) {
          backlog.add(connection)
          continue
        }
        reserved.set(connection, (reserved.get(connection) ?? 0) + 1)
        connections.push(connection)
      }
      const now = clock()
      const lease =
        connections.length > 0
          ? { token: randomUUID(), until: now + leaseMs, connections }
          : undefined
      const isDue = effects.some((effect) => effect.kind === 'later' && effect.at <= now)
      return {
        ...(lease && { lease }),
        release: () => connections.forEach(release),
        begin: (tasks) => {
          begin(wanted, lease, tasks)
          if (isDue || tasks.length < wanted.size) nudge()
        },
      }
    },
    /** An attempt at the connection has ended: the next one of those that wait begins. */
    ended: (connection: string) => {
      const queue = waiting.get(connection)
      if (!queue) return
      const isOpen = breaker.state(connection) !== 'closed'
      const next = isOpen ? queue.splice(0) : queue.splice(0, 1)
      if (queue.length === 0) waiting.delete(connection)
      for (const proceed of next) proceed()
    },
  }
}

type Wanted = ReadonlyMap<string, { readonly isSend: boolean; readonly count: number }>

const wantedBy = (effects: readonly Effect[], carriers: Carriers): Wanted => {
  const wanted = new Map<string, { isSend: boolean; count: number }>()
  for (const effect of effects) {
    if (effect.kind === 'later') continue
    const isSend = effect.kind === 'send'
    for (const connection of connectionsOf(effect, carriers)) {
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

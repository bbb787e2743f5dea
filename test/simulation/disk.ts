/** A store that several processes reach, each over a line of its own that can be slow, busy or cut. */

import { BusyError, type Change, type Committed, type Store, type Task } from '../../src/port.ts'
import type { History } from './history.ts'
import { checkCommit, checkSettled } from './invariants.ts'
import type { Process } from './process.ts'
import type { World } from './world.ts'

export type Disk = {
  for(process: Process): Store
  /** When the next task comes due, as an onlooker sees it. */
  dueAt(): Promise<number>
  /** No answer takes longer, there and back. */
  readonly slowestMs: number
}

const SLOW_MS = 3_000

export const createDisk = (world: World, inner: Store, history: History): Disk => {
  const { random, faults } = world
  const usualMs = random.pick([0, 2, 20])
  let due: number | undefined

  const latency = () =>
    faults.strikes('disk_slow') ? random.between(0, SLOW_MS) : random.between(0, usualMs + 1)

  const committed = (process: Process, change: Change, result: Committed) => {
    world.log(`${process.name} ${change.input.kind} ${change.input.id} ${result.status}`)
    if (result.status === 'committed') checkCommit(world, history, change, result.version)
  }

  const claimed = (process: Process, tasks: readonly Task[]) => {
    for (const task of tasks) {
      world.log(`${process.name} claims ${task.id} ${task.effect.kind} #${task.attempt}`)
      history.leases.set(task.id, task.lease)
    }
  }

  return {
    slowestMs: faults.isPossible('disk_slow') ? 2 * SLOW_MS : 2 * usualMs + 1,
    dueAt: async () => {
      due ??= (await inner.nextDueAt()) ?? Number.POSITIVE_INFINITY
      return due
    },
    for: (process) => {
      /** One way there, the work, one way back: at each of them the process may die. */
      const reach = <T>(
        isWrite: boolean,
        work: () => Promise<T>,
        onDone: (result: T) => void = () => {},
      ): Promise<T> =>
        new Promise((resolve, reject) => {
          if (!process.isAlive) return
          const answer = (run: () => void) => world.after(latency(), run, process)
          world.after(latency(), async () => {
            if (!process.isAlive && random.chance(0.5)) return
            if (faults.strikes('disk_busy')) return answer(() => reject(new BusyError()))
            if (isWrite && faults.strikes('disk_write_failed'))
              return answer(() => reject(new Error('disk: nothing was written')))
            const result = await work()
            if (isWrite) due = undefined
            onDone(result)
            if (isWrite && faults.strikes('disk_answer_lost'))
              return answer(() => reject(new Error('disk: no answer')))
            answer(() => resolve(result))
          })
        })
      const read = <T>(work: () => Promise<T>) => reach(false, work)
      const write = <T>(work: () => Promise<T>) => reach(true, work)
      return {
        load: (key) => read(() => inner.load(key)),
        commit: (change) =>
          reach(
            true,
            () => inner.commit(change),
            (result) => committed(process, change, result),
          ),
        claim: (now, options) =>
          reach(
            true,
            () => inner.claim(now, options),
            (tasks) => claimed(process, tasks),
          ),
        settle: (task, settlement, now) =>
          reach(
            true,
            () => inner.settle(task, settlement, now),
            (isOurs) => {
              world.log(`${process.name} settles ${task.id} ${settlement.status} ${isOurs}`)
              if (isOurs) checkSettled(world, history, task)
            },
          ),
        set: (name, value) =>
          reach(
            true,
            () => inner.set(name, value),
            () => noteState(history, name, value),
          ),
        nextDueAt: () => read(() => inner.nextDueAt()),
        contacts: (...given) => read(() => inner.contacts(...given)),
        message: (...given) => read(() => inner.message(...given)),
        messages: (...given) => read(() => inner.messages(...given)),
        journal: (...given) => read(() => inner.journal(...given)),
        verify: (...given) => read(() => inner.verify(...given)),
        erase: (...given) => write(() => inner.erase(...given)),
        deadLetters: (...given) => read(() => inner.deadLetters(...given)),
        replay: (...given) => write(() => inner.replay(...given)),
        reserve: (...given) => write(() => inner.reserve(...given)),
        answer: (...given) => write(() => inner.answer(...given)),
        setting: (name) => read(() => inner.setting(name)),
        depth: () => read(() => inner.depth()),
        close: async () => {},
      }
    },
  }
}

const noteState = ({ senderStates }: History, name: string, value: string) => {
  const address = /^sender-state \S+ (\S+)$/.exec(name)?.[1]
  if (address === undefined) return
  const states = senderStates.get(address) ?? new Set(['active'])
  senderStates.set(address, states.add(value))
}

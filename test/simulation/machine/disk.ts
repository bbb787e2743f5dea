/** A store that several processes reach, each over a line of its own that can be slow, busy or cut. */

import { BusyError } from '../../../src/ports/errors.ts'
import type { Settlement, Task } from '../../../src/ports/store/outbox.ts'
import type { Change, Committed, Store } from '../../../src/ports/store.ts'
import type { History } from '../checks/history.ts'
import { checkCommit, checkSettled } from '../checks/invariants.ts'
import type { World } from '../world.ts'
import type { Process } from './process.ts'

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

  const watch = (
    { name: who }: Process,
    method: Method,
    given: readonly unknown[],
    result: unknown,
  ) => {
    if (method === 'commit') {
      const [[change], outcome] = [given as [Change], result as Committed]
      world.log(`${who} ${change.input.kind} ${change.input.id} ${outcome.status}`)
      if (outcome.status !== 'committed') return
      checkCommit(world, history, change, outcome.version)
      if (change.settles && outcome.settled) {
        world.log(`${who} settles ${change.settles.id} with its receipt`)
        checkSettled(world, history, change.settles)
      }
      for (const task of outcome.tasks) {
        world.log(`${who} begins ${task.id} ${task.effect.kind}`)
        history.leases.set(task.id, task.lease)
      }
    } else if (method === 'claim') {
      for (const task of result as readonly Task[]) {
        world.log(`${who} claims ${task.id} ${task.effect.kind} #${task.attempt}`)
        history.leases.set(task.id, task.lease)
      }
    } else if (method === 'settle') {
      const [task, settlement] = given as [Task, Settlement]
      const { status } = settlement
      if ('code' in settlement && settlement.code === 'ambiguous') history.ambiguous.add(task.id)
      world.log(`${who} settles ${task.id} ${status} ${result}`)
      if (result === true) checkSettled(world, history, task)
    } else if (method === 'settleSoon') {
      const [task] = given as [Task]
      world.log(`${who} settles ${task.id} soon`)
      if (result === true) checkSettled(world, history, task)
    } else if (method === 'set') {
      const [name, value] = given as [string, string]
      noteState(history, name, value)
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
      const reach = (name: Method, given: readonly unknown[]): Promise<unknown> =>
        new Promise((resolve, reject) => {
          if (!process.isAlive) return
          const isWrite = !READS.has(name)
          const answer = (run: () => void) => world.after(latency(), run, process)
          world.after(latency(), async () => {
            if (!process.isAlive && random.chance(0.5)) return
            if (faults.strikes('disk_busy')) return answer(() => reject(new BusyError()))
            if (isWrite && faults.strikes('disk_write_failed'))
              return answer(() => reject(new Error('disk: nothing was written')))
            const work = inner[name] as (...given: readonly unknown[]) => Promise<unknown>
            const result = await work(...given)
            if (isWrite) due = undefined
            watch(process, name, given, result)
            if (isWrite && faults.strikes('disk_answer_lost'))
              return answer(() => reject(new Error('disk: no answer')))
            answer(() => resolve(result))
          })
        })
      return new Proxy(inner, {
        get:
          (_, name) =>
          (...given: readonly unknown[]) =>
            reach(name as Method, given),
      })
    },
  }
}

type Method = keyof Store

/** Everything else may change something. */
const READS: ReadonlySet<Method> = new Set<Method>([
  'load',
  'contacts',
  'message',
  'messages',
  'ourTexts',
  'recentMessages',
  'journal',
  'verify',
  'deadLetters',
  'setting',
  'nextDueAt',
  'due',
  'depth',
])

const noteState = ({ senderStates }: History, name: string, value: string) => {
  const address = /^sender-state \S+ (\S+)$/.exec(name)?.[1]
  if (address === undefined) return
  const states = senderStates.get(address) ?? new Set(['active'])
  senderStates.set(address, states.add(value))
}

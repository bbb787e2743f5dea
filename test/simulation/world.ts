/** Time and order: everything that happens is an event, and the generator says what comes first. */

import { drawFaults, type Faults } from './machine/faults.ts'
import { createQueue } from './machine/queue.ts'
import { createRandom, type Random } from './machine/random.ts'

/** Something that can stop living: its events die with it, and wait while it stands still. */
export type Owner = {
  readonly name: string
  readonly isAlive: boolean
  readonly stalledUntil: number
}

export type Violation = { readonly invariant: string; readonly detail: string }

type Run = () => void | Promise<void>

export type World = {
  readonly random: Random
  readonly faults: Faults
  /** What happened, line by line. */
  readonly lines: readonly string[]
  readonly violation: Violation | undefined
  readonly steps: number
  now(): number
  log(line: string): void
  /** Runs it after so many milliseconds; an owner must still be alive then. */
  after(ms: number, run: Run, owner?: Owner): void
  /** An invariant is broken: the world ends with this step. */
  fail(invariant: string, detail: string): void
  /** The time of the next event. */
  nextAt(): number
  /** Goes there; the clock never goes back. */
  advance(at: number): void
  /** Carries out the next event and all that follows at once; false when its owner is gone. */
  step(onOwned: (owner: Owner) => boolean): Promise<void>
}

export const START = Date.parse('2026-11-24T09:00:00Z')

export const createWorld = (seed: number, keepLog: boolean): World => {
  const random = createRandom(seed)
  const faults = drawFaults(random)
  const lines: string[] = []
  const queue = createQueue<{ readonly run: Run; readonly owner: Owner | undefined }>()
  const names = new Map<string, string>()
  let now = START
  let steps = 0
  let violation: Violation | undefined

  /** Ids that the gateway draws itself get the number in which they appeared. */
  const rename = (line: string) =>
    line.replace(/\b(own|prf|rec|req)_[0-9a-f-]{20,36}/g, (id, prefix) => {
      if (!names.has(id)) names.set(id, `${prefix}_${names.size + 1}`)
      return names.get(id) as string
    })

  const put = (at: number, run: Run, owner: Owner | undefined) =>
    queue.put({ at, tie: random.next(), value: { run, owner } })

  return {
    random,
    faults,
    lines,
    get violation() {
      return violation
    },
    get steps() {
      return steps
    },
    now: () => now,
    log: (line) => {
      if (keepLog) lines.push(rename(`${now - START} ${line}`))
    },
    after: (ms, run, owner) => put(now + Math.max(0, Math.round(ms)), run, owner),
    fail: (invariant, detail) => {
      violation ??= { invariant, detail: rename(detail) }
      if (keepLog) lines.push(rename(`${now - START} BROKEN ${invariant}: ${detail}`))
    },
    nextAt: () => queue.peek()?.at ?? Number.POSITIVE_INFINITY,
    advance: (at) => {
      now = Math.max(now, at)
    },
    step: async (onOwned) => {
      const event = queue.take()
      if (!event) return
      const { run, owner } = event.value
      now = Math.max(now, event.at)
      steps += 1
      if (owner && !owner.isAlive) return
      if (owner && owner.stalledUntil > now) return put(owner.stalledUntil, run, owner)
      if (owner && !onOwned(owner))
        return owner.isAlive ? put(owner.stalledUntil, run, owner) : undefined
      await run()
      await turn()
    },
  }
}

/** Until every promise that can go on has gone on. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

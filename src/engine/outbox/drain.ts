/** Starts every task that may start, so that a slow destination does not stop the others. */

import type { LeasedTask } from './send.ts'

type Work = {
  readonly perDrain: number
  claim(most: number): Promise<readonly LeasedTask[]>
  /** Resolves to whether something else may be claimed. */
  runTask(task: LeasedTask): Promise<boolean>
  onError(error: unknown): void
  /** Called instead of draining if there may be something to claim. */
  nudge?(): void
}

export const createDrain = (given: Work) => {
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

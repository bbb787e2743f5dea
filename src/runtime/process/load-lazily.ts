/** Work that a start leaves for later, so that the first answer does not wait for it. */

import nodeModule from 'node:module'
import { setTimeout as wait } from 'node:timers/promises'
import v8 from 'node:v8'
import type { Log } from '../../telemetry/log.ts'

/** The first requests go first: each of these steps keeps the process busy. */
const QUIET_MS = 50

/** Runs the steps one by one. A request that needs one of them earlier runs it itself. */
export const loadLazily = (steps: readonly (() => unknown)[], log: Log): void => {
  const run = async () => {
    for (const step of steps) {
      await wait(QUIET_MS, undefined, { ref: false })
      await step()
    }
    // Saves the compiled code for the next start, even if this process is killed.
    nodeModule.flushCompileCache()
  }
  void run()
    .catch((error) => log.error('load_failed', { error: String(error) }))
    .then(growSlowly)
}

/**
 * Collects garbage among lasting objects once they have grown by 60 %; Node would let them double and more.
 * Only now, since a changed flag has V8 reject the compiled code that Node brings of its own modules.
 * In here, since Node refuses to start with an option that it doesn't know.
 */
const growSlowly = () => v8.setFlagsFromString('--heap-growing-percent=60')

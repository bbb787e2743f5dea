/** Work that a start leaves for later, so that the first answer does not wait for it. */

import nodeModule from 'node:module'
import { setTimeout as wait } from 'node:timers/promises'
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
  run().catch((error) => log.error('load_failed', { error: String(error) }))
}

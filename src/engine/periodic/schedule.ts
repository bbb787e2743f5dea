/** Periodic work: due tasks and reconciliation. */

import type { Gateway } from '../contracts.ts'
import { STATE_MS } from '../policies/conditions.ts'
import { runCrmPass } from './crm-pass.ts'
import { noticeNewRules } from './new-rules.ts'
import { RECONCILE_EVERY_MS, reconcile } from './reconcile.ts'
import { applyRetention, RETENTION_EVERY_MS } from './retention.ts'
import { type KnownTallies, keepTallies, TALLY_EVERY_MS } from './tally.ts'

const TICK_MS = 250

/** Calls `work` at intervals until stopped. */
export type Interval = (ms: number, work: () => Promise<void>) => { stop(): void }

const onTheClock: Interval = (ms, work) => {
  const timer = setInterval(work, ms)
  return { stop: () => clearInterval(timer) }
}

/** Runs until stopped. The first reconciling pass starts at once. */
export const startSchedule = (
  gateway: Gateway,
  interval = onTheClock,
  known?: KnownTallies,
): { stop(): void } => {
  const { store, pump, clock, log, policies } = gateway
  const every = (ms: number, name: string, work: () => Promise<unknown>) => {
    let busy = false
    return interval(ms, async () => {
      if (busy) return
      busy = true
      await work()
        .catch((error) => log.error('schedule_failed', { work: name, error: String(error) }))
        .finally(() => {
          busy = false
        })
    })
  }
  const pass = async () => {
    await reconcile(gateway)
    await runCrmPass(gateway)
  }
  void pass()
  void noticeNewRules(gateway).catch((error) =>
    log.error('schedule_failed', { work: 'new rules', error: String(error) }),
  )
  const timers = [
    // The query reads one index entry; a timer for the exact time would miss a moved clock.
    every(TICK_MS, 'due', async () => {
      const dueAt = await store.nextDueAt()
      // Do not wait for tasks in progress: one may hang while another becomes due.
      if (dueAt !== undefined && dueAt <= clock()) pump.nudge()
    }),
    every(STATE_MS, 'senders', policies.lookAgain),
    every(RECONCILE_EVERY_MS, 'reconcile', pass),
    every(TALLY_EVERY_MS, 'tally', () => keepTallies(gateway, known)),
    every(RETENTION_EVERY_MS, 'retention', () => applyRetention(gateway)),
  ]
  return {
    stop: () => {
      for (const timer of timers) timer.stop()
    },
  }
}

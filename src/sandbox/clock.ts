/** A clock that can be moved forward, and stays so over a restart. */

import { readSetting, type SettingStore, sandboxAheadMs, writeSetting } from '../ports/settings.ts'
import type { Clock } from '../ports/side.ts'

export type MovableClock = {
  readonly now: Clock
  /** How far it is ahead of `base`, in milliseconds. */
  aheadMs(): number
  advance(ms: number): Promise<void>
  /** Resets to `base`. The caller removes the setting. */
  reset(): void
}

/** Runs as fast as `base` does, ahead of it by all that it was ever advanced. */
export const createMovableClock = async (
  store: SettingStore,
  base: Clock,
): Promise<MovableClock> => {
  let aheadMs = (await readSetting(store, sandboxAheadMs)) ?? 0
  return {
    now: () => base() + aheadMs,
    aheadMs: () => aheadMs,
    advance: async (ms) => {
      await writeSetting(store, sandboxAheadMs, aheadMs + ms)
      aheadMs += ms
    },
    reset: () => {
      aheadMs = 0
    },
  }
}

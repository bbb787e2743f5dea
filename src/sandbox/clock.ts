/** A clock that can be moved forward, and stays so over a restart. */

import type { Clock } from '../ports/side.ts'
import type { Store } from '../ports/store.ts'

export type MovableClock = {
  readonly now: Clock
  /** How far it is ahead of `base`, in milliseconds. */
  aheadMs(): number
  advance(ms: number): Promise<void>
}

const SETTING = 'sandbox clock ahead ms'

/** Runs as fast as `base` does, ahead of it by all that it was ever advanced. */
export const createMovableClock = async (
  store: Pick<Store, 'setting' | 'set'>,
  base: Clock,
): Promise<MovableClock> => {
  let aheadMs = Number((await store.setting(SETTING)) ?? 0)
  return {
    now: () => base() + aheadMs,
    aheadMs: () => aheadMs,
    advance: async (ms) => {
      await store.set(SETTING, String(aheadMs + ms))
      aheadMs += ms
    },
  }
}

/** Vitest for browser tests, which are left out where no browser runs. */

import { afterAll, beforeAll, describe as describeAlways, test as testAlways, vi } from 'vitest'
import { NO_BROWSER } from './browser.ts'

export const describe = describeAlways.skipIf(NO_BROWSER)
export const test = testAlways.skipIf(NO_BROWSER)

/** Limits for a busy machine. */
type Limits = {
  /** For each test of the file. */
  readonly testMs: number
  readonly openMs?: number
}

/**
 * Opens something with a browser before the file's first test and closes it after the last.
 *
 * @example const desk = openForAll(openDesk, { testMs: 60_000 })
 */
export const openForAll = <T extends { close(): Promise<void> }>(
  open: () => Promise<T>,
  { testMs, openMs = 60_000 }: Limits,
): (() => T) => {
  vi.setConfig({ testTimeout: testMs })
  let opened: T | undefined
  beforeAll(async () => {
    if (!NO_BROWSER) opened = await open()
  }, openMs)
  afterAll(() => opened?.close())
  return () => {
    if (!opened) throw new Error('only a test or a hook may use it')
    return opened
  }
}

/** Vitest for browser tests, which are left out where no browser runs. */

import { afterAll, beforeAll, describe as describeAlways, test as testAlways } from 'vitest'
import { NO_BROWSER } from './browser.ts'

export const describe = describeAlways.skipIf(NO_BROWSER)
export const test = testAlways.skipIf(NO_BROWSER)

/**
 * Opens something with a browser before the file's first test and closes it after the last.
 *
 * @example const desk = openForAll(openDesk)
 */
export const openForAll = <T extends { close(): Promise<void> }>(
  open: () => Promise<T>,
): (() => T) => {
  let opened: T | undefined
  beforeAll(async () => {
    if (!NO_BROWSER) opened = await open()
  })
  afterAll(() => opened?.close())
  return () => {
    if (!opened) throw new Error('only a test or a hook may use it')
    return opened
  }
}

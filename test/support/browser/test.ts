/** Vitest's `describe` and `test`, left out where no browser runs. */

import { describe as describeAlways, test as testAlways } from 'vitest'
import { NO_BROWSER } from './browser.ts'

export const describe = describeAlways.skipIf(NO_BROWSER)
export const test = testAlways.skipIf(NO_BROWSER)

/** Every adapter, loaded, and a reader of configurations that knows them all. */

import { createConfigReader } from '../../src/config/read.ts'
import { loadAdapters } from '../../src/runtime/adapters.ts'

export const ADAPTERS = await loadAdapters()
export const readConfig = createConfigReader(ADAPTERS)

/** Every adapter, loaded, and a reader of configurations that knows them all. */

import { createConfigReader } from '../../src/config/read.ts'
import { ConfigError } from '../../src/config/schema.ts'
import { loadAdapters } from '../../src/runtime/setup/load-adapters.ts'

export const ADAPTERS = await loadAdapters()
export const readConfig = createConfigReader(ADAPTERS)

/** What is wrong with a configuration. */
export const problemsOf = (
  config: unknown,
  env: Readonly<Record<string, string>>,
  read = readConfig,
): readonly string[] => {
  try {
    read(config, env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

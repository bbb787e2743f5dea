/** Arguments of `npm start`, as environment variables. */

import { parseArguments, readArguments, UsageError } from '../commands/arguments.ts'
import type { Env } from './settings.ts'

const USAGE = `npm start [-- --like meta]
  These variables configure it; without POSTERN_CONFIG it is a sandbox, which --like makes look like a provider.
  POSTERN_CONFIG, DATABASE_URL, PORT, LOG_LEVEL: see docs/configuration.md`

const OPTIONS = { like: { type: 'string' } } as const

/** Ends the process for help or a wrong argument, before anything is loaded. */
export const checkArguments = (): void => void readArguments(USAGE, OPTIONS)

/** `--like meta` is `POSTERN_LIKE=meta`. Throws `UsageError` for anything else. */
export const withArguments = (env: Env, args: readonly string[]): Env => {
  const { like } = parseArguments(args, USAGE, OPTIONS).values
  if (like === '') throw new UsageError('--like needs a provider', USAGE)
  return like === undefined ? env : { ...env, POSTERN_LIKE: like }
}

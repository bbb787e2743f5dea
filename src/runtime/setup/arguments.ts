/** Arguments of `npm start`, as environment variables. */

import { parseArgs } from 'node:util'
import { readArguments, wrongArgument } from '../commands/arguments.ts'
import type { Env } from './settings.ts'

const USAGE = `npm start [-- --like meta]
  These variables configure it; without POSTERN_CONFIG it is a sandbox, which --like makes look like a provider.
  POSTERN_CONFIG, DATABASE_URL, PORT, LOG_LEVEL: see docs/configuration.md`

const OPTIONS = { like: { type: 'string' } } as const

/** Ends the process for help or a wrong argument, before anything is loaded. */
export const checkArguments = (): void => {
  if (readArguments(USAGE, OPTIONS).values.like === '') wrongArgument('--like needs a provider')
}

/** `--like meta` is `POSTERN_LIKE=meta`. */
export const withArguments = (env: Env, args: readonly string[]): Env => {
  const { like } = parseArgs({ args: [...args], options: OPTIONS }).values
  return like === undefined ? env : { ...env, POSTERN_LIKE: like }
}

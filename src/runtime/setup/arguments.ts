/** Arguments of `npm start`. */

import { parseArgs } from 'node:util'
import { readArguments, wrongArgument } from '../commands/arguments.ts'
import type { Like } from './settings.ts'

const USAGE = `npm start [-- --like meta]
  Starts the gateway, or a sandbox if POSTERN_CONFIG is not set. --like makes the sandbox behave like that provider.
  Variables: POSTERN_CONFIG, DATABASE_URL, PORT, LOG_LEVEL; see docs/configuration.md`

const OPTIONS = { like: { type: 'string' } } as const

/** Ends the process for help or a wrong argument, before anything is loaded. */
export const checkArguments = (): void => {
  if (readArguments(USAGE, OPTIONS).values.like === '')
    wrongArgument('--like needs the name of a provider')
}

/** `--like meta` counts instead of `POSTERN_LIKE`. */
export const likeIn = (args: readonly string[]): Like | undefined => {
  const { like } = parseArgs({ args: [...args], options: OPTIONS }).values
  return like === undefined ? undefined : { name: '--like', value: like }
}

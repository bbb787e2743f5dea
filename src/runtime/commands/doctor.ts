/** `npm run doctor`: checks a real configuration, prints a line for each check, exits 1 if one fails. */

import { loadQuickly } from '../process/quick-loading.ts'
import { readArguments } from './arguments.ts'

readArguments(
  `npm run doctor
  Checks the configuration in POSTERN_CONFIG, its secrets and every connection; exits 1 if a check fails.`,
  {},
)

// Help, and a wrong argument, need nothing more.
loadQuickly()
const { runDoctor } = await import('./doctor/run.ts')
await runDoctor()

/** `npm run templates -- lint`: WhatsApp templates as files, checked, submitted and compared. */

import { exitWith, UsageError } from './arguments.ts'
import { runTemplates } from './templates/run.ts'

try {
  const isWell = await runTemplates(process.argv.slice(2), {
    env: process.env,
    print: console.log,
  })
  if (!isWell) process.exitCode = 1
} catch (error) {
  if (error instanceof UsageError) exitWith(error)
  const { ConfigError } = await import('../../config/schema.ts')
  const problems = error instanceof ConfigError ? error.problems : [(error as Error).message]
  for (const problem of problems) console.error(problem)
  process.exitCode = 1
}

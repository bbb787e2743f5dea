/** The command line of `npm run templates`: which command, with which options. */

import type { Env } from '../../setup/settings.ts'
import { idleOption, isHelp, parseArguments, pathProblem, UsageError } from '../arguments.ts'
import type { Print } from './commands.ts'

const USAGE = `npm run templates -- <command>
  lint      checks the files against WhatsApp's rules; asks no provider
  push      creates and submits what is missing, changes what push made before
  status    approval and category of each template
  diff      what differs between the files and the providers
  pull      writes a file for each template that has none; needs --dir

  --dir <folder>         files of your own, <folder>/<language>/<name>.json; default: those shipped
  --only <name,name>     these templates
  --connection <name>    this provider; default: all that take submissions
  --ledger <file>        which templates push has made; default: postern.templates.json beside the configuration
  --yes                  does it; without it push and pull only say what they would do`

const FILES = ['dir', 'only']
const PROVIDERS = [...FILES, 'connection', 'ledger']
/** Each command with its options. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  lint: FILES,
  push: [...PROVIDERS, 'yes'],
  status: PROVIDERS,
  diff: PROVIDERS,
  pull: [...PROVIDERS, 'yes'],
}

/** Returns whether all is well. Throws `ConfigError`, `UsageError`, and an `Error` for a person to read. */
export const runTemplates = async (
  args: readonly string[],
  { env, print }: { env: Env; print: Print },
): Promise<boolean> => {
  if (isHelp(args)) {
    print(USAGE)
    return true
  }
  const options = {
    dir: { type: 'string' },
    only: { type: 'string' },
    connection: { type: 'string' },
    ledger: { type: 'string' },
    yes: { type: 'boolean' },
  } as const
  const { values, positionals } = parseArguments(args, USAGE, options, { positionals: 1 })
  const [command] = positionals
  const wrong = (problem: string) => new UsageError(problem, USAGE)
  if (command === undefined)
    throw wrong(`a command is missing: ${Object.keys(COMMANDS).join(', ')}`)
  const used = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined
  if (!used) throw wrong(`there is no command ${JSON.stringify(command)}`)
  const idle = idleOption(values, used, `for ${command}`)
  if (idle !== undefined) throw wrong(idle)
  const { dir } = values
  if (command === 'pull' && dir === undefined) throw wrong('pull needs --dir <folder>')
  const missing = command === 'pull' || dir === undefined ? undefined : pathProblem(dir, 'folder')
  if (missing !== undefined) throw wrong(`--dir: ${missing}`)
  // Load the rest only once the arguments are valid.
  const { perform } = await import('./perform.ts')
  return perform({ command, ...values }, { env, print, wrong })
}

/** The command line of `npm run templates`: files, connections and what to do with them. */

import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { memberOf } from '../../../config/layers.ts'
import { createHttp } from '../../../net/http.ts'
import { createNodeFetch } from '../../../net/http-node.ts'
import { createLog } from '../../../telemetry/log.ts'
import type { Env } from '../../setup/settings.ts'
import { readSetup } from '../../setup/setup.ts'
import { createSides } from '../../sides.ts'
import { idleOption, isHelp, parseArguments, pathProblem, UsageError } from '../arguments.ts'
import { type Context, diff, lint, type Print, pull, push, status } from './commands.ts'
import { readTemplateFiles, type TemplateFile } from './files.ts'
import { openLedger } from './ledger.ts'

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

/** Those that Postern ships: the opt-in request in every language. */
const SHIPPED = resolve(import.meta.dirname, '../../../../templates')

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
  const used = memberOf(COMMANDS, command)
  if (!used) throw wrong(`there is no command ${JSON.stringify(command)}`)
  const idle = idleOption(values, used, `for ${command}`)
  if (idle !== undefined) throw wrong(idle)
  const { dir, yes: write = false } = values
  if (command === 'pull' && dir === undefined) throw wrong('pull needs --dir <folder>')
  const missing = command === 'pull' || dir === undefined ? undefined : pathProblem(dir, 'folder')
  if (missing !== undefined) throw wrong(`--dir: ${missing}`)
  const files = await readFiles(dir, values.only, command === 'pull')
  if (command === 'lint') return lint(files, print)
  const context = await contextOf(files, values, { env, print })
  switch (command) {
    case 'push':
      return push(context, { write })
    case 'status':
      return status(context)
    case 'diff':
      return diff(context)
    default:
      return pull(context, { folder: dir ?? SHIPPED, write })
  }
}

const readFiles = async (
  dir: string | undefined,
  only: string | undefined,
  mayBeEmpty: boolean,
): Promise<readonly TemplateFile[]> => {
  const folder = dir ?? SHIPPED
  if (mayBeEmpty && !existsSync(folder)) return []
  const problems: string[] = []
  const files = await readTemplateFiles(folder, problems)
  if (problems.length > 0) throw new Error(problems.join('\n'))
  const names = only?.split(',')
  const unknown = names?.find((name) => !files.some(({ draft }) => draft.name === name))
  if (unknown !== undefined && !mayBeEmpty)
    throw new UsageError(
      `--only: there is no template ${JSON.stringify(unknown)} in ${folder}`,
      USAGE,
    )
  const wanted = files.filter(({ draft }) => names?.includes(draft.name) ?? true)
  if (wanted.length === 0 && !mayBeEmpty) throw new Error(`no templates in ${folder}`)
  return wanted
}

const contextOf = async (
  files: readonly TemplateFile[],
  { connection, ledger }: { connection?: string | undefined; ledger?: string | undefined },
  { env, print }: { env: Env; print: Print },
): Promise<Context> => {
  const setup = await readSetup(env)
  const filingConnections = Object.entries(createSides(setup).providers).flatMap(
    ([name, { filing }]) =>
      filing && (connection ?? name) === name ? [{ connection: name, filing }] : [],
  )
  if (filingConnections.length === 0)
    throw new Error(
      connection === undefined
        ? 'no configured connection accepts templates'
        : `the connection "${connection}" doesn't accept templates`,
    )
  const beside = setup.file === undefined ? '.' : dirname(setup.file)
  const log = createLog({ level: 'silent', write: () => {} })
  return {
    files,
    filingConnections,
    ledger: await openLedger(ledger ?? join(beside, 'postern.templates.json')),
    http: createHttp({ fetch: createNodeFetch(), log, clock: Date.now }),
    print,
  }
}

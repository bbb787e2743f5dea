/** Runs a command of `npm run templates`, after finding its files and connections. */

import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { createHttp } from '../../../net/http.ts'
import { createNodeFetch } from '../../../net/http-node.ts'
import { createLog } from '../../../telemetry/log.ts'
import type { Env } from '../../setup/settings.ts'
import { readSetup } from '../../setup/setup.ts'
import { createSides } from '../../sides.ts'
import { type Context, diff, lint, type Print, pull, push, status } from './commands.ts'
import { readTemplateFiles, type TemplateFile } from './files.ts'
import { openLedger } from './ledger.ts'

/** The command with its options, which belong together. */
type Order = {
  readonly command: string
  readonly dir?: string | undefined
  readonly only?: string | undefined
  readonly connection?: string | undefined
  readonly ledger?: string | undefined
  readonly yes?: boolean | undefined
}

type Means = {
  readonly env: Env
  readonly print: Print
  /** The error for an argument that turns out to be wrong. */
  readonly wrong: (problem: string) => Error
}

/** The shipped templates: the opt-in request in every language. */
const SHIPPED = resolve(import.meta.dirname, '../../../../templates')

/** Returns whether all is well. Throws `ConfigError`, and an `Error` for a person to read. */
export const perform = async (order: Order, means: Means): Promise<boolean> => {
  const { dir, yes: write = false } = order
  const files = await readFiles(order, means.wrong)
  if (order.command === 'lint') return lint(files, means.print)
  const context = await contextOf(files, order, means)
  switch (order.command) {
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
  { command, dir, only }: Order,
  wrong: Means['wrong'],
): Promise<readonly TemplateFile[]> => {
  const folder = dir ?? SHIPPED
  const mayBeEmpty = command === 'pull'
  if (mayBeEmpty && !existsSync(folder)) return []
  const problems: string[] = []
  const files = await readTemplateFiles(folder, problems)
  if (problems.length > 0) throw new Error(problems.join('\n'))
  const names = only?.split(',')
  const unknown = names?.find((name) => !files.some(({ draft }) => draft.name === name))
  if (unknown !== undefined && !mayBeEmpty)
    throw wrong(`--only: there is no template ${JSON.stringify(unknown)} in ${folder}`)
  const wanted = files.filter(({ draft }) => names?.includes(draft.name) ?? true)
  if (wanted.length === 0 && !mayBeEmpty) throw new Error(`no templates in ${folder}`)
  return wanted
}

const contextOf = async (
  files: readonly TemplateFile[],
  { connection, ledger }: Order,
  { env, print }: Means,
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

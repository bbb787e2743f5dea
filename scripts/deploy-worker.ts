/** `npm run deploy:worker`: deploys the Worker with the adapters that its configuration names. Arguments are wrangler's. */

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readJson } from '../src/config/json.ts'
import { SANDBOX_PARTS } from '../src/runtime/adapters.ts'
import { exitWith, isHelp, optionTwice, UsageError } from '../src/runtime/commands/arguments.ts'

const USAGE = `npm run deploy:worker [-- <arguments of wrangler deploy>]
  Deploys the Worker with the adapters that its configuration names.
  Takes the arguments of \`npx wrangler deploy --help\`; wrangler reports a wrong one.`

const CONFIGURATION = '#worker-config'
const EMPTY = './src/runtime/worker/left-out.ts'

/** The modules, as the list of adapters imports them, that this configuration has no use for. */
const unused = async (configuration: unknown): Promise<readonly string[]> => {
  const { LOADERS, namesIn } = await import('../src/runtime/setup/load-adapters.ts')
  const names = namesIn(configuration)
  // It plays providers, and shows what each CRM would get.
  if (names.has('sandbox') || names.has('sandbox-crm')) return []
  const adapters = Object.entries(LOADERS).flatMap(([name, load]) =>
    names.has(name) ? [] : [load],
  )
  return [...adapters, ...Object.values(SANDBOX_PARTS)].flatMap(importsOf)
}

const importsOf = (load: (...args: never) => unknown): readonly string[] =>
  [...String(load).matchAll(/\bimport\(['"](.+?)['"]\)/g)].map(([, path]) => path as string)

/** Where the configuration is, by the arguments or by wrangler's own file; without one it is a sandbox. */
const configurationPath = async (args: string[]): Promise<string | undefined> => {
  const text = { type: 'string' } as const
  const given = {
    args,
    strict: false,
    options: {
      config: { ...text, short: 'c' },
      env: { ...text, short: 'e' },
      alias: { ...text, multiple: true },
    },
  }
  const twice = optionTwice(given)
  if (twice !== undefined) return exitWith(new UsageError(`--${twice} is given twice`, USAGE))
  const { values } = parseArgs(given)
  const { config, env, alias = [] } = values as { config?: string; env?: string; alias?: string[] }
  const [path, other] = alias.flatMap((one) =>
    one.startsWith(`${CONFIGURATION}:`) ? one.slice(CONFIGURATION.length + 1) : [],
  )
  // The one that wrangler takes may need adapters that the other one leaves out.
  if (other !== undefined)
    return exitWith(new UsageError(`the alias ${CONFIGURATION} is given twice`, USAGE))
  if (path !== undefined) return path
  // Takes seconds to load.
  const { unstable_readConfig: readWrangler } = await import('wrangler')
  return readWrangler({ ...(config && { config }), ...(env && { env }) }).alias?.[CONFIGURATION]
}

const configurationAt = (path: string): unknown => {
  try {
    const { json, twice } = readJson(readFileSync(path))
    if (twice.length > 0) throw new Error(twice.map(({ problem }) => problem).join('; '))
    return json
  } catch (error) {
    return exitWith(new UsageError(`The configuration ${path}: ${(error as Error).message}`, USAGE))
  }
}

const args = process.argv.slice(2)
if (isHelp(args)) {
  console.log(USAGE)
  process.exit(0)
}
const path = await configurationPath(args)
const modules = path ? await unused(configurationAt(path)) : []
const aliases = [
  ...(path ? [`${CONFIGURATION}:${path}`] : []),
  ...modules.map((one) => `${one}:${EMPTY}`),
].flatMap((alias) => ['--alias', alias])
const { status } = spawnSync('npx', ['wrangler', 'deploy', '--minify', ...aliases, ...args], {
  stdio: 'inherit',
})
process.exitCode = status ?? 1

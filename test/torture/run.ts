/**
 * Treats a real gateway badly, then counts what it lost, doubled or mixed up: `npm run torture`, with
 * `-- --scenario kill --kills 100 --seed 7` for one of them; after `--minutes 8` nothing is killed any
 * more. Exits with 1 if any figure is not 0.
 */

import {
  idleOption,
  oneOf,
  readArguments,
  wholeNumber,
  wrongArgument,
} from '../../src/runtime/commands/arguments.ts'
import type { DatabaseKind } from './database.ts'

const USAGE = `npm run torture -- [--scenario <name>] [--kills 30] [--minutes 60] [--seed <number>] [--contacts 40]
  Scenarios: all, kill, kill-postgres, disk-full, crm-down, provider-hangs, one-hangs, one-hangs-postgres, sigterm`

const { values } = readArguments(USAGE, {
  scenario: { type: 'string', default: 'all' },
  kills: { type: 'string' },
  minutes: { type: 'string' },
  seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  contacts: { type: 'string', default: '40' },
})
const options = {
  seed: wholeNumber('seed', values.seed, 0),
  contacts: wholeNumber('contacts', values.contacts),
}
const killing = {
  ...options,
  kills: wholeNumber('kills', values.kills ?? '30'),
  minutes: wholeNumber('minutes', values.minutes ?? '60'),
}

type Report = {
  readonly failures: Readonly<Record<string, readonly string[]>>
  readonly counts: Readonly<Record<string, number>>
}

/** Loaded once the arguments are known to be right. */
const scenarios = () => import('./scenarios.ts')
const oneHangs = async (database: DatabaseKind) =>
  (await import('./neighbours.ts')).neighbours({ seed: options.seed, seconds: 60, database })

const SCENARIOS: Readonly<Record<string, () => Promise<Report>>> = {
  kill: async () => (await scenarios()).kill(killing),
  'kill-postgres': async () => (await scenarios()).kill({ ...killing, store: 'postgres' }),
  'disk-full': async () => (await scenarios()).diskFull(options),
  'crm-down': async () => (await scenarios()).crmDown({ ...options, stageMs: 20_000 }),
  'provider-hangs': async () => (await scenarios()).providerHangs(options),
  'one-hangs': () => oneHangs('sqlite'),
  'one-hangs-postgres': () => oneHangs('postgres'),
  sigterm: async () => (await scenarios()).sigterm({ ...options, times: 5 }),
}

const known = Object.keys(SCENARIOS)
const scenario = oneOf('--scenario', values.scenario, ['all', ...known])
const idle = idleOption(values, ['scenario', 'seed', 'contacts'], `for ${scenario}`)
if (idle !== undefined && !['all', 'kill', 'kill-postgres'].includes(scenario)) wrongArgument(idle)
const names = scenario === 'all' ? known : [scenario]
for (const name of names) {
  const run = SCENARIOS[name]
  if (!run) continue
  console.log(`\n${name}, seed ${options.seed}`)
  const startedAt = performance.now()
  const { failures, counts } = await run()
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  for (const [what, count] of Object.entries({ ...counts, seconds })) show(' ', what, count)
  for (const [what, { length, ...cases }] of Object.entries(failures)) {
    show(length === 0 ? '✓' : '✗', what, length)
    for (const one of Object.values(cases).slice(0, 5)) console.log(`    ${one}`)
    if (length > 0) process.exitCode = 1
  }
}

function show(mark: string, what: string, count: number) {
  console.log(`${mark} ${what.padEnd(42, ' ')} ${count}`)
}

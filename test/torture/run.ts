/**
 * Treats a real gateway badly, then counts what it lost, doubled or mixed up: `npm run torture`, with
 * `-- --scenario kill --kills 100 --seed 7` for one of them; after `--minutes 8` nothing is killed any
 * more. Exits with 1 if any figure is not 0.
 */

import { parseArgs } from 'node:util'
import { neighbours } from './neighbours.ts'
import { crmDown, diskFull, kill, providerHangs, sigterm } from './scenarios.ts'

const { values } = parseArgs({
  options: {
    scenario: { type: 'string', default: 'all' },
    kills: { type: 'string', default: '30' },
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    contacts: { type: 'string', default: '40' },
  },
})
const options = { seed: Number(values.seed), contacts: Number(values.contacts) }
const killing = { ...options, kills: Number(values.kills), minutes: Number(values.minutes) }

type Report = {
  readonly failures: Readonly<Record<string, readonly string[]>>
  readonly counts: Readonly<Record<string, number>>
}

const SCENARIOS: Readonly<Record<string, () => Promise<Report>>> = {
  kill: () => kill(killing),
  'kill-postgres': () => kill({ ...killing, store: 'postgres' }),
  'disk-full': () => diskFull(options),
  'crm-down': () => crmDown({ ...options, stageMs: 20_000 }),
  'provider-hangs': () => providerHangs(options),
  'one-hangs': () => neighbours({ seed: options.seed, seconds: 60, database: 'sqlite' }),
  'one-hangs-postgres': () => neighbours({ seed: options.seed, seconds: 60, database: 'postgres' }),
  sigterm: () => sigterm({ ...options, times: 5 }),
}

const names = values.scenario === 'all' ? Object.keys(SCENARIOS) : [values.scenario]
for (const name of names) {
  const run = SCENARIOS[name]
  if (!run) throw new Error(`--scenario: expected all, ${Object.keys(SCENARIOS).join(', ')}`)
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

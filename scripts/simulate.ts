/** Runs the simulation for many seeds: `npm run simulate -- --seeds 1000 [--from N]` or `--seed N`. */

import {
  idleOption,
  readArguments,
  wholeNumber,
  wrongArgument,
} from '../src/runtime/commands/arguments.ts'

const USAGE = `npm run simulate -- [--seeds 200] [--from 1]
  --seeds <number>    so many seeds, one after the other
  --from <number>     the first of them
  --seed <number>     this seed alone, with its log`

const { values } = readArguments(USAGE, {
  seeds: { type: 'string' },
  from: { type: 'string' },
  seed: { type: 'string' },
})
const idle = values.seed !== undefined && idleOption(values, ['seed'], 'beside --seed')
if (idle) wrongArgument(idle)

const isAlone = values.seed !== undefined
const from =
  values.seed === undefined
    ? wholeNumber('from', values.from ?? '1', 0)
    : wholeNumber('seed', values.seed, 0)
const seeds = isAlone ? 1 : wholeNumber('seeds', values.seeds ?? '200')
const { runSeed } = await import('../test/simulation/run.ts')
const startedAt = performance.now()
const totals = { seeds: 0, steps: 0, committed: 0, written: 0, sent: 0, crmEvents: 0 }
const struck: Record<string, number> = {}

const report = () => {
  const figures = { ...totals, seconds: Math.round((performance.now() - startedAt) / 1000) }
  for (const [name, count] of Object.entries(figures)) console.log(`${name}: ${count}`)
  console.log('faults:')
  for (const [fault, count] of Object.entries(struck).sort()) console.log(`  ${fault}: ${count}`)
}

for (let seed = from; seed < from + seeds; seed++) {
  const result = await runSeed(seed, { keepLog: isAlone })
  for (const line of result.lines) console.log(line)
  totals.seeds += 1
  totals.steps += result.steps
  for (const [name, count] of Object.entries(result.counts))
    totals[name as keyof typeof totals] += count
  for (const [fault, count] of Object.entries(result.struck))
    struck[fault] = (struck[fault] ?? 0) + count
  if (!result.violation) continue
  report()
  console.log(`seed ${seed} breaks “${result.violation.invariant}”: ${result.violation.detail}`)
  console.log(`replay: npm run simulate -- --seed ${seed}`)
  process.exit(1)
}
report()

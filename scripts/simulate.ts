/** Runs the simulation for many seeds: `npm run simulate -- --seeds 1000 [--from N]` or `--seed N`. */

import { parseArgs } from 'node:util'
import { runSeed } from '../test/simulation/run.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    from: { type: 'string', default: '1' },
    /** This one alone, with its log. */
    seed: { type: 'string' },
  },
})

const from = Number(values.seed ?? values.from)
const seeds = values.seed === undefined ? Number(values.seeds) : 1
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
  const result = await runSeed(seed, { keepLog: values.seed !== undefined })
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

/**
 * Proves that the simulation can fail: each deliberate defect must be caught within so many seeds.
 * `npm run simulate:defects [-- NAME …]` prints one line a defect, in the form of a table.
 */

import { spawn } from 'node:child_process'
import { oneOf, readArguments } from '../src/runtime/commands/arguments.ts'
import { DEFECTS, type Defect } from '../test/simulation/defects.ts'

const MAX_SEEDS = 200
const AT_ONCE = 2

/** The simulation in a process of its own, with the patched source in the place of the real one. */
const run = ({ name }: Defect): Promise<string> =>
  new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      ['--import', './test/simulation/patch.ts', 'scripts/simulate.ts', '--seeds', `${MAX_SEEDS}`],
      { env: { ...process.env, POSTERN_DEFECT: name }, stdio: ['ignore', 'pipe', 'pipe'] },
    )
    let output = ''
    const take = (chunk: Buffer) => {
      output += chunk
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.on('close', () => resolve(output))
  })

const names = DEFECTS.map(({ name }) => name)
const USAGE = `npm run simulate:defects [-- <defect> …]
  Without a name: all of them. They are:
  ${names.join('\n  ')}`

const { positionals } = readArguments(USAGE, {}, { positionals: DEFECTS.length })
const wanted = positionals.map((given) => oneOf('a defect', given, names))
const waiting = DEFECTS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
let missed = 0

const work = async () => {
  for (let defect = waiting.shift(); defect; defect = waiting.shift()) {
    const output = await run(defect)
    const [, seed, invariant] = /seed (\d+) breaks “(.*)”/.exec(output) ?? []
    if (seed === undefined) missed += 1
    const found = seed === undefined ? `missed: ${output.trim().split('\n').at(-1)}` : invariant
    console.log(`| ${defect.name} | ${seed ?? '–'} | ${found} |`)
  }
}

console.log('| defect | caught by seed | broken invariant |\n|---|---|---|')
await Promise.all(Array.from({ length: AT_ONCE }, work))
process.exitCode = missed > 0 ? 1 : 0

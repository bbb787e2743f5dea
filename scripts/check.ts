/** `npm run check`: types, lint and unused exports beside the tests, which wait for much of their time. */

import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { readArguments } from '../src/runtime/commands/arguments.ts'

readArguments(
  `npm run check
  Everything that must pass: types, lint, unused exports and all tests. For some tests: npx vitest run <path>.`,
  {},
)

type Outcome = { readonly script: string; readonly code: number | null; readonly printed: string }

/** Runs a script of package.json; what it prints is kept, so that the two lanes are not mixed. */
const runKept = async (script: string): Promise<Outcome> => {
  const child = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'pipe', 'pipe'] })
  const code = exitOf(child)
  const printed = (await Promise.all([text(child.stdout), text(child.stderr)])).join('')
  return { script, code: await code, printed }
}

const runShown = async (script: string): Promise<Outcome> => {
  const child = spawn('npm', ['run', '--silent', script], { stdio: 'inherit' })
  return { script, code: await exitOf(child), printed: '' }
}

const exitOf = (child: ReturnType<typeof spawn>): Promise<number | null> =>
  new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  })

/** One after another: each of them fills more than one core by itself. */
const runStatic = async (): Promise<readonly Outcome[]> => {
  const outcomes: Outcome[] = []
  for (const script of ['types', 'lint', 'unused']) {
    const outcome = await runKept(script)
    console.log(`${script}: ${outcome.code === 0 ? 'passed' : `failed\n${outcome.printed}`}`)
    outcomes.push(outcome)
  }
  return outcomes
}

const [tests, ...others] = (await Promise.all([runShown('test:all'), runStatic()])).flat()
const failed = [...others, tests].filter((outcome) => outcome !== undefined && outcome.code !== 0)
// Once more at the end, where one looks.
for (const outcome of failed) console.error(`${outcome?.script} failed\n${outcome?.printed}`)
process.exitCode = failed.length === 0 ? 0 : 1

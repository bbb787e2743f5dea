/** `npm run check`: types, lint, unused exports and all tests, in two lanes that share the processors. */

import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, setPriority } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { readArguments } from '../src/runtime/commands/arguments.ts'

readArguments(
  `npm run check
  Everything that must pass: types, lint, unused exports and all tests. For some tests: npx vitest run <path>.`,
  {},
)

type Outcome = { readonly name: string; readonly code: number | null; readonly printed: string }

/** A report of vitest, without counts that are not needed. */
type Report = {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly startTime: number
  readonly success: boolean
  readonly testResults: readonly unknown[]
}

/** The projects of vitest by lane. */
const LANES = {
  // Waits for much of its time: for processes, databases and pages.
  waiting: ['workers', 'system', 'browser'],
  // Fills each core that it gets.
  computing: ['node', 'mocked'],
} as const
type Lane = keyof typeof LANES
const LANE_NAMES = ['waiting', 'computing'] as const satisfies readonly Lane[]

/** Of the computing tests: they get the cores that the waiting ones leave idle. */
const NICENESS = 3

const REPORT = 'reports/tests.json'
const reportOf = (lane: Lane) => `reports/tests-${lane}.json`

const nameOf = (lane: Lane) => `tests of ${LANES[lane].join(', ')}`

const FOLDER = resolve(import.meta.dirname, '..')
const MODULES = join(FOLDER, 'node_modules')
const ENV = {
  ...process.env,
  // Without npm between, whose start takes half a second of CPU time.
  PATH: `${join(MODULES, '.bin')}${delimiter}${process.env.PATH}`,
  // Knip runs twice, and need not be compiled twice.
  NODE_COMPILE_CACHE: join(MODULES, '.cache/postern/compiled'),
  // TypeScript, which is written in Go, collects its garbage less often: a seventh of its time.
  GOGC: '300',
}

const HERE = { cwd: FOLDER, env: ENV }

const testArguments = (lane: Lane) => [
  ...[join(MODULES, 'vitest/vitest.mjs'), 'run', `--outputFile.json=${reportOf(lane)}`],
  ...LANES[lane].flatMap((project) => ['--project', project]),
]

/** What it prints is kept, so that the two lanes are not mixed. */
const keep = async (
  name: string,
  child: ChildProcessWithoutNullStreams,
  niceness = 0,
): Promise<Outcome> => {
  child.stdin.end()
  if (child.pid !== undefined && niceness > 0) setPriority(child.pid, niceness)
  const code = exitOf(child)
  const printed = (await Promise.all([text(child.stdout), text(child.stderr)])).join('')
  const outcome = { name, code: await code, printed }
  console.log(`${name}: ${outcome.code === 0 ? 'passed' : `failed\n${printed}`}`)
  return outcome
}

const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  })

const { scripts } = JSON.parse(readFileSync(join(FOLDER, 'package.json'), 'utf8')) as {
  scripts: Readonly<Record<'types' | 'lint' | 'unused', string>>
}
const runScript = (name: keyof typeof scripts) =>
  keep(name, spawn(scripts[name], { ...HERE, shell: true }))

/** The tests begin after the static checks, since they fill every core by themselves. */
const compute = async (): Promise<readonly Outcome[]> => {
  const lintThenUnused = async () => [await runScript('lint'), await runScript('unused')]
  const [types, others] = await Promise.all([runScript('types'), lintThenUnused()])
  const workers = Math.max(2, availableParallelism())
  const args = [...testArguments('computing'), `--maxWorkers=${workers}`]
  const tests = spawn(process.execPath, args, HERE)
  return [types, ...others, await keep(nameOf('computing'), tests, NICENESS)]
}

const wait = async (): Promise<readonly Outcome[]> => {
  const tests = spawn(process.execPath, testArguments('waiting'), { ...HERE, stdio: 'inherit' })
  return [{ name: nameOf('waiting'), code: await exitOf(tests), printed: '' }]
}

/** Writes one report of all tests, or none if a lane ended without a report. */
const mergeReports = (): void => {
  if (!LANE_NAMES.every((lane) => existsSync(reportOf(lane)))) return
  const [first, second] = LANE_NAMES.map(
    (lane): Report => JSON.parse(readFileSync(reportOf(lane), 'utf8')),
  ) as [Report, Report]
  const merged: Report = {
    numPassedTests: first.numPassedTests + second.numPassedTests,
    numFailedTests: first.numFailedTests + second.numFailedTests,
    numPendingTests: first.numPendingTests + second.numPendingTests,
    startTime: Math.min(first.startTime, second.startTime),
    success: first.success && second.success,
    testResults: [...first.testResults, ...second.testResults],
  }
  writeFileSync(REPORT, JSON.stringify(merged))
}

for (const path of [REPORT, ...LANE_NAMES.map(reportOf)]) rmSync(path, { force: true })
const outcomes = (await Promise.all([wait(), compute()])).flat()
const failed = outcomes.filter(({ code }) => code !== 0)
// Once more at the end, where people look.
for (const { name, printed } of failed) console.error(`${name} failed\n${printed}`)
process.exitCode = failed.length === 0 ? 0 : 1
mergeReports()

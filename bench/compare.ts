/** Compares Postern with handwritten programs, in alternating rounds on one machine, in one table. */

import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { Database, Databases } from './databases.ts'
import { rowsIn, sizeOf } from './databases.ts'
import { measureDisk } from './disk.ts'
import { load, loadSteadily, median, untilDrained } from './load.ts'
import { countSyncs, cpuMs, residentMb } from './process.ts'
import { measureSends } from './sends.ts'
import { canCountSyncs, type Program, startSink, stop, untilUp } from './servers.ts'
import { PORTS } from './webhooks.ts'

export type CompareOptions = {
  readonly databases: Databases
  readonly programs: readonly Program[]
  readonly folder: string
  readonly seconds: number
  readonly rounds: number
  readonly contacts: number
  readonly sends: number
}

/**
 * Not counted: by then the program's code is compiled, and every contact is stored. Node goes on compiling
 * Postern for about 15,000 webhooks, and until then each takes a tenth to a fifth more.
 */
const WARM_UP_SECONDS = 3
const MIN_WARM_UP = 15_000
const MAX_WARM_UPS = 10

/** The columns of the table; a program has no figure for what it doesn't do. */
const COLUMNS = {
  perSecond: 'requests/s at 64',
  fullCpu: 'CPU µs each at 64',
  steadyCpu: 'CPU µs each at 1,000/s',
  p50Ms: 'p50 ms at 1,000/s',
  p99Ms: 'p99 ms at 1,000/s',
  bytes: 'bytes stored, inbound',
  syncs: 'fsyncs each at 64',
  steadySyncs: 'fsyncs each at 1,000/s',
  sendCpu: 'CPU µs, whole send at 50/s',
  sendsAtOnceCpu: 'CPU µs, whole send at 64',
  sendBytes: 'bytes stored, whole send',
  residentMb: 'RSS MB after the load',
  startMs: 'ms to the first answer',
} as const
type Figures = Partial<Record<keyof typeof COLUMNS, number>>

/** Prints each round, then the medians. */
export const compare = async (options: CompareOptions): Promise<void> => {
  const { programs, rounds, folder } = options
  const figures = programs.map((): Figures[] => [])
  for (let round = 0; round < rounds; round++) {
    console.log(`round ${round + 1}: a confirmed write takes ${measureDisk(folder).toFixed(2)} ms`)
    for (const [i, program] of programs.entries()) {
      const measured = await measure(options, program, `${i} ${round}`)
      figures[i]?.push(measured)
      console.log(`  ${program.name}: ${show(measured)}`)
    }
  }
  const senders = programs.flatMap((program, i) => (program.sends ? [{ program, i }] : []))
  const turns = await measureSends(
    senders.map(({ program }) => program),
    options,
  )
  for (const [k, { program, i }] of senders.entries()) {
    figures[i]?.push(...(turns[k] ?? []))
    const each = turns[k]
      ?.map(({ sendCpu, sendsAtOnceCpu }) => `${format(sendCpu)} and ${format(sendsAtOnceCpu)}`)
      .join(', ')
    console.log(`whole sends, ${program.name}: CPU µs at 50/s and at 64, in each turn ${each}`)
  }
  if (canCountSyncs())
    for (const [i, program] of programs.entries())
      figures[i]?.push(await measureSyncs(options, program, `${i} syncs`))
  else console.log('fsyncs are not counted: that needs strace')
  printTable(programs, figures.map(medianOf))
}

const measure = async (
  options: CompareOptions,
  program: Program,
  name: string,
): Promise<Figures> => {
  const { seconds, contacts } = options
  return withProgram(options, program, name, {}, async ({ pid, startMs, database }) => {
    const target = { port: PORTS.program, contacts }
    const drained = (count: number) => (program.tells ? untilDrained(count) : undefined)
    let warm = 0
    // On a busy machine three seconds are too few webhooks to compile for.
    for (let i = 0; i < MAX_WARM_UPS && warm < MIN_WARM_UP; i++)
      warm += (await load({ ...target, round: `${name} warm ${i}`, seconds: WARM_UP_SECONDS }))
        .acknowledged
    await drained(warm)
    const bytes = await database.bytes()

    const atStart = cpuMs(pid)
    const full = await load({ ...target, round: `${name} full`, seconds })
    await drained(warm + full.acknowledged)
    const atHalf = cpuMs(pid)
    const steady = await loadSteadily({ ...target, round: `${name} steady`, seconds })
    const acknowledged = full.acknowledged + steady.acknowledged
    await drained(warm + acknowledged)
    const atEnd = cpuMs(pid)
    const stored = await database.bytes()
    const kept = await database.entries()
    if (kept < warm + acknowledged)
      throw new Error(`${program.name}: ${warm + acknowledged} answered, ${kept} stored`)

    return {
      perSecond: full.perSecond,
      fullCpu: (1000 * (atHalf - atStart)) / full.acknowledged,
      steadyCpu: (1000 * (atEnd - atHalf)) / steady.acknowledged,
      p50Ms: steady.p50Ms,
      p99Ms: steady.p99Ms,
      bytes: (stored - bytes) / acknowledged,
      residentMb: residentMb(pid),
      startMs,
    }
  })
}

/** In a run of its own, since being counted slows the program down. */
const measureSyncs = async (
  options: CompareOptions,
  program: Program,
  name: string,
): Promise<Figures> => {
  const syncLog = join(options.folder, `syncs ${name}`)
  return withProgram(options, program, name, { syncLog }, async () => {
    const target = { port: PORTS.program, contacts: options.contacts, seconds: 2 }
    const warm = await load({ ...target, round: `${name} warm` })
    if (program.tells) await untilDrained(warm.acknowledged)
    const atStart = countSyncs(syncLog)
    const full = await load({ ...target, round: `${name} full` })
    if (program.tells) await untilDrained(warm.acknowledged + full.acknowledged)
    const atHalf = countSyncs(syncLog)
    const steady = await loadSteadily({ ...target, round: `${name} steady` })
    if (program.tells)
      await untilDrained(warm.acknowledged + full.acknowledged + steady.acknowledged)
    return {
      syncs: (atHalf - atStart) / full.acknowledged,
      steadySyncs: (countSyncs(syncLog) - atHalf) / steady.acknowledged,
    }
  })
}

type Running = {
  readonly pid: number | undefined
  readonly startMs: number
  readonly database: Pick<Database, 'bytes' | 'entries'>
}

/** The program on a new database, with the other sides. */
const withProgram = async <T>(
  { databases, folder }: CompareOptions,
  program: Program,
  name: string,
  { syncLog }: { readonly syncLog?: string },
  use: (running: Running) => Promise<T>,
): Promise<T> => {
  const path = join(folder, `${name}.db`)
  const file = { bytes: async () => sizeOf(path), entries: async () => rowsIn(path, 'message') }
  const own = program.isPostern ? await databases.create(name) : undefined
  const sink = startSink()
  let child: ChildProcess | undefined
  try {
    await untilUp(PORTS.sink)
    child = program.start({
      folder,
      database: own?.url ?? path,
      ...(syncLog !== undefined && { syncLog }),
    })
    const startMs = await untilUp(PORTS.program)
    const isFloor = program.name === 'the floor'
    const database =
      own ?? (isFloor ? { ...file, entries: async () => rowsIn(path, 'journal') } : file)
    return await use({ pid: child.pid, startMs, database })
  } finally {
    if (child) await stop(child)
    await stop(sink)
  }
}

const medianOf = (all: readonly Figures[]): Figures =>
  Object.fromEntries(
    keys.flatMap((key) => {
      const values = all.flatMap((one) => one[key] ?? [])
      return values.length === 0 ? [] : [[key, median(values)]]
    }),
  )

const keys = Object.keys(COLUMNS) as readonly (keyof typeof COLUMNS)[]

const show = (figures: Figures): string =>
  keys
    .flatMap((key) => (figures[key] === undefined ? [] : `${COLUMNS[key]} ${format(figures[key])}`))
    .join(', ')

const format = (value: number | undefined): string => {
  if (value === undefined || Number.isNaN(value)) return '–'
  return value < 10 ? value.toFixed(value < 1 ? 3 : 1) : Math.round(value).toLocaleString('en')
}

/** In Markdown: a row for each figure, and each program's relation to the first where it is no better known. */
const printTable = (programs: readonly Program[], figures: readonly Figures[]) => {
  const line = (cells: readonly string[]) => console.log(`| ${cells.join(' | ')} |`)
  line(['medians', ...programs.map(({ name }) => name)])
  line(['---', ...programs.map(() => '---')])
  for (const key of keys) {
    const first = figures[0]?.[key]
    const cells = figures.map((one, i) => {
      const value = one[key]
      const share = i > 0 && value && first ? ` (${(value / first).toFixed(2)} ×)` : ''
      return `${format(value)}${share}`
    })
    line([COLUMNS[key], ...cells])
  }
}

/** A gateway process: everything in it is real but its network, its disk and its time. */

import type { Hono } from 'hono'
import type { Directory } from '../../../src/config/directory.ts'
import { startSchedule } from '../../../src/engine/periodic/schedule.ts'
import type { Adapter } from '../../../src/ports/adapter.ts'
import type { Http } from '../../../src/ports/http.ts'
import { createApp } from '../../../src/runtime/app.ts'
import { createLog } from '../../../src/telemetry/log.ts'
import { ADAPTERS } from '../../support/adapters.ts'
import { buildGateway } from '../../support/build.ts'
import { SECRET } from '../far-sides/setting.ts'
import type { Owner, World } from '../world.ts'
import type { Disk } from './disk.ts'

export type Timer = {
  readonly everyMs: number
  readonly from: number
  readonly work: () => unknown
  last: number
  isRunning: boolean
}

export type Process = Owner & {
  isAlive: boolean
  stalledUntil: number
  /** When it last stood still, for the last time. */
  stalledAt: number
  readonly app: Hono
  readonly timers: Timer[]
}

/** The longest pause between probes of a connection that is down. With a shorter one a day's outage is mostly probes. */
const PROBE_MS = 300_000

export const startProcess = (
  world: World,
  name: string,
  directory: Directory,
  disk: Disk,
  networkOf: (process: Process) => Http,
): Process => {
  const timers: Timer[] = []
  const process = {
    name,
    isAlive: true,
    stalledUntil: 0,
    stalledAt: 0,
    timers,
  } as { -readonly [K in keyof Process]: Process[K] }
  const gateway = buildGateway({
    directory,
    ...(world.faults.has('provider_without_list') && { adapters: WITHOUT_LIST }),
    store: disk.for(process),
    http: networkOf(process),
    clock: world.now,
    log: createLog({
      level: 'warn',
      write: (line) => world.log(`${name} ${withoutStack(line)}`),
      clock: () => 0,
    }),
    random: world.random.next,
    probeMs: PROBE_MS,
    secret: SECRET,
  })
  process.app = createApp(gateway)
  startSchedule(gateway, (everyMs, work) => {
    const now = world.now()
    timers.push({ everyMs, from: now, work, last: now, isRunning: false })
    return { stop: () => {} }
  })
  return process
}

/** Nothing is found out about a send whose answer was lost. */
const WITHOUT_LIST: readonly Adapter[] = ADAPTERS.map((adapter) => {
  if (adapter.kind !== 'provider') return adapter
  const create: typeof adapter.create = (options) => {
    const { find: _, ...provider } = adapter.create(options)
    return provider
  }
  return { ...adapter, create }
})

/** Where in the code a fault struck is not part of the story. */
const withoutStack = (line: string) => line.replace(/(?:\\n {4}at [^"]*)+/g, '')

/** Does what the timer is for; one that is still at it would do nothing if called again. */
export const ring = (timer: Timer, at: number): void => {
  timer.last = at
  timer.isRunning = true
  void Promise.resolve(timer.work()).then(() => {
    timer.isRunning = false
  })
}

/** When the timer next rings, not before the given time. */
export const nextRing = ({ from, everyMs, last }: Timer, notBefore: number): number => {
  const earliest = Math.max(notBefore, last + 1)
  return from + Math.ceil((earliest - from) / everyMs) * everyMs
}

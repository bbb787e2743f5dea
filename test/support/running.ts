/** A gateway as a real process, in a folder of its own and on a free port. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { consoleOf } from '../../src/console/options.ts'
import { createNotices } from '../../src/engine/notices.ts'
import { startSchedule } from '../../src/engine/periodic/schedule.ts'
import { createHttp } from '../../src/net/http.ts'
import { createNodeFetch } from '../../src/net/http-node.ts'
import { createApp } from '../../src/runtime/app.ts'
import { boundUrl, listen } from '../../src/runtime/process/listen.ts'
import { loadCrmForms } from '../../src/runtime/sandbox/world.ts'
import { likeIn } from '../../src/runtime/setup/arguments.ts'
import { readSettings } from '../../src/runtime/setup/settings.ts'
import { sandboxRoutes } from '../../src/sandbox/routes.ts'
import { openSandbox } from '../../src/sandbox/sandbox.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { buildGateway } from './build.ts'
import { createMemoryStore } from './database/memory-store.ts'

const START = resolve(import.meta.dirname, '../../src/runtime/start.js')

export type Running = {
  readonly url: string
  readonly child: ChildProcess
  /** Everything printed so far, to stdout and stderr. */
  readonly printed: () => string
  /** Asks it to stop; resolves with its exit code. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>
}

export const newFolder = () => mkdtempSync(join(tmpdir(), 'postern-'))

/** Starts it, whether or not it will run for long. */
export const spawnGateway = (
  folder: string,
  env: Record<string, string> = {},
  args: readonly string[] = [],
) => {
  const child = spawn(process.execPath, [START, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, PORT: '0', ...env },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  const exited = once(child, 'close').then(([code]) => code as number | null)
  return { child, exited, printed: () => output }
}

/** Resolves when it listens. Throws with all that it printed when it ends before. */
export const startGateway = async (
  folder: string,
  env: Record<string, string> = {},
  args: readonly string[] = [],
): Promise<Running> => {
  const { child, exited, printed } = spawnGateway(folder, env, args)
  const port = await new Promise<string>((found, failed) => {
    const look = () => {
      const [, port] = /listens on http:\/\/localhost:(\d+)/.exec(printed()) ?? []
      if (port) found(port)
    }
    child.stderr.on('data', look)
    exited.then(() => failed(new Error(`the gateway ended:\n${printed()}`)), failed)
  })
  return {
    url: `http://localhost:${port}`,
    child,
    printed,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal)
      return exited
    },
  }
}

/** A sandbox at an address of its own, with the usual pages and timers. */
type Served = { readonly url: string; stop(): Promise<void> }

/**
 * Serves a sandbox from this process: for tests of pages, which don't ask how a process starts and
 * stops. It takes a tenth of the time, since all its code is loaded already.
 */
export const serveSandbox = async (
  env: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
): Promise<Served> => {
  const like = likeIn(args)
  const settings = await readSettings(undefined, env, 'http://localhost', like && { like })
  const { directory, secret } = settings
  const log = createLog({ level: 'silent', write: () => {} })
  const store = createMemoryStore({ hashKey: secret })
  const sandbox = await openSandbox(store, Date.now, loadCrmForms)
  const http = createHttp({ fetch: createNodeFetch(), log, clock: Date.now })
  const notices = createNotices()
  const gateway = buildGateway({
    notices,
    directory,
    secret,
    store,
    sandbox,
    http,
    log,
    clock: sandbox.clock.now,
    random: Math.random,
  })
  const app = createApp(gateway, {
    ...consoleOf(settings, sandbox),
    sandbox: async () => sandboxRoutes(gateway, sandbox),
  })
  const server = await listen(app.fetch, { port: 0, host: '127.0.0.1' })
  sandbox.server.url = boundUrl(server)
  const schedule = startSchedule(gateway)
  return {
    url: boundUrl(server).replace('127.0.0.1', 'localhost'),
    stop: async () => {
      schedule.stop()
      notices.close()
      server.close()
      server.closeAllConnections()
      await gateway.pump.stop()
      await store.close()
    },
  }
}

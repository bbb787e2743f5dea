/** The programs of the bench, each a process of its own. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { accountSid, authToken, PORTS, sender } from './webhooks.ts'

export const API_KEY = 'the-api-key-of-the-benchmark'

export type Program = {
  readonly name: string
  /** It tells the CRM of each message. */
  readonly tells: boolean
  /** It sends as well. */
  readonly sends: boolean
  /** Whether its database is one of Postern's. */
  readonly isPostern: boolean
  start(options: StartOptions): ChildProcess
}

export type StartOptions = {
  readonly folder: string
  /** Where its data are: a URL for Postern, a file for the others. */
  readonly database: string
  /** Default: that of the program. The address it is known by stays the same. */
  readonly port?: number
  /** The address it is known by is that of its port. */
  readonly isKnownThere?: boolean
  /** Counts the confirmed writes in this file. */
  readonly syncLog?: string
}

const crmSecret = `whsec_${Buffer.from('a secret of the bench, 32 bytes.').toString('base64')}`

/** What the configuration leaves to the environment. */
export const SECRETS = {
  TWILIO_AUTH_TOKEN: authToken,
  CRM_SECRET: crmSecret,
  API_KEY,
  POSTERN_SECRET: 'the secret of the benchmark, 32 bytes',
}

/** `strace` stops the process at these calls alone. */
const tracing = (log: string): readonly string[] => [
  ...['-D', '-f', '--seccomp-bpf', '-qq', '-e', 'trace=fsync,fdatasync', '-o', log],
]

/** Whether confirmed writes can be counted on this machine. */
export const canCountSyncs = (): boolean =>
  spawnSync('strace', [...tracing('/dev/null'), 'true']).status === 0

const MAX_SAID = 10_000

const start = (
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  syncLog: string | undefined,
): ChildProcess => {
  const command = [process.execPath, ...args]
  const [first = '', ...rest] = syncLog ? ['strace', ...tracing(syncLog), ...command] : command
  const child = spawn(first, rest, {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  // What it says is of interest only when it breaks.
  let said = ''
  child.stderr.on('data', (part) => {
    said = (said + part).slice(-MAX_SAID)
  })
  child.once('exit', (code) => {
    if (code) console.error(said)
  })
  return child
}

/** The Postern of this checkout, or of another one. */
export const postern = (name: string, checkout = '.'): Program => ({
  name,
  tells: true,
  sends: true,
  isPostern: true,
  start: ({ folder, database, port = PORTS.program, isKnownThere = false, syncLog }) =>
    start(
      startArguments(checkout),
      {
        PORT: String(port),
        POSTERN_CONFIG: writeConfig(folder, isKnownThere ? port : PORTS.program),
        DATABASE_URL: database,
        LOG_LEVEL: 'error',
        ...SECRETS,
      },
      syncLog,
    ),
})

/** What its own `npm start` gives to Node. */
const startArguments = (checkout: string): readonly string[] => {
  const { scripts } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'))
  const [, ...args] = String(scripts.start).split(' ')
  return args.map((arg) => (arg.startsWith('-') ? arg : resolve(checkout, arg)))
}

const byHand = (name: string, script: string, tells: boolean): Program => ({
  name,
  tells,
  sends: false,
  isPostern: false,
  start: ({ database, syncLog }) =>
    start(
      [`bench/programs/${script}.ts`],
      {
        PORT: String(PORTS.program),
        BENCH_DB: database,
        TWILIO_AUTH_TOKEN: authToken,
        CRM_URL: `http://127.0.0.1:${PORTS.sink}/`,
        CRM_SECRET: crmSecret,
      },
      syncLog,
    ),
})

/** What Postern is compared with. */
export const BY_HAND: readonly Program[] = [
  byHand('by hand, stores only', 'stores-only', false),
  byHand('by hand, tells the CRM', 'tells', true),
  byHand('the floor', 'floor', true),
]

/** The configuration of the bench in a file, whose path it returns. */
export const writeConfig = (folder: string, port: number = PORTS.program): string => {
  const path = join(folder, `postern.config.${port}.json`)
  const sink = `http://127.0.0.1:${PORTS.sink}`
  const twilio = {
    adapter: 'twilio',
    accountSid,
    authTokens: [{ env: 'TWILIO_AUTH_TOKEN' }],
    apiUrl: sink,
    contentUrl: sink,
    allowPrivate: true,
  }
  const crm = {
    adapter: 'webhook',
    url: `${sink}/`,
    secret: { env: 'CRM_SECRET' },
    allowPrivate: true,
  }
  const organisation = {
    id: 'bench',
    name: 'Bench',
    apiKeys: [{ env: 'API_KEY' }],
    crm: 'crm',
    policy: { flow: 'disclaimer' },
    lines: [{ id: 'line', name: 'Line', senders: [{ address: sender, connection: 'bench' }] }],
  }
  const config = {
    publicUrl: `http://127.0.0.1:${port}`,
    rateLimit: { perSecond: 10_000, burst: 10_000 },
    connections: { bench: twilio, crm },
    organisations: [organisation],
  }
  writeFileSync(path, JSON.stringify(config))
  return path
}

/** The CRM and the provider. */
export const startSink = () =>
  start(['bench/programs/sink.ts'], { PORT: String(PORTS.sink) }, undefined)

/** On a busy machine a start takes its time. */
const START_WITHIN_MS = 60_000

/** Resolves when something listens, with the milliseconds that took. */
export const untilUp = async (port: number): Promise<number> => {
  const startedAt = performance.now()
  while (performance.now() - startedAt < START_WITHIN_MS) {
    const up = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    )
    if (up) return performance.now() - startedAt
    await new Promise((done) => setTimeout(done, 10))
  }
  throw new Error(`nothing listens on ${port}`)
}

const STOP_WITHIN_MS = 20_000

/** Asks it to stop, and waits until it has; one that does not is killed. */
export const stop = (child: ChildProcess) =>
  new Promise<void>((done) => {
    if (child.exitCode !== null || child.signalCode !== null) return done()
    const kill = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
    child.once('exit', () => {
      clearTimeout(kill)
      done()
    })
    child.kill('SIGTERM')
  })

/** The CPU time of an inbound message on Workers: V8's profile of the isolate in a local workerd, with a local D1. */

import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Agent, WebSocket } from 'undici'
import { postAll, untilDrained } from './load.ts'
import { SECRETS, startSink, stop, untilUp, writeConfig } from './servers.ts'
import { PORTS, signWebhooks } from './webhooks.ts'

const INSPECTOR_PORT = PORTS.sink + 1
const CONTACTS = 100
const SAMPLE_US = 100

/** Prints the milliseconds of each round; the contacts have written before. */
export const measureWorkers = async (options: {
  readonly webhooks: number
  readonly rounds: number
  readonly folder: string
}): Promise<void> => {
  const { webhooks, rounds, folder } = options
  const sink = startSink()
  await untilUp(PORTS.sink)
  const worker = startWorker(folder)
  const agent = new Agent({ connections: 1 })
  try {
    await untilUp(PORTS.program)
    let sent = 0
    const post = async (count: number) => {
      const { port, round } = { port: PORTS.program, round: 'workers' }
      const signed = signWebhooks({ port, round, contacts: CONTACTS, first: sent, count })
      sent += count
      await postAll(agent, signed, [PORTS.program], 1)
      await untilDrained(sent)
    }
    await post(2 * CONTACTS)
    const inspector = await connect()
    for (let round = 0; round < rounds; round++) {
      await inspector.call('Profiler.start')
      await post(webhooks)
      const { profile } = (await inspector.call('Profiler.stop')) as { profile: Profile }
      console.log(`${(busyMs(profile) / webhooks).toFixed(2)} ms of CPU for a webhook on Workers`)
    }
    inspector.close()
  } finally {
    await agent.close()
    await stop(worker)
    await stop(sink)
  }
}

/** `wrangler dev` with the minified bundle and the configuration of the bench. */
const startWorker = (folder: string): ChildProcess => {
  const config = join(folder, 'wrangler.toml')
  const env = join(folder, '.env')
  writeFileSync(config, wranglerToml(writeConfig(folder)))
  writeFileSync(
    env,
    Object.entries(SECRETS)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  )
  const places = ['--config', config, '--env-file', env, '--persist-to', folder]
  const ports = ['--port', String(PORTS.program), '--inspector-port', String(INSPECTOR_PORT)]
  const quiet = ['--log-level', 'error', '--show-interactive-dev-session=false']
  const wrangler = ['node_modules/wrangler/bin/wrangler.js', 'dev', '--minify']
  return spawn(process.execPath, [...wrangler, ...places, ...ports, ...quiet], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, CLOUDFLARE_CF_FETCH_ENABLED: 'false' },
  })
}

/** Ours with absolute paths, since it lies in another folder, and with a configuration. */
const wranglerToml = (config: string): string =>
  readFileSync('wrangler.toml', 'utf8')
    .replace('main = "', `main = "${resolve('.')}/`)
    .replace('directory = "./', `directory = "${resolve('.')}/`)
    .replace('# [alias]', '[alias]')
    .replace('# "#worker-config" = "./postern.config.json"', `"#worker-config" = "${config}"`)

type Profile = {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: { readonly functionName: string }
  }[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

/**
 * The time of a sample lasts from the sample before, so that of the first one after a wait contains the
 * wait: each counts at most twice the interval.
 */
const busyMs = ({ nodes, samples, timeDeltas }: Profile): number => {
  const idle = nodes.find((node) => node.callFrame.functionName === '(idle)')?.id
  const busy = timeDeltas.filter((_, i) => samples[i] !== idle)
  return busy.reduce((sum, us) => sum + Math.min(us, 2 * SAMPLE_US), 0) / 1000
}

/** The inspector of the isolate, which takes one request at a time. */
const connect = async () => {
  const listed = await fetch(`http://127.0.0.1:${INSPECTOR_PORT}/json`)
  const [target] = (await listed.json()) as { webSocketDebuggerUrl: string }[]
  if (!target) throw new Error('the inspector shows no Worker')
  // It refuses a connection that names no origin.
  const headers = { origin: 'http://localhost' }
  const socket = new WebSocket(target.webSocketDebuggerUrl, { headers })
  await new Promise((open, failed) => {
    socket.addEventListener('open', open)
    socket.addEventListener('error', failed)
  })
  let calls = 0
  const call = (method: string, params = {}) =>
    new Promise<unknown>((done) => {
      const id = ++calls
      const hear = ({ data }: { data: unknown }) => {
        const message = JSON.parse(String(data))
        if (message.id !== id) return
        socket.removeEventListener('message', hear)
        done(message.result)
      }
      socket.addEventListener('message', hear)
      socket.send(JSON.stringify({ id, method, params }))
    })
  await call('Profiler.enable')
  await call('Profiler.setSamplingInterval', { interval: SAMPLE_US })
  return { call, close: () => socket.close() }
}

/**
 * Signed inbound webhooks a second, ours against the program a typical user would write, on one
 * machine in one run. Both have each webhook on disk before they answer. `npm run bench`.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'
import { Agent } from 'undici'
import { measureDecide } from './decide.ts'
import { type SignedWebhook, signWebhooks } from './webhooks.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
    contacts: { type: 'string', default: '1000' },
  },
})
const seconds = Number(values.seconds)
const contacts = Number(values.contacts)
const folder = mkdtempSync(join(tmpdir(), 'postern-bench-'))
const accountSid = `AC${'0'.repeat(32)}`
const authToken = 'bench-auth-token'
const sender = 'whatsapp:+15550001111'
const PORTS = { ours: 18787, peer: 18788, sink: 18789 }
/** Signing happens before the measurement; more than any server here can take. */
const MOST_PER_SECOND = 10_000
const STEADY_PER_SECOND = 1_000
/** Not counted: by then both servers' code is compiled. */
const WARM_UP_SECONDS = 3

type Figures = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number }

/** The server gets the first processor for itself; load and sink share the second. */
const start = (script: string, env: Record<string, string>, cpu: number): ChildProcess => {
  const command =
    cpus().length > 1 ? ['taskset', '-c', String(cpu), process.execPath] : [process.execPath]
  return spawn(command[0] as string, [...command.slice(1), script], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

const startOurs = (database: string) => {
  const config = join(folder, 'postern.config.json')
  const crm = {
    adapter: 'webhook',
    url: `http://127.0.0.1:${PORTS.sink}/`,
    secret: { env: 'CRM_SECRET' },
    allowPrivate: true,
  }
  const twilio = {
    adapter: 'twilio',
    accountSid,
    authTokens: [{ env: 'TWILIO_AUTH_TOKEN' }],
    apiUrl: `http://127.0.0.1:${PORTS.sink}`,
    contentUrl: `http://127.0.0.1:${PORTS.sink}`,
    allowPrivate: true,
  }
  writeFileSync(
    config,
    JSON.stringify({
      publicUrl: `http://127.0.0.1:${PORTS.ours}`,
      connections: { bench: twilio, crm },
      organisations: [
        {
          id: 'bench',
          name: 'Bench',
          apiKeys: [{ env: 'API_KEY' }],
          crm: 'crm',
          policy: { flow: 'disclaimer' },
          lines: [
            { id: 'line', name: 'Line', senders: [{ address: sender, connection: 'bench' }] },
          ],
        },
      ],
    }),
  )
  return start(
    'src/node.ts',
    {
      PORT: String(PORTS.ours),
      POSTERN_CONFIG: config,
      DATABASE_URL: `file:${database}`,
      LOG_LEVEL: 'error',
      TWILIO_AUTH_TOKEN: authToken,
      CRM_SECRET: `whsec_${Buffer.from('a secret of the bench, 32 bytes.').toString('base64')}`,
      API_KEY: 'bench',
      POSTERN_SECRET: 'bench',
    },
    0,
  )
}

const startPeer = (database: string) =>
  start(
    'bench/peer.ts',
    {
      PORT: String(PORTS.peer),
      BENCH_DB: database,
      TWILIO_AUTH_TOKEN: authToken,
      NODE_ENV: 'production',
    },
    0,
  )

const untilUp = async (port: number): Promise<void> => {
  for (let i = 0; i < 100; i++) {
    const up = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    )
    if (up) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`nothing listens on ${port}`)
}

type Load = Figures & { readonly acknowledged: number }

const urlOf = (port: number) => `http://127.0.0.1:${port}/webhooks/bench/messages`

const sign = (port: number, round: string, count: number) =>
  signWebhooks({ url: urlOf(port), authToken, accountSid, sender, round, contacts, count })

/** As much as the server takes, over 64 connections that each wait for their answer. */
const load = async (port: number, round: string, duration = seconds): Promise<Load> => {
  const url = urlOf(port)
  const webhooks = sign(port, round, MOST_PER_SECOND * (duration + 1))
  let next = 0
  const result = await autocannon({
    url,
    connections: 64,
    duration,
    requests: [
      {
        method: 'POST',
        setupRequest: (request) => {
          const webhook = webhooks[next++]
          if (!webhook) throw new Error('not enough webhooks were signed')
          return {
            ...request,
            body: webhook.body,
            headers: {
              'content-type': 'application/x-www-form-urlencoded',
              'x-twilio-signature': webhook.signature,
            },
          }
        },
      },
    ],
  })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} refused, ${result.errors} errors`)
  return {
    perSecond: result.requests.average,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    acknowledged: result['2xx'],
  }
}

/** One webhook a millisecond, whatever the answers; each is timed from when it was due. */
const loadSteadily = async (port: number, round: string): Promise<Load> => {
  const webhooks = sign(port, round, STEADY_PER_SECOND * seconds)
  const agent = new Agent({ connections: 64 })
  const latencies: number[] = []
  const startedAt = performance.now()
  const post = async ({ body, signature }: SignedWebhook, dueAt: number) => {
    const answer = await agent.request({
      origin: `http://127.0.0.1:${port}`,
      path: new URL(urlOf(port)).pathname,
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signature,
      },
      body,
    })
    await answer.body.dump()
    if (answer.statusCode !== 200) throw new Error(`refused with ${answer.statusCode}`)
    latencies.push(performance.now() - dueAt)
  }
  const posts: Promise<void>[] = []
  for (const [i, webhook] of webhooks.entries()) {
    const dueAt = startedAt + (i * 1000) / STEADY_PER_SECOND
    const early = dueAt - performance.now()
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early))
    posts.push(post(webhook, dueAt))
  }
  await Promise.all(posts)
  await agent.close()
  const sorted = latencies.toSorted((a, b) => a - b)
  const at = (share: number) =>
    Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10
  const perSecond = (1000 * sorted.length) / (performance.now() - startedAt)
  return { perSecond, p50Ms: at(0.5), p99Ms: at(0.99), acknowledged: sorted.length }
}

const sinkCount = async (): Promise<number> => {
  const answer = await fetch(`http://127.0.0.1:${PORTS.sink}/`)
  return ((await answer.json()) as { distinct: number }).distinct
}

/** Every acknowledged webhook must be at the CRM in the end; how long that took after the load. */
const untilDrained = async (expected: number): Promise<number> => {
  const startedAt = performance.now()
  while ((await sinkCount()) < expected) {
    if (performance.now() - startedAt > 120_000)
      throw new Error(`the CRM got ${await sinkCount()} of ${expected}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return performance.now() - startedAt
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0

const stop = (child: ChildProcess) =>
  new Promise((resolve) => {
    child.once('exit', resolve)
    child.kill('SIGTERM')
  })

const run = async () => {
  const figures: Record<'ours' | 'peer', { full: Figures[]; steady: Figures[] }> = {
    ours: { full: [], steady: [] },
    peer: { full: [], steady: [] },
  }
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const side of ['ours', 'peer'] as const) {
      const database = join(folder, `${side}-${round}.db`)
      const sink = start('bench/sink.ts', { PORT: String(PORTS.sink) }, 1)
      await untilUp(PORTS.sink)
      const server = side === 'ours' ? startOurs(database) : startPeer(database)
      await untilUp(PORTS[side])
      const warm = await load(PORTS[side], `${side} ${round} warm`, WARM_UP_SECONDS)
      const full = await load(PORTS[side], `${side} ${round} full`)
      const loaded = warm.acknowledged + full.acknowledged
      if (side === 'ours')
        console.log(`  CRM caught up ${Math.round(await untilDrained(loaded))} ms after the load`)
      const steady = await loadSteadily(PORTS[side], `${side} ${round} steady`)
      if (side === 'ours') await untilDrained(loaded + steady.acknowledged)
      figures[side].full.push(full)
      figures[side].steady.push(steady)
      await stop(server)
      await stop(sink)
      checkStored(side, database, loaded + steady.acknowledged)
      console.log(
        `round ${round + 1} ${side}: ${show(full)} at 64 connections; ${show(steady)} at 1,000/s; ${Math.round(statSync(database).size / 1e6)} MB`,
      )
    }
  }
  for (const side of ['ours', 'peer'] as const)
    console.log(
      `${side}: ${show(medians(figures[side].full))} at 64 connections; ${show(medians(figures[side].steady))} at 1,000/s (medians)`,
    )
  const ratio = medians(figures.ours.full).perSecond / medians(figures.peer.full).perSecond
  console.log(`ratio of throughput: ${ratio.toFixed(2)}`)
  console.log(`decide: ${measureDecide().toFixed(2)} µs median for an inbound message`)
}

const medians = (all: readonly Figures[]): Figures => ({
  perSecond: median(all.map((one) => one.perSecond)),
  p50Ms: median(all.map((one) => one.p50Ms)),
  p99Ms: median(all.map((one) => one.p99Ms)),
})

const show = ({ perSecond, p50Ms, p99Ms }: Figures) =>
  `${Math.round(perSecond)}/s, p50 ${p50Ms} ms, p99 ${p99Ms} ms`

/** What was acknowledged must be on disk, counted in the file itself. */
const checkStored = (side: 'ours' | 'peer', path: string, acknowledged: number) => {
  const database = new DatabaseSync(path)
  const row = database
    .prepare(`SELECT count(*) AS n FROM ${side === 'ours' ? 'journal' : 'message'}`)
    .get() as { n: number }
  database.close()
  if (row.n < acknowledged)
    throw new Error(`${side}: ${acknowledged} acknowledged, ${row.n} stored`)
}

await run().finally(() => rmSync(folder, { recursive: true, force: true }))

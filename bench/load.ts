/** Inbound load on a program, and how it answered. */

import autocannon from 'autocannon'
import { Agent } from 'undici'
import { PORTS, type SignedWebhook, signWebhooks, urlOf } from './webhooks.ts'

export type Load = {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly acknowledged: number
}
/** On whom, under which name, from how many contacts, for how long. */
export type Target = {
  readonly port: number
  readonly round: string
  readonly contacts: number
  readonly seconds: number
}

/** Signing happens before the measurement; more than any server here can take. */
const MAX_PER_SECOND = 10_000
const STEADY_PER_SECOND = 1_000
export const CONNECTIONS = 64
const WEBHOOK_PATH = new URL(urlOf(PORTS.program)).pathname

/** As much as the server takes, over 64 connections that each wait for their answer. */
export const load = async ({ seconds, ...target }: Target): Promise<Load> => {
  const webhooks = signWebhooks({ ...target, count: MAX_PER_SECOND * (seconds + 1) })
  let next = 0
  const result = await autocannon({
    url: urlOf(target.port),
    connections: CONNECTIONS,
    duration: seconds,
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
export const loadSteadily = async ({ seconds, ...target }: Target): Promise<Load> => {
  const { port } = target
  const webhooks = signWebhooks({ ...target, count: STEADY_PER_SECOND * seconds })
  const agent = new Agent({ connections: CONNECTIONS })
  const latencies: number[] = []
  const startedAt = performance.now()
  const post = async (webhook: SignedWebhook, dueAt: number) => {
    await postWebhook(agent, port, webhook)
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

/** So many webhooks as there are, over 64 connections that each wait for their answer; the ports take turns. */
export const postAll = async (
  agent: Agent,
  webhooks: readonly SignedWebhook[],
  ports: readonly number[],
  connections = CONNECTIONS,
): Promise<void> => {
  const left = webhooks.values()
  const connection = async (port: number) => {
    for (const webhook of left) await postWebhook(agent, port, webhook)
  }
  await Promise.all(
    Array.from({ length: connections }, (_, i) => connection(ports[i % ports.length] as number)),
  )
}

const postWebhook = async (
  agent: Agent,
  port: number,
  { body, signature }: SignedWebhook,
): Promise<void> => {
  const answer = await agent.request({
    origin: `http://127.0.0.1:${port}`,
    path: WEBHOOK_PATH,
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signature,
    },
    body,
  })
  await answer.body.dump()
  if (answer.statusCode !== 200) throw new Error(`refused with ${answer.statusCode}`)
}

type SinkCounts = {
  /** Distinct events at the CRM so far. */
  readonly distinct: number
  /** Messages whose last callback has been answered. */
  readonly reported: number
  /** Messages that the CRM knows to be read. */
  readonly read: number
}

export const sinkCounts = async (): Promise<SinkCounts> => {
  const answer = await fetch(`http://127.0.0.1:${PORTS.sink}/`)
  return (await answer.json()) as SinkCounts
}

/** How long a program may be behind on a busy machine. */
const DRAIN_WITHIN_MS = 120_000

/**
 * Resolves when so many sends more are read, as the CRM knows. Its events are not counted: on a busy machine a
 * status overtakes the one before, which then is none.
 */
export const untilRead = async (
  before: SinkCounts,
  count: number,
  withinMs = DRAIN_WITHIN_MS,
): Promise<void> => {
  const startedAt = performance.now()
  for (;;) {
    const { reported, read } = await sinkCounts()
    const [told, known] = [reported - before.reported, read - before.read]
    if (told >= count && known >= count) return
    if (performance.now() - startedAt >= withinMs)
      throw new Error(`of ${count} sends ${told} were reported read, and the CRM knows of ${known}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Every acknowledged webhook must be at the CRM in the end; how long that took after the load. */
export const untilDrained = async (expected: number): Promise<number> => {
  const startedAt = performance.now()
  while ((await sinkCounts()).distinct < expected) {
    if (performance.now() - startedAt > DRAIN_WITHIN_MS)
      throw new Error(`the CRM got ${(await sinkCounts()).distinct} of ${expected}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return performance.now() - startedAt
}

export const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0

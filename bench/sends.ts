/**
 * Whole sends: an agent's message is accepted, handed to the provider, and reported sent, delivered and read.
 * All programs run at once, warm, and take turns: the first thousand sends cost a multiple of later ones, and a
 * busy machine slows the programs of one turn alike.
 */

import type { ChildProcess } from 'node:child_process'
import { Agent } from 'undici'
import type { Databases } from './databases.ts'
import { CONNECTIONS, postAll, sinkCounts, untilDrained, untilRead } from './load.ts'
import { cpuMs } from './process.ts'
import { API_KEY, type Program, startSink, stop, untilUp } from './servers.ts'
import { PORTS, phoneOf, sender, signWebhooks } from './webhooks.ts'

/** Slow enough for a slow machine: a program that is behind handles many at once, which costs it less. */
const SENDS_PER_SECOND = 50
/** Each contact has had several then. */
const WARM_UP_SENDS = 2_000
const SENDS_PER_TURN = 250
/** Far from the ports of other benches. */
const FIRST_PORT = PORTS.program - 12_000
const ANSWER_WITHIN_MS = 60_000

export type SendFigures = {
  /** At a steady rate. */
  readonly sendCpu: number
  readonly sendBytes: number
  /** While 64 agents send one message after the other. */
  readonly sendsAtOnceCpu: number
}

/** The figures of each turn, by program. */
export const measureSends = async (
  programs: readonly Program[],
  options: {
    readonly databases: Databases
    readonly folder: string
    readonly contacts: number
    readonly sends: number
  },
): Promise<readonly (readonly SendFigures[])[]> => {
  const { databases, folder, contacts, sends } = options
  const children: ChildProcess[] = [startSink()]
  const agent = new Agent({ connections: CONNECTIONS })
  try {
    await untilUp(PORTS.sink)
    const running = []
    for (const [i, program] of programs.entries()) {
      const port = FIRST_PORT + i
      const database = await databases.create(`sends ${i}`)
      const child = program.start({ folder, database: database.url, port, isKnownThere: true })
      children.push(child)
      await untilUp(port)
      // Nobody may be written to who hasn't written.
      const first = signWebhooks({ port, contacts, count: contacts, round: `sends ${i}` })
      await postAll(agent, first, [port])
      await untilDrained(contacts * (i + 1))
      running.push({ port, pid: child.pid, database, figures: [] as SendFigures[] })
    }
    for (const { port } of running)
      await sendAll({ port, first: 0, count: WARM_UP_SENDS, contacts }, atOnce)
    for (let sent = 0; sent < sends; sent += SENDS_PER_TURN)
      for (const { port, pid, database, figures } of running) {
        const count = Math.min(sends - sent, SENDS_PER_TURN)
        const target = { port, first: sent, count, contacts }
        const [atStart, bytes] = [cpuMs(pid), await database.bytes()]
        await sendAll(target, steadily)
        const [atHalf, stored] = [cpuMs(pid), await database.bytes()]
        await sendAll(target, atOnce)
        figures.push({
          sendCpu: (1000 * (atHalf - atStart)) / count,
          sendBytes: (stored - bytes) / count,
          sendsAtOnceCpu: (1000 * (cpuMs(pid) - atHalf)) / count,
        })
      }
    return running.map(({ figures }) => figures)
  } finally {
    await agent.close()
    for (const child of children.toReversed()) await stop(child)
  }
}

type Target = {
  readonly port: number
  /** The first contact. */
  readonly first: number
  readonly count: number
  readonly contacts: number
}

/** Begins so many posts at its own pace; resolves when all are answered. */
type Pace = (count: number, post: (i: number) => Promise<void>) => Promise<unknown>

/** Each to a contact who has written; resolves when all are read. */
const sendAll = async (target: Target, pace: Pace): Promise<void> => {
  const { port, first, count, contacts } = target
  const before = await sinkCounts()
  const agent = new Agent({ connections: CONNECTIONS, headersTimeout: ANSWER_WITHIN_MS })
  const post = async (i: number) => {
    const answer = await agent.request({
      origin: `http://127.0.0.1:${port}`,
      path: '/v1/messages',
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${API_KEY}`,
        'idempotency-key': `bench-${before.distinct}-${i}`,
      },
      body: JSON.stringify({
        from: sender,
        to: `whatsapp:+${phoneOf((first + i) % contacts)}`,
        agent: 'bench',
        text: `Your order number ${i} was packed this morning and arrives tomorrow before noon.`,
      }),
    })
    const text = await answer.body.text()
    if (answer.statusCode !== 202)
      throw new Error(`a send was answered ${answer.statusCode}: ${text}`)
  }
  await pace(count, post)
  await agent.close()
  await untilRead(before, count)
}

/** A step seldom finds another to share a transaction with. */
const steadily: Pace = async (count, post) => {
  const startedAt = performance.now()
  const posts: Promise<void>[] = []
  for (let i = 0; i < count; i++) {
    const early = startedAt + (i * 1000) / SENDS_PER_SECOND - performance.now()
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early))
    posts.push(post(i))
  }
  await Promise.all(posts)
}

/** As fast as the program answers to 64 agents: most steps share a transaction with others then. */
const atOnce: Pace = (count, post) => {
  const left = Array.from({ length: count }, (_, i) => i).values()
  const agent = async () => {
    for (const i of left) await post(i)
  }
  return Promise.all(Array.from({ length: CONNECTIONS }, agent))
}

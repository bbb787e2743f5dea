/** Whole sends: an agent's message is accepted, handed to the provider, and reported sent, delivered and read. */

import { Agent } from 'undici'
import { sinkCounts } from './load.ts'
import { API_KEY } from './servers.ts'
import { PORTS, phoneOf, sender } from './webhooks.ts'

/** The CRM is told that it was sent, and of each status. */
const EVENTS_PER_SEND = 4
const SENDS_PER_SECOND = 100
const FINISH_WITHIN_MS = 60_000

/** One every ten milliseconds, each to a contact who has written; resolves when all are read. */
export const sendAll = async (count: number, contacts: number): Promise<void> => {
  const before = await sinkCounts()
  const agent = new Agent({ connections: 16 })
  const startedAt = performance.now()
  const posts: Promise<void>[] = []
  const post = async (i: number) => {
    const answer = await agent.request({
      origin: `http://127.0.0.1:${PORTS.program}`,
      path: '/v1/messages',
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${API_KEY}`,
        'idempotency-key': `bench-${before.distinct}-${i}`,
      },
      body: JSON.stringify({
        from: sender,
        to: `whatsapp:+${phoneOf(i % contacts)}`,
        agent: 'bench',
        text: `Your order number ${i} was packed this morning and arrives tomorrow before noon.`,
      }),
    })
    const text = await answer.body.text()
    if (answer.statusCode !== 202)
      throw new Error(`a send was answered ${answer.statusCode}: ${text}`)
  }
  for (let i = 0; i < count; i++) {
    const early = startedAt + (i * 1000) / SENDS_PER_SECOND - performance.now()
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early))
    posts.push(post(i))
  }
  await Promise.all(posts)
  await agent.close()
  const isFinished = async () => {
    const { distinct, reported } = await sinkCounts()
    return (
      reported - before.reported >= count && distinct - before.distinct >= count * EVENTS_PER_SEND
    )
  }
  while (!(await isFinished())) {
    if (performance.now() - startedAt > FINISH_WITHIN_MS + (count * 1000) / SENDS_PER_SECOND)
      throw new Error(
        `not all of ${count} sends were finished: ${JSON.stringify(await sinkCounts())}`,
      )
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

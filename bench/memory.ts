/** Measures resident memory while more and more contacts write: the same webhooks on any machine, however slow. */

import { Agent } from 'undici'
import type { Databases } from './databases.ts'
import { CONNECTIONS, postAll, untilDrained } from './load.ts'
import { cpuMs, peakMb, residentMb } from './process.ts'
import { postern, startSink, stop, untilUp } from './servers.ts'
import { PORTS, signWebhooks } from './webhooks.ts'

/** In a turn, so that few are signed at a time. */
const WEBHOOKS = 5_000

/** Prints resident memory after each turn; each contact writes as often as any other. */
export const measureMemory = async (
  databases: Databases,
  options: {
    readonly webhooks: number
    readonly contacts: number
    /** No turn begins after this long. */
    readonly minutes: number
    readonly folder: string
  },
): Promise<void> => {
  const { webhooks, contacts, minutes, folder } = options
  const database = await databases.create('memory')
  const sink = startSink()
  const agent = new Agent({ connections: CONNECTIONS })
  await untilUp(PORTS.sink)
  const server = postern('Postern').start({ folder, database: database.url })
  try {
    await untilUp(PORTS.program)
    console.log(`started: ${Math.round(residentMb(server.pid))} MB`)
    const startedAt = performance.now()
    for (let sent = 0; sent < webhooks; ) {
      if (performance.now() - startedAt > minutes * 60_000) break
      // One series over all turns leads through all contacts.
      const { port, round } = { port: PORTS.program, round: 'memory' }
      const signed = signWebhooks({ port, round, contacts, first: sent, count: WEBHOOKS })
      const cpuBefore = cpuMs(server.pid)
      await postAll(agent, signed, [PORTS.program])
      sent += WEBHOOKS
      await untilDrained(sent)
      const cpu = (1000 * (cpuMs(server.pid) - cpuBefore)) / WEBHOOKS
      console.log(
        `${sent} webhooks from ${Math.min(sent, contacts)} contacts: ` +
          `${Math.round(residentMb(server.pid))} MB (at most ${Math.round(peakMb(server.pid))}), ` +
          `${Math.round(cpu)} µs of CPU each`,
      )
    }
  } finally {
    await agent.close()
    await stop(server)
    await stop(sink)
  }
}

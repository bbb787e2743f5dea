/** Measures a webhook's cost with one and with two processes on one database, under the same load for each, in short turns. */

import type { ChildProcess } from 'node:child_process'
import { Agent } from 'undici'
import type { Databases } from './databases.ts'
import { median, postAll, untilDrained } from './load.ts'
import { cpuMs } from './process.ts'
import { postern, startSink, stop, untilUp } from './servers.ts'
import { PORTS, signWebhooks } from './webhooks.ts'

const CONTACTS = 1_000
/** To each process, so that as many webhooks arrive together at each of two as at one. */
const CONNECTIONS = 32
/** For each process in a turn. The processor is never long with one side, so a busy machine slows both alike. */
const WEBHOOKS = 500
/** For each process: after half as many, Node still compiles, and two have more of that to do than one. */
const WARM_UP_WEBHOOKS = 5_000
const TURNS_PER_ROUND = 4
/** One process with a database of its own, and two that share another; far from the ports of other benches. */
const ONE = [PORTS.program]
const TWO = [PORTS.program + 12_000, PORTS.program + 12_001]

/** Prints CPU time for each webhook with one and with two, and how much more two can carry than one. */
export const compareShared = async (
  databases: Databases,
  { rounds, folder }: { readonly rounds: number; readonly folder: string },
): Promise<void> => {
  const program = postern('Postern')
  const children: ChildProcess[] = [startSink()]
  const agent = new Agent({ connections: CONNECTIONS * TWO.length })
  try {
    await untilUp(PORTS.sink)
    const pids = new Map<number, number | undefined>()
    let database = await databases.create('shared by 1')
    for (const ports of [ONE, TWO]) {
      if (ports === TWO) database = await databases.create('shared by 2')
      for (const port of ports) {
        const child = program.start({ folder, database: database.url, port })
        children.push(child)
        pids.set(port, child.pid)
        await untilUp(port)
      }
    }
    let sent = 0
    const turn = async (ports: readonly number[], each = WEBHOOKS): Promise<Cost> => {
      const count = each * ports.length
      const cpu = () => ({
        gateways: ports.reduce((sum, port) => sum + cpuMs(pids.get(port)), 0),
        database: database.cpuMs(),
      })
      const before = cpu()
      const target = { port: PORTS.program, contacts: CONTACTS }
      const webhooks = signWebhooks({ ...target, count, round: `turn ${sent}` })
      await postAll(agent, webhooks, ports, CONNECTIONS * ports.length)
      sent += count
      await untilDrained(sent)
      const after = cpu()
      const [gateways, inDatabase] = [
        (1000 * (after.gateways - before.gateways)) / count,
        (1000 * (after.database - before.database)) / count,
      ]
      return { gateways, database: inDatabase, all: gateways + inDatabase }
    }
    const [one, two]: [Cost[], Cost[]] = [[], []]
    for (const ports of [ONE, TWO]) await turn(ports, WARM_UP_WEBHOOKS)
    for (let i = 0; i < rounds * TURNS_PER_ROUND; i++) {
      one.push(await turn(ONE))
      two.push(await turn(TWO))
      console.log(`turn ${i + 1}: one ${show(one.slice(-1))}, two ${show(two.slice(-1))}`)
    }
    const ratio = medianOf(two, 'all') / medianOf(one, 'all')
    console.log(
      `one process ${show(one)}, two ${show(two)} (medians): ` +
        `ratio ${ratio.toFixed(2)}, so two carry ${(2 / ratio).toFixed(2)} times as much`,
    )
  } finally {
    await agent.close()
    for (const child of children.toReversed()) await stop(child)
  }
}

/** Microseconds of CPU for each webhook. */
type Cost = { readonly gateways: number; readonly database: number; readonly all: number }

const medianOf = (costs: readonly Cost[], part: keyof Cost): number =>
  Math.round(median(costs.map((cost) => cost[part])))

const show = (costs: readonly Cost[]): string =>
  `${medianOf(costs, 'all')} µs each (gateways ${medianOf(costs, 'gateways')}, database ${medianOf(costs, 'database')})`

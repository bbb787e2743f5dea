/** One process and two on one database, under the same load in short turns: what a webhook costs all of them. */

import type { ChildProcess } from 'node:child_process'
import { Agent } from 'undici'
import type { Databases } from './databases.ts'
import { CONNECTIONS, median, postAll, untilDrained } from './load.ts'
import { cpuMs } from './process.ts'
import { postern, startSink, stop, untilUp } from './servers.ts'
import { PORTS, signWebhooks } from './webhooks.ts'

const CONTACTS = 1_000
/** In a turn. The processor is never long with one of them, so a busy machine slows both alike. */
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
  const agent = new Agent({ connections: CONNECTIONS })
  try {
    await untilUp(PORTS.sink)
    const pids = new Map<number, number | undefined>()
    for (const ports of [ONE, TWO]) {
      const database = await databases.create(`shared by ${ports.length}`)
      for (const port of ports) {
        const child = program.start({ folder, database: database.url, port })
        children.push(child)
        pids.set(port, child.pid)
        await untilUp(port)
      }
    }
    let sent = 0
    const turn = async (ports: readonly number[], count = WEBHOOKS): Promise<number> => {
      const cpu = () => ports.reduce((sum, port) => sum + cpuMs(pids.get(port)), 0)
      const before = cpu()
      const target = { port: PORTS.program, contacts: CONTACTS }
      await postAll(agent, signWebhooks({ ...target, count, round: `turn ${sent}` }), ports)
      sent += count
      await untilDrained(sent)
      return (1000 * (cpu() - before)) / count
    }
    const [one, two]: [number[], number[]] = [[], []]
    for (const ports of [ONE, TWO]) await turn(ports, ports.length * WARM_UP_WEBHOOKS)
    for (let i = 0; i < rounds * TURNS_PER_ROUND; i++) {
      one.push(await turn(ONE))
      two.push(await turn(TWO))
      console.log(`turn ${i + 1}: one ${one.at(-1)} µs each, two ${two.at(-1)} µs each`)
    }
    const ratio = median(two) / median(one)
    console.log(
      `one process ${Math.round(median(one))} µs each, two ${Math.round(median(two))} µs each (medians): ` +
        `ratio ${ratio.toFixed(2)}, so two carry ${(2 / ratio).toFixed(2)} times as much`,
    )
  } finally {
    await agent.close()
    for (const child of children.toReversed()) await stop(child)
  }
}

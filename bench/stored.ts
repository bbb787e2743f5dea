/** Whether it gets slower with what is stored: the same load on few and on many contacts, in turns. */

import type { Databases } from './databases.ts'
import { type Load, load, median, show, untilDrained } from './load.ts'
import { cpuMs } from './process.ts'
import { postern, startSink, stop, untilUp } from './servers.ts'
import { PORTS } from './webhooks.ts'

const FEW = 1_000
const WARM_UP_SECONDS = 3

/**
 * The same thousand contacts write, whatever is stored beside them; and of the many also all, each
 * as often as any other, so that hardly one of them is in memory: harsher than any real day.
 */
export const compareStored = async (
  databases: Databases,
  options: {
    readonly stored: number
    readonly rounds: number
    readonly seconds: number
    readonly folder: string
  },
): Promise<void> => {
  const { stored, rounds, seconds, folder } = options
  const sides = []
  for (const contacts of [FEW, stored]) {
    const database = await databases.create(`stored-${contacts}`)
    const startedAt = performance.now()
    await database.fill(contacts)
    const bytes = await database.bytes()
    console.log(
      `${contacts} contacts stored in ${Math.round((performance.now() - startedAt) / 1000)} s, ` +
        `${Math.round(bytes / 1e6)} MB, ${Math.round(bytes / contacts)} bytes each`,
    )
    for (const writers of new Set([FEW, contacts]))
      sides.push({ contacts, writers, database, loads: [] as Load[] })
  }
  for (let round = 0; round < rounds; round++)
    for (const { contacts, writers, database, loads } of sides) {
      const before = await database.entries()
      const sink = startSink()
      await untilUp(PORTS.sink)
      const server = postern('Postern').start({ folder, database: database.url })
      await untilUp(PORTS.program)
      const target = { port: PORTS.program, contacts: writers }
      const warm = await load({
        ...target,
        round: `${round} ${writers} warm`,
        seconds: WARM_UP_SECONDS,
      })
      const cpuBefore = cpuMs(server.pid)
      const measured = await load({ ...target, round: `${round} ${writers}`, seconds })
      const cpu = Math.round((1000 * (cpuMs(server.pid) - cpuBefore)) / measured.acknowledged)
      const acknowledged = warm.acknowledged + measured.acknowledged
      const caughtUpMs = await untilDrained(acknowledged)
      await stop(server)
      await stop(sink)
      const kept = (await database.entries()) - before
      if (kept < acknowledged) throw new Error(`${acknowledged} acknowledged, ${kept} stored`)
      loads.push(measured)
      console.log(
        `round ${round + 1}, ${contacts} contacts, ${writers} write: ${show(measured)}; ${cpu} µs of CPU each; CRM caught up after ${Math.round(caughtUpMs)} ms`,
      )
    }
  const [alone, ...others] = sides.map(({ loads, ...side }) => ({
    ...side,
    perSecond: median(loads.map((one) => one.perSecond)),
  }))
  console.log(`${alone?.contacts} contacts: ${Math.round(alone?.perSecond ?? 0)}/s (median)`)
  for (const { contacts, writers, perSecond } of others)
    console.log(
      `${contacts} contacts, ${writers} write: ${Math.round(perSecond)}/s, ratio ${(perSecond / (alone?.perSecond ?? 1)).toFixed(2)}`,
    )
}

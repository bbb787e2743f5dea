/** Measures the effect of stored data: the same load with few and with many stored contacts, in short turns. */

import type { ChildProcess } from 'node:child_process'
import { Agent } from 'undici'
import type { Database, Databases } from './databases.ts'
import { CONNECTIONS, median, postAll, untilDrained } from './load.ts'
import { cpuMs } from './process.ts'
import { postern, startSink, stop, untilUp } from './servers.ts'
import { PORTS, signWebhooks } from './webhooks.ts'

const FEW = 1_000
/** In a turn. The processor is never long with one side, so a busy machine slows all alike. */
const WEBHOOKS = 1_000
const WARM_UP_WEBHOOKS = 5_000
const TURNS_PER_ROUND = 3

type Turn = { readonly perSecond: number; readonly cpuUs: number }
type Side = {
  readonly contacts: number
  readonly writers: number
  readonly port: number
  readonly pid: number | undefined
  readonly turns: Turn[]
}

/**
 * The same thousand contacts write, whatever is stored beside them; and of the many also all, each
 * as often as any other, so that hardly one of them is in memory: harsher than any real day.
 */
export const compareStored = async (
  databases: Databases,
  options: { readonly stored: number; readonly rounds: number; readonly folder: string },
): Promise<void> => {
  const { stored, rounds, folder } = options
  const [few, many] = [await filled(databases, FEW), await filled(databases, stored)]
  const children: ChildProcess[] = [startSink()]
  const agent = new Agent({ connections: CONNECTIONS })
  try {
    await untilUp(PORTS.sink)
    const start = async (database: Database, contacts: number): Promise<number | undefined> => {
      const port = portOf(contacts)
      const child = postern('Postern').start({ folder, database: database.url, port })
      children.push(child)
      await untilUp(port)
      return child.pid
    }
    const pids = { few: await start(few, FEW), many: await start(many, stored) }
    const sides: readonly Side[] = [
      { contacts: FEW, writers: FEW, port: portOf(FEW), pid: pids.few, turns: [] },
      { contacts: stored, writers: FEW, port: portOf(stored), pid: pids.many, turns: [] },
      { contacts: stored, writers: stored, port: portOf(stored), pid: pids.many, turns: [] },
    ]
    let sent = 0
    const turn = async ({ writers, port, pid }: Side, count: number): Promise<Turn> => {
      const target = { port: PORTS.program, contacts: writers, round: `turn ${sent}` }
      const webhooks = signWebhooks({ ...target, count })
      const [cpuBefore, startedAt] = [cpuMs(pid), performance.now()]
      await postAll(agent, webhooks, [port])
      const perSecond = (1000 * count) / (performance.now() - startedAt)
      sent += count
      await untilDrained(sent)
      return { perSecond, cpuUs: (1000 * (cpuMs(pid) - cpuBefore)) / count }
    }
    for (const side of sides) await turn(side, WARM_UP_WEBHOOKS)
    for (let i = 0; i < rounds * TURNS_PER_ROUND; i++) {
      for (const side of sides) side.turns.push(await turn(side, WEBHOOKS))
      console.log(
        `turn ${i + 1}: ${sides.map((side) => show(side, side.turns.slice(-1))).join('; ')}`,
      )
    }
    const kept = (await few.entries()) + (await many.entries())
    if (kept < FEW + stored + sent) throw new Error(`${sent} acknowledged, ${kept} stored`)
    const [alone] = sides
    for (const side of sides)
      console.log(
        `${show(side, side.turns)} (medians): ratio ${(cpuOf(alone?.turns ?? []) / cpuOf(side.turns)).toFixed(2)} by CPU`,
      )
  } finally {
    await agent.close()
    for (const child of children.toReversed()) await stop(child)
  }
}

const filled = async (databases: Databases, contacts: number): Promise<Database> => {
  const database = await databases.create(`stored-${contacts}`)
  const startedAt = performance.now()
  await database.fill(contacts)
  const bytes = await database.bytes()
  console.log(
    `${contacts} contacts stored in ${Math.round((performance.now() - startedAt) / 1000)} s, ` +
      `${Math.round(bytes / 1e6)} MB, ${Math.round(bytes / contacts)} bytes each`,
  )
  return database
}

/** Far from the ports of other benches. */
const portOf = (contacts: number): number => PORTS.program + 12_000 + (contacts === FEW ? 0 : 1)

const cpuOf = (turns: readonly Turn[]): number => median(turns.map(({ cpuUs }) => cpuUs))

const show = ({ contacts, writers }: Side, turns: readonly Turn[]): string =>
  `${contacts} contacts, ${writers} write: ${Math.round(cpuOf(turns))} µs of CPU each, ` +
  `${Math.round(median(turns.map(({ perSecond }) => perSecond)))}/s`

/**
 * Signed inbound webhooks a second, ours against the program a typical user would write, on one
 * machine in one run. Both have each webhook on disk before they answer. `npm run bench`; with
 * `-- --store postgres` ours is on PostgreSQL, with `-- --stored 1000000` it is compared with itself.
 */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { type Databases, postgresDatabases, sqliteDatabases } from './databases.ts'
import { measureDecide } from './decide.ts'
import { measureDisk } from './disk.ts'
import { type Figures, load, loadSteadily, medians, show, untilDrained } from './load.ts'
import { startOurs, startPeer, startSink, stop, untilUp } from './servers.ts'
import { compareStored } from './stored.ts'
import { PORTS } from './webhooks.ts'

const { values } = parseArgs({
  options: {
    store: { type: 'string', default: 'sqlite' },
    stored: { type: 'string' },
    seconds: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
    contacts: { type: 'string', default: '1000' },
  },
})
const seconds = Number(values.seconds)
const rounds = Number(values.rounds)
const contacts = Number(values.contacts)
const folder = mkdtempSync(join(tmpdir(), 'postern-bench-'))
/** Not counted: by then both servers' code is compiled. */
const WARM_UP_SECONDS = 3

const compareWithPeer = async (databases: Databases) => {
  const figures: Record<'ours' | 'peer', { full: Figures[]; steady: Figures[] }> = {
    ours: { full: [], steady: [] },
    peer: { full: [], steady: [] },
  }
  for (let round = 0; round < rounds; round++) {
    console.log(`round ${round + 1}: a confirmed write takes ${measureDisk(folder).toFixed(2)} ms`)
    for (const side of ['ours', 'peer'] as const) {
      const ours = await databases.create(`ours-${round}`)
      const peers = join(folder, `peer-${round}.db`)
      const sink = startSink()
      await untilUp(PORTS.sink)
      const server = side === 'ours' ? startOurs(folder, ours.url) : startPeer(peers)
      await untilUp(PORTS[side])
      const target = { port: PORTS[side], contacts }
      const name = `${side} ${round}`
      const warm = await load({ ...target, round: `${name} warm`, seconds: WARM_UP_SECONDS })
      const full = await load({ ...target, round: `${name} full`, seconds })
      const loaded = warm.acknowledged + full.acknowledged
      if (side === 'ours')
        console.log(`  CRM caught up ${Math.round(await untilDrained(loaded))} ms after the load`)
      const steady = await loadSteadily({ ...target, round: `${name} steady`, seconds })
      const acknowledged = loaded + steady.acknowledged
      if (side === 'ours') await untilDrained(acknowledged)
      figures[side].full.push(full)
      figures[side].steady.push(steady)
      await stop(server)
      await stop(sink)
      // What was acknowledged must be on disk, counted in the database itself.
      const stored = side === 'ours' ? await ours.entries() : messagesIn(peers)
      if (stored < acknowledged)
        throw new Error(`${side}: ${acknowledged} acknowledged, ${stored} stored`)
      console.log(
        `round ${round + 1} ${side}: ${show(full)} at 64 connections; ${show(steady)} at 1,000/s` +
          (side === 'ours' ? `; ${Math.round((await ours.bytes()) / 1e6)} MB` : ''),
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

const messagesIn = (path: string): number => {
  const database = new DatabaseSync(path)
  const row = database.prepare('SELECT COUNT(*) AS n FROM message').get()
  database.close()
  return Number(row?.n)
}

const databases = values.store === 'postgres' ? await postgresDatabases() : sqliteDatabases(folder)
try {
  const { stored } = values
  if (stored === undefined) await compareWithPeer(databases)
  else await compareStored(databases, { stored: Number(stored), rounds, seconds, folder })
} finally {
  await databases.stop()
  rmSync(folder, { recursive: true, force: true })
}

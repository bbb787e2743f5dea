/** One gateway between its two far sides, under load, until everything has settled. */

import { type Failures, findFailures } from './count.ts'
import { startCrm } from './crm.ts'
import { type DatabaseKind, openTasks, reconciledAt } from './database.ts'
import { createGate } from './gate.ts'
import { startLoad } from './load.ts'
import { createRandom, type Random } from './random.ts'
import { sleep, until } from './server.ts'
import { startTwilio } from './twilio.ts'

export type Options = {
  readonly seed: number
  readonly contacts: number
  readonly lostWebhooks?: boolean
  /** Default: SQLite. */
  readonly store?: DatabaseKind
  readonly env?: Readonly<Record<string, string>>
}

export type Report = {
  readonly failures: Failures
  /** What it went through: so many acknowledged, repeated, looked up … */
  readonly counts: Readonly<Record<string, number>>
}

const SETTLED_WITHIN_MS = 300_000
/** What an orchestrator gives, in milliseconds, before it kills. */
export const GRACE_MS = 10_000

/** Starts everything; `random` is for whoever makes the trouble. */
export const createWorld = async (options: Options) => {
  const { seed, contacts, lostWebhooks = false, store = 'sqlite', env = {} } = options
  const stream = (name: string): Random => createRandom(seed, name)
  const twilio = await startTwilio(stream('twilio'))
  const crm = await startCrm(stream('crm'))
  const gate = await createGate({ twilio: twilio.url, crm: crm.url, store, env })
  await gate.start()
  const load = startLoad({ gate, twilio, random: stream('load') }, { contacts, lostWebhooks })

  /** Until nothing is under way: a quiet moment, seen twice. */
  const settle = async () => {
    const startedAt = Date.now()
    for (let quiet = 0; quiet < 2 && Date.now() - startedAt < SETTLED_WITHIN_MS; ) {
      await sleep(300)
      const isQuiet = load.isQuiet() && (await openTasks(gate.database)).length === 0
      quiet = isQuiet ? quiet + 1 : 0
    }
  }

  return {
    twilio,
    crm,
    gate,
    load,
    random: stream('trouble'),
    /** Ends the load, lets everything come to rest, ends the gateway in good order, and counts. */
    finish: async (counts: Readonly<Record<string, number>> = {}): Promise<Report> => {
      await load.stop()
      if (lostWebhooks) {
        // A start asks the provider for what no webhook brought.
        await gate.end('SIGTERM')
        const startedAt = Date.now()
        await gate.start()
        await until('it has asked', async () => (await reconciledAt(gate.database)) >= startedAt)
      }
      await settle()
      const { code, ms } = await gate.end('SIGTERM')
      if (code !== 0 || ms > GRACE_MS) throw new Error(`it ended with ${code} after ${ms} ms`)
      const failures = await findFailures({ load, twilio, crm, database: gate.database })
      await Promise.all([twilio.down(), crm.down(), gate.database.stop()])
      return {
        failures,
        counts: {
          ...counts,
          'webhooks acknowledged': load.acknowledged.size + load.reported.length,
          'webhooks lost by the provider': load.written.length - load.acknowledged.size,
          'sends acknowledged': load.ordered.length,
          'requests without an answer': gate.answers.get(0) ?? 0,
          'answers of 503': gate.answers.get(503) ?? 0,
          'sends looked up': twilio.counts.lookUps,
          'events told': crm.events.length,
          'events told again under the same id': crm.counts.repeats,
        },
      }
    },
  }
}

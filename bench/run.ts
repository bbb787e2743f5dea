/**
 * Postern beside three programs by hand, on one machine and in alternating rounds; each has a webhook on disk
 * before it answers. `npm run bench`; `-- --against <checkout>` adds another version of Postern,
 * `-- --store postgres` takes PostgreSQL, `-- --stored 1000000` compares few stored contacts with many,
 * `-- --store postgres --shared` one process with two on the same database, `-- --memory 100000 --contacts 50000`
 * shows resident memory while so many webhooks come, `-- --workers` the CPU time of a webhook on Workers.
 */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  checkPath,
  idleOption,
  oneOf,
  readArguments,
  wholeNumber,
  wrongArgument,
} from '../src/runtime/commands/arguments.ts'

const USAGE = `npm run bench -- [--store sqlite|postgres] [--against <checkout>] [--alone]
  --stored <number>     compares few stored contacts with so many
  --memory <number>     memory while so many webhooks come, for --minutes 30 at most
  --shared              one process beside two on the same database
  --workers             CPU time of a webhook on Workers, by V8's profiler
  --seconds 5, --rounds 3, --contacts 1000, --sends 3000`

const { values } = readArguments(USAGE, {
  store: { type: 'string' },
  stored: { type: 'string' },
  memory: { type: 'string' },
  minutes: { type: 'string' },
  against: { type: 'string' },
  /** Postern alone, with what it is compared against. */
  alone: { type: 'boolean' },
  shared: { type: 'boolean' },
  workers: { type: 'boolean' },
  seconds: { type: 'string' },
  rounds: { type: 'string' },
  contacts: { type: 'string' },
  sends: { type: 'string' },
})
/** What each measurement reads; without the name of one it is the comparison with programs by hand. */
const READ = {
  workers: ['rounds'],
  shared: ['store', 'rounds'],
  memory: ['store', 'contacts', 'minutes'],
  stored: ['store', 'rounds'],
}
const COMPARED = ['store', 'against', 'alone', 'seconds', 'rounds', 'contacts', 'sends']
const DEFAULTS = { minutes: 30, seconds: 5, rounds: 3, contacts: 1000, sends: 3000 }
const measured = (['workers', 'shared', 'memory', 'stored'] as const).find((one) => values[one])
const idle = measured
  ? idleOption(values, [measured, ...READ[measured]], `beside --${measured}`)
  : idleOption(values, COMPARED, 'without the measurement that reads it')
if (idle !== undefined) wrongArgument(idle)
const number = (name: keyof typeof DEFAULTS) =>
  wholeNumber(name, values[name] ?? String(DEFAULTS[name]))
const seconds = number('seconds')
const rounds = number('rounds')
if (values.against !== undefined) checkPath(values.against, 'folder', '--against')
const store = oneOf('--store', values.store ?? 'sqlite', ['sqlite', 'postgres'])
/** In a round: a profile holds ten samples a millisecond. */
const WORKERS_WEBHOOKS = 300
const folder = mkdtempSync(join(tmpdir(), 'postern-bench-'))

// From here on the gateway is loaded: for wrong arguments nobody waits for it.
const { postgresDatabases, sqliteDatabases } = await import('./databases.ts')

const databases = store === 'postgres' ? await postgresDatabases() : sqliteDatabases(folder)
try {
  const { stored, against, memory } = values
  if (values.workers) {
    const { measureWorkers } = await import('./workers.ts')
    await measureWorkers({ webhooks: WORKERS_WEBHOOKS, rounds, folder })
  } else if (values.shared) {
    const { compareShared } = await import('./shared.ts')
    await compareShared(databases, { rounds, folder })
  } else if (memory !== undefined) {
    const { measureMemory } = await import('./memory.ts')
    const [webhooks, contacts] = [wholeNumber('memory', memory), number('contacts')]
    await measureMemory(databases, { webhooks, contacts, minutes: number('minutes'), folder })
  } else if (stored === undefined) {
    const { compare } = await import('./compare.ts')
    const { measureDecide } = await import('./decide.ts')
    const { BY_HAND, postern } = await import('./servers.ts')
    const programs = [
      postern('Postern'),
      ...(against === undefined ? [] : [postern('Postern, the other checkout', against)]),
      ...(values.alone ? [] : BY_HAND),
    ]
    const [contacts, sends] = [number('contacts'), number('sends')]
    await compare({ databases, programs, folder, seconds, rounds, contacts, sends })
    console.log(`decide: ${measureDecide().toFixed(2)} µs median for an inbound message`)
  } else {
    const { compareStored } = await import('./stored.ts')
    await compareStored(databases, { stored: wholeNumber('stored', stored), rounds, folder })
  }
} finally {
  await databases.stop()
  rmSync(folder, { recursive: true, force: true })
}

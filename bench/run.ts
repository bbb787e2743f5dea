/**
 * Postern beside three programs by hand, on one machine and in alternating rounds; each has a webhook on disk
 * before it answers. `npm run bench`; `-- --against <checkout>` adds another version of Postern,
 * `-- --store postgres` takes PostgreSQL, `-- --stored 1000000` compares few stored contacts with many,
 * `-- --store postgres --shared` one process with two on the same database, `-- --memory 100000 --contacts 50000`
 * shows resident memory while so many webhooks come.
 */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { compare } from './compare.ts'
import { postgresDatabases, sqliteDatabases } from './databases.ts'
import { measureDecide } from './decide.ts'
import { measureMemory } from './memory.ts'
import { BY_HAND, postern } from './servers.ts'
import { compareShared } from './shared.ts'
import { compareStored } from './stored.ts'

const { values } = parseArgs({
  options: {
    store: { type: 'string', default: 'sqlite' },
    stored: { type: 'string' },
    memory: { type: 'string' },
    /** At most, for `--memory`. */
    minutes: { type: 'string', default: '30' },
    against: { type: 'string' },
    /** Postern alone, with what it is compared against. */
    alone: { type: 'boolean', default: false },
    shared: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    contacts: { type: 'string', default: '1000' },
    sends: { type: 'string', default: '500' },
  },
})
const seconds = Number(values.seconds)
const rounds = Number(values.rounds)
const folder = mkdtempSync(join(tmpdir(), 'postern-bench-'))

const databases = values.store === 'postgres' ? await postgresDatabases() : sqliteDatabases(folder)
try {
  const { stored, against, memory } = values
  if (values.shared) await compareShared(databases, { rounds, folder })
  else if (memory !== undefined) {
    const [webhooks, contacts] = [Number(memory), Number(values.contacts)]
    await measureMemory(databases, { webhooks, contacts, minutes: Number(values.minutes), folder })
  } else if (stored === undefined) {
    const programs = [
      postern('Postern'),
      ...(against === undefined ? [] : [postern('Postern, the other checkout', against)]),
      ...(values.alone ? [] : BY_HAND),
    ]
    const [contacts, sends] = [Number(values.contacts), Number(values.sends)]
    await compare({ databases, programs, folder, seconds, rounds, contacts, sends })
    console.log(`decide: ${measureDecide().toFixed(2)} µs median for an inbound message`)
  } else await compareStored(databases, { stored: Number(stored), rounds, seconds, folder })
} finally {
  await databases.stop()
  rmSync(folder, { recursive: true, force: true })
}

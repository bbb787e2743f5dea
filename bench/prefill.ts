/** Stores contacts who wrote once, some time ago, as in a gateway that has run for long. */

import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { Value } from '../adapters/store/sql/engine.ts'
import { insert } from '../adapters/store/sql/engine.ts'
import { assemble } from '../adapters/store/sql/person.ts'
import { rowsOf } from '../adapters/store/sql/rows.ts'
import { decide } from '../src/core/decide.ts'
import { type Address, identityOf } from '../src/core/model/address.ts'
import type { Inbound } from '../src/core/model/message/message.ts'
import { TALLY_UNIT_MS } from '../src/engine/periodic/tally.ts'
import type { TallyStep } from '../src/ports/store/tallies.ts'
import type { Change, Loaded, Store } from '../src/ports/store.ts'
import { policyWith } from '../test/support/given.ts'
import { phoneOf, sender } from './webhooks.ts'

const TOGETHER = 512
const DAY_MS = 86_400_000
const MAX_IN_TRANSACTION = 50_000

/** Stores them as the gateway would; what they caused has long been delivered. */
export const prefill = async (store: Store, contacts: number): Promise<void> => {
  for (let first = 0; first < contacts; first += TOGETHER) {
    const wave = Array.from({ length: Math.min(TOGETHER, contacts - first) }, async (_, i) => {
      const from = addressOf(first + i)
      const loaded = (await store.load({ organisation: 'bench', addresses: [from] })) as Loaded
      if (loaded.version === 0) await store.commit(firstMessage(first + i, loaded))
    })
    await Promise.all(wave)
  }
  await store.addTallies('bench', [], countedUntil())
}

/**
 * Writes the same rows into a new SQLite file directly: no confirmed writes, no journal of SQLite, and
 * the indexes made at the end. A fifth of the time; the file is of no use if this is interrupted.
 */
export const prefillFile = (path: string, contacts: number): void => {
  const db = new DatabaseSync(path)
  db.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1048576;`)
  const indexes = db
    .prepare(`SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL`)
    .all()
  for (const { name } of indexes) db.exec(`DROP INDEX ${name}`)
  const prepared = new Map<string, StatementSync>()
  const write = (table: string, row: Readonly<Record<string, Value>>) => {
    let statement = prepared.get(table)
    if (!statement) {
      statement = db.prepare(insert(table, row).sql)
      prepared.set(table, statement)
    }
    statement.run(...Object.values(row))
  }
  for (let first = 0; first < contacts; first += MAX_IN_TRANSACTION) {
    db.exec('BEGIN')
    for (let i = first; i < Math.min(contacts, first + MAX_IN_TRANSACTION); i++) {
      const loaded = assemble('bench', [addressOf(i)], [], [])
      const rows = rowsOf(firstMessage(i, loaded))
      write('journal', rows.journal)
      write('contact', rows.contact)
      for (const { known: _, ...row } of rows.messages) write('message', row)
      const { organisation, id } = rows.contact
      write('alias', { organisation, identity: identityOf(addressOf(i)), contact: id })
    }
    db.exec('COMMIT')
  }
  write('tally_step', { organisation: 'bench', ...countedUntil() })
  for (const { sql } of indexes) db.exec(String(sql))
  db.close()
}

/** A gateway that was there all the time has counted what is stored, and reads none of it again. */
const countedUntil = (): TallyStep => ({
  step: 1,
  until: Math.floor(Date.now() / TALLY_UNIT_MS) * TALLY_UNIT_MS,
})

const addressOf = (contact: number): Address => `whatsapp:+${phoneOf(contact)}`

const policy = policyWith({ rules: { flow: 'disclaimer' } })

const firstMessage = (contact: number, loaded: Loaded): Change => {
  const at = Date.now() - (2 + (contact % 300)) * DAY_MS
  const sid = `SM${String(contact).padStart(32, 'e')}`
  const input: Inbound = {
    kind: 'inbound',
    id: `tw_${sid}`,
    at,
    sender: sender as Address,
    from: addressOf(contact),
    aliases: [],
    providerId: sid,
    message: {
      form: 'message',
      type: 'text',
      text: `Hello, could you tell me when my order number ${contact} arrives?`,
      media: [],
      profileName: 'Alex Example',
    },
  }
  const decision = decide(loaded.contact, input, policy)
  return {
    input,
    contact: decision.contact,
    version: loaded.version,
    hash: loaded.hash,
    others: [],
    verdict: decision.verdict,
    effects: [],
    messages: decision.messages,
    recordedAt: at,
    provider: 'bench',
    crms: [],
  }
}

/** The atomic append in SQL. */

import { ACCEPTED } from '../../../src/core/model/verdict.ts'
import { BusyError } from '../../../src/ports/errors.ts'
import type { Task } from '../../../src/ports/store/outbox.ts'
import type { Change, Committed, Original } from '../../../src/ports/store.ts'
import { type Engine, inserter, placeholders, type Results, type Statement } from './engine.ts'
import type { Forgetful } from './kept/forgotten.ts'
import { createKeep, isReserved } from './kept/reservations.ts'
import { countStatements, insertTask, leasedTasks } from './outbox/insert.ts'
import { remove } from './outbox/outbox.ts'
import { isRedeliverable, type KeyedHash } from './person.ts'
import {
  type ContactRow,
  type JournalRow,
  type MessageRow,
  type Rows,
  rowsOf,
  type TaskRow,
} from './rows.ts'

/** See `Store.commit`: the batch succeeds or fails as one; after a failure the journal tells the reason. */
export const createCommit = (engine: Engine, keyedHash: KeyedHash, forgetful: Forgetful) => {
  const keep = createKeep()
  const commit = async (change: Change): Promise<Committed> => {
    const rows = rowsOf(change)
    const { organisation } = rows.contact
    const asked = isRedeliverable(change.input) && forgetful.ask(organisation)
    // Without an `await` if the answer is known, so that `close` can't come between.
    const isHashed = typeof asked === 'boolean' ? asked : await asked
    const inputHashes = !isRedeliverable(change.input)
      ? []
      : isHashed
        ? keyedHash.known(organisation, change.input.id)
        : undefined
    let results: Results
    try {
      results = await engine.batch(
        statementsOf(rows, inputHashes, engine.rowLocks, keep(change), change.settles),
        `${organisation} ${rows.contact.id}`,
      )
    } catch (failure) {
      // The batch may be written all the same; its tasks were never handed out, so they must not count as attempts.
      if (change.lease && failure instanceof BusyError)
        await engine.batch([unlease(change, change.lease.token)]).catch(() => {})
      // Another process has erased a contact meanwhile.
      if (!inputHashes && (await forgetful.recheck(organisation))) return commit(change)
      const reason = await explain(engine, change, rows, inputHashes ?? [])
      if (reason) return reason
      if (change.keeps && (await isReserved(engine, change.keeps.key)))
        throw new BusyError('another request used the idempotency key meanwhile')
      throw failure
    }
    const { version, hash } = rows.journal
    const settled = change.settles && settledBy(results, rows.tasks)
    return {
      status: 'committed',
      version,
      hash,
      tasks: leasedTasks(rows.tasks, results),
      originals: originalsIn(change, rows),
      ...(settled && { settled }),
    }
  }
  return commit
}

const statementsOf = (
  rows: Rows,
  inputHashes: InputHashes,
  rowLocks: boolean,
  keeps: readonly Statement[],
  settles: Task | undefined,
): readonly Statement[] => [
  insertJournal(rows.journal, inputHashes, rowLocks),
  ...rows.absorbed.flatMap((row) => [insertJournal(row, inputHashes, rowLocks), ...absorb(row)]),
  rows.contact.version === 1 ? insertContact(rows.contact) : updateContact(rows.contact),
  ...rows.identities.map((identity) => claimIdentity(rows.contact, identity)),
  ...rows.messages.map(writeMessage),
  ...keeps,
  // Before the new ones, which may be the next of its lane. The contact's row is locked by now.
  ...(settles ? remove(settles) : []),
  ...rows.tasks.flatMap(insertTask),
]

/** Hashes to look for among those of erased inputs; undefined if there should be none, which the insert then checks. */
type InputHashes = readonly string[] | undefined

/**
 * Finds the previous row by the hash in the contact, which is read anyway. If that row is gone or has
 * changed, NOT NULL refuses the insert.
 */
const insertJournal = (row: JournalRow, inputHashes: InputHashes, rowLocks: boolean): Statement => {
  const { organisation, contact, version, previous_hash } = row
  const isRemembered = inputHashes?.length === 0 ? [] : [organisation, ...(inputHashes ?? [])]
  const previous = version === 1 ? [] : [organisation, contact, version - 1, previous_hash]
  const insertRow = journalInserter(version === 1, inputHashes?.length ?? ANY, rowLocks)
  return insertRow(row, [...isRemembered, ...previous])
}

type InsertEntry = ReturnType<typeof inserter<(typeof JOURNAL_COLUMNS)[number]>>
const journalInserters = new Map<number, InsertEntry>()

/** In place of a number of hashes: the organisation must have no erased input at all. */
const ANY = -1

const journalInserter = (isFirst: boolean, hashes: number, rowLocks: boolean): InsertEntry => {
  const key = hashes * 4 + (isFirst ? 2 : 0) + (rowLocks ? 1 : 0)
  const known = journalInserters.get(key)
  if (known) return known
  const isRemembered =
    hashes === 0
      ? 'TRUE'
      : `NOT EXISTS (SELECT 1 FROM forgotten WHERE organisation = ?${
          hashes === ANY ? '' : ` AND hash IN (${placeholders(Array(hashes).fill(0))})`
        })`
  const made = inserter('journal', JOURNAL_COLUMNS, {
    previous_hash: isFirst
      ? `SELECT '' WHERE ${isRemembered}`
      : `SELECT hash FROM contact WHERE ${isRemembered} AND organisation = ?
          AND id = ? AND version = ? AND hash = ?${rowLocks ? ' FOR KEY SHARE' : ''}`,
  })
  journalInserters.set(key, made)
  return made
}

const JOURNAL_COLUMNS = [
  ...(['organisation', 'contact', 'version', 'input_id', 'at', 'recorded_at'] as const),
  ...(['merged_into', 'input', 'verdict', 'effects', 'messages', 'hash'] as const),
]

const insertContact = inserter('contact', [
  ...(['organisation', 'id', 'version', 'hash', 'doc', 'created_at', 'changed_at'] as const),
])

const updateContact = (row: ContactRow): Statement => ({
  sql: `UPDATE contact SET version = ?, hash = ?, doc = ?, changed_at = ?
    WHERE organisation = ? AND id = ?`,
  params: [row.version, row.hash, row.doc, row.changed_at, row.organisation, row.id],
})

/** Inserts nothing if the contact has it already; NOT NULL rejects it if another contact has it. */
const claimIdentity = ({ organisation, id }: ContactRow, identity: string): Statement =>
  insertAlias({ organisation, identity, contact: id })

const insertAlias = inserter(
  'alias',
  ['organisation', 'identity', 'contact'],
  {},
  ` ON CONFLICT (organisation, identity) DO UPDATE SET contact = NULL
    WHERE alias.contact <> excluded.contact`,
)

/** Updates only the changed columns of an existing message: writing an indexed column also writes its index. */
const writeMessage = (row: MessageRow): Statement => {
  const { known } = row
  if (!known) return upsertMessage(row)
  const { organisation, id, provider_id, observed_at, observed_reason, observed_from, doc } = row
  const isObservedAnew =
    known.observed_at !== observed_at || known.observed_reason !== observed_reason
  const columns = {
    doc,
    ...(known.provider_id !== provider_id && { provider_id }),
    ...(isObservedAnew && { observed_at, observed_reason, observed_from }),
  }
  const set = Object.keys(columns).map((column) => `${column} = ?`)
  return {
    sql: `UPDATE message SET ${set.join(', ')} WHERE organisation = ? AND id = ?`,
    params: [...Object.values(columns), organisation, id],
  }
}

/** NOT NULL rejects '' for an existing message: its `seq` names another entry. */
const upsertMessage = inserter(
  'message',
  [
    ...(['organisation', 'id', 'contact', 'at', 'seq', 'provider_id'] as const),
    ...(['observed_at', 'observed_reason', 'observed_from', 'doc'] as const),
  ],
  {},
  ` ON CONFLICT (organisation, id) DO UPDATE SET provider_id = excluded.provider_id,
    observed_at = excluded.observed_at, observed_reason = excluded.observed_reason,
    observed_from = excluded.observed_from, doc = NULLIF(excluded.doc, '')`,
)

/** A message is created by an input with its id; then its row needs no document. */
const originalsIn = ({ messages, contact }: Change, rows: Rows): readonly Original[] =>
  messages.flatMap((message, i) => {
    const { doc = '', seq = 0 } = rows.messages[i] ?? {}
    return doc === '' ? [{ contact: contact.id, seq, message }] : []
  })

/** Undefined when the lease had passed to another. */
const settledBy = (results: Results, tasks: readonly TaskRow[]) => {
  const [removed, promoted] = results.slice(0, results.length - countStatements(tasks)).slice(-2)
  return removed?.length === 1 ? { hasNext: promoted?.length === 1 } : undefined
}

const unlease = ({ contact }: Change, token: string): Statement => ({
  sql: `UPDATE task SET lease = NULL, attempt = 0, ready_at = created_at
    WHERE organisation = ? AND contact = ? AND lease = ?`,
  params: [contact.organisation, contact.id, token],
})

/** Rows that point to the absorbed contact, or to one merged into it earlier, now point to the remaining one. */
const absorb = (row: JournalRow): readonly Statement[] => {
  const from = [row.merged_into, row.organisation, row.contact]
  return [
    { sql: 'UPDATE alias SET contact = ? WHERE organisation = ? AND contact = ?', params: from },
    {
      sql: `UPDATE message SET journal_contact = COALESCE(journal_contact, contact), contact = ?
        WHERE organisation = ? AND contact = ?`,
      params: from,
    },
    {
      sql: 'UPDATE reservation SET contact = ? WHERE organisation = ? AND contact = ?',
      params: from,
    },
    {
      sql: 'UPDATE contact SET merged_into = ? WHERE organisation = ? AND merged_into = ?',
      params: from,
    },
    {
      sql: `UPDATE contact SET merged_into = ?, version = ?, hash = ?
        WHERE organisation = ? AND id = ?`,
      params: [row.merged_into, row.version, row.hash, row.organisation, row.contact],
    },
    // After the contact: a link being written right now needs its row until then.
    { sql: 'UPDATE link SET contact = ? WHERE organisation = ? AND contact = ?', params: from },
  ]
}

/** The reason a batch failed; undefined when no key was taken, so the reason is another. */
const explain = async (
  engine: Engine,
  change: Change,
  rows: Rows,
  inputHashes: readonly string[],
): Promise<Committed | undefined> => {
  const { organisation } = change.contact
  const [recorded] = await engine.query<{ verdict: string }>(
    `SELECT verdict FROM journal WHERE organisation = ? AND input_id = ?`,
    [organisation, change.input.id],
  )
  if (recorded) return { status: 'duplicate', verdict: JSON.parse(recorded.verdict) }
  const forgotten =
    inputHashes.length > 0 &&
    (await engine.query(
      `SELECT 1 AS found FROM forgotten WHERE organisation = ? AND hash IN (${placeholders(inputHashes)})`,
      [organisation, ...inputHashes],
    ))
  if (forgotten && forgotten.length > 0) return { status: 'duplicate', verdict: ACCEPTED }

  const decidedOn = [change, ...change.others]
  const ids = decidedOn.map(({ contact }) => contact.id)
  const stored = await engine.query<Pick<ContactRow, 'id' | 'version' | 'hash'>>(
    `SELECT id, version, hash FROM contact WHERE organisation = ? AND id IN (${placeholders(ids)})`,
    [organisation, ...ids],
  )
  const stale = decidedOn.some(({ contact, version, hash }) => {
    const row = stored.find(({ id }) => id === contact.id)
    return (row?.version ?? 0) !== version || (row?.hash ?? '') !== hash
  })
  if (stale) return { status: 'conflict' }
  // SQLite takes an empty list, PostgreSQL doesn't.
  if (rows.identities.length === 0) return undefined
  const taken = await engine.query(
    `SELECT 1 AS found FROM alias WHERE organisation = ?
      AND identity IN (${placeholders(rows.identities)}) AND contact NOT IN (${placeholders(ids)})`,
    [organisation, ...rows.identities, ...ids],
  )
  return taken.length > 0 ? { status: 'conflict' } : undefined
}

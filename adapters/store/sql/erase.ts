/** Erases a contact, in SQL. */

import { sameSubscriber } from '../../../src/core/model/address.ts'
import type { Instant } from '../../../src/core/model/contact.ts'
import type { Engine, Statement } from './engine.ts'
import { insert, inserter, placeholders } from './engine.ts'
import { eraseFiles } from './kept/files.ts'
import type { Forgetful } from './kept/forgotten.ts'
import { type KeyedHash, redeliverable, remains } from './person.ts'
import { type ContactRow, identitiesOf, type JournalRow, toContact } from './rows.ts'

const DAY_MS = 86_400_000
/** How long after an erasure we recognise repeats of its inputs from a provider. */
const FORGOTTEN_MS = 30 * DAY_MS

const TABLES = ['task', 'dead_letter', 'message', 'journal', 'alias'] as const
/** Replaces the answers of an erased contact; no real answer looks like it. */
export const ERASED = 'erased'
const MAX_ATTEMPTS = 20

const insertForgotten = inserter(
  'forgotten',
  ['organisation', 'hash', 'at'],
  {},
  ' ON CONFLICT (organisation, hash) DO UPDATE SET at = excluded.at',
)

/** See `Store.erase`. A concurrent write restarts it, so that no refusal is lost. */
export const createErase = (engine: Engine, keyedHash: KeyedHash, forgetful: Forgetful) => {
  const attempt = async (organisation: string, contact: string, now: Instant): Promise<boolean> => {
    const people = await engine.query<ContactRow>(
      `SELECT * FROM contact WHERE organisation = ? AND (id = ? OR merged_into = ?
        OR id = (SELECT merged_into FROM contact WHERE organisation = ? AND id = ?)
        OR merged_into = (SELECT merged_into FROM contact WHERE organisation = ? AND id = ?))`,
      [organisation, contact, contact, organisation, contact, organisation, contact],
    )
    const remaining = people.find((row) => row.merged_into === null)
    if (!remaining) return true
    const ids = people.map((row) => row.id)
    const rows = await engine.query<JournalRow>(
      `SELECT input FROM journal WHERE organisation = ? AND input_id IS NOT NULL
        AND recorded_at > ? AND contact IN (${placeholders(ids)})`,
      [organisation, now - FORGOTTEN_MS, ...ids],
    )
    try {
      await engine.batch(
        [
          takeNextVersion(remaining, now),
          ...TABLES.map((table) => ({
            sql: `DELETE FROM ${table} WHERE organisation = ? AND contact IN (${placeholders(ids)})`,
            params: [organisation, ...ids],
          })),
          {
            sql: `DELETE FROM contact WHERE organisation = ? AND id IN (${placeholders(ids)})`,
            params: [organisation, ...ids],
          },
          // After the contact: a link being written right now needs its row until then.
          {
            sql: `DELETE FROM link WHERE organisation = ? AND contact IN (${placeholders(ids)})`,
            params: [organisation, ...ids],
          },
          {
            // The key stays: a repeat of the request must not message the contact again. A short text could be
            // guessed from its fingerprint.
            sql: `UPDATE reservation SET answer = ?, fingerprint = '', contact = NULL
              WHERE organisation = ? AND contact IN (${placeholders(ids)})`,
            params: [ERASED, organisation, ...ids],
          },
          ...eraseFiles(organisation, spellingsOf(people)),
          ...suppress(keyedHash, people, remaining, now),
          { sql: 'DELETE FROM forgotten WHERE at <= ?', params: [now - FORGOTTEN_MS] },
          ...redeliverable(rows).map((id) =>
            insertForgotten({ organisation, hash: keyedHash.hash(organisation, id), at: now }),
          ),
        ],
        `${organisation} ${remaining.id}`,
      )
    } catch (failure) {
      const [row] = await engine.query<ContactRow>(
        'SELECT version FROM contact WHERE organisation = ? AND id = ?',
        [organisation, remaining.id],
      )
      if (row?.version === remaining.version) throw failure
      return false
    }
    return true
  }

  return async (organisation: string, contact: string, now: Instant): Promise<void> => {
    for (let i = 0; i < MAX_ATTEMPTS; i++) {
      if (await attempt(organisation, contact, now)) {
        forgetful.add(organisation)
        await engine.scrub?.()
        return
      }
    }
    throw new Error('too many concurrent changes to this contact')
  }
}

/** The part that outlives an erasure: each no, under keyed hashes of the identities. */
const suppress = (
  keyedHash: KeyedHash,
  people: readonly ContactRow[],
  remaining: ContactRow,
  now: Instant,
): readonly Statement[] => {
  const { organisation } = remaining
  const identities = identitiesOf(people.flatMap((row) => toContact(row).addresses))
  const consents = remains(toContact(remaining).consents)
  return [
    ...spellingsOf(people)
      .flatMap((identity) => keyedHash.known(organisation, identity))
      .map((hash) => ({
        sql: 'DELETE FROM suppression WHERE organisation = ? AND hash = ?',
        params: [organisation, hash],
      })),
    ...(consents ? identities : []).map((identity) =>
      insert('suppression', {
        organisation,
        hash: keyedHash.hash(organisation, identity),
        consents: JSON.stringify(consents),
        at: now,
      }),
    ),
  ]
}

/** One person's identities, in every spelling of a number. */
const spellingsOf = (people: readonly ContactRow[]): readonly string[] =>
  identitiesOf(people.flatMap((row) => toContact(row).addresses)).flatMap((one) => [
    one,
    ...sameSubscriber(one),
  ])

/** Takes the next commit's key, so that a concurrent commit fails. Deleted with the rest. */
const takeNextVersion = (row: ContactRow, now: Instant): Statement =>
  insert('journal', {
    organisation: row.organisation,
    contact: row.id,
    version: row.version + 1,
    at: now,
    recorded_at: now,
    input: '',
    verdict: '',
    effects: '',
    messages: '',
    previous_hash: '',
    hash: '',
  })

/** Contacts and messages for screens, in SQL. */

import type { Address } from '../../../../src/core/model/address.ts'
import { identityOf, parseAddress } from '../../../../src/core/model/address.ts'
import type { Page } from '../../../../src/ports/store/page.ts'
import type { Archive, History, Observed, ObservedFilter } from '../../../../src/ports/store.ts'
import type { Engine } from '../engine.ts'
import { JOIN_ORIGINAL, MESSAGE_COLUMNS, type StoredMessage, toMessage } from '../originals.ts'
import { type ContactRow, toContact } from '../rows.ts'
import { paged, readCursor } from './cursor.ts'
import { remaining } from './load.ts'

/** A message with its cursor values. */
type ListedMessage = StoredMessage & { readonly id: string; readonly at: number }

/** See `Archive`. */
export const createArchive = (
  engine: Engine,
): Archive & Pick<History, 'recentMessages' | 'observed'> => ({
  contacts: async (organisation, { limit, cursor, address, afterId }) => {
    if (address !== undefined) {
      const [row] = await engine.query<ContactRow>(
        `SELECT contact.* FROM alias
          JOIN contact ON contact.organisation = alias.organisation AND contact.id = alias.contact
          WHERE alias.organisation = ? AND alias.identity = ?`,
        [organisation, identityOf((parseAddress(address) ?? `:${address}`) as Address)],
      )
      return { items: row ? [toContact(row)] : [] }
    }
    if (afterId !== undefined) {
      const rows = await engine.query<ContactRow>(
        `SELECT id, doc FROM contact WHERE organisation = ? AND id > ? AND merged_into IS NULL
          ORDER BY id LIMIT ?`,
        [organisation, ...readCursor('contacts_by_id', cursor, [afterId] as const), limit + 1],
      )
      return paged('contacts_by_id', rows, limit, toContact, (row) => [row.id])
    }
    const [changedAt, id] = readCursor('contacts', cursor, [Number.MAX_SAFE_INTEGER, ''] as const)
    const rows = await engine.query<ContactRow>(
      `SELECT id, doc, changed_at FROM contact
        WHERE organisation = ? AND (changed_at, id) < (?, ?) AND merged_into IS NULL
        ORDER BY changed_at DESC, id DESC LIMIT ?`,
      [organisation, changedAt, id, limit + 1],
    )
    return paged('contacts', rows, limit, toContact, (row) => [row.changed_at, row.id])
  },

  message: async (organisation, id) => {
    const [row] = await engine.query<StoredMessage>(
      `SELECT ${MESSAGE_COLUMNS} FROM message ${JOIN_ORIGINAL}
        WHERE message.organisation = ? AND message.id = ?`,
      [organisation, id],
    )
    return row && toMessage(row)
  },

  messages: async (organisation, contact, { limit, cursor }) => {
    const start = [Number.MAX_SAFE_INTEGER, 0, ''] as const
    const rows = await engine.query<ListedMessage>(
      `SELECT message.id, message.at, ${MESSAGE_COLUMNS} FROM message ${JOIN_ORIGINAL}
        WHERE message.organisation = ? AND message.contact = ?
        AND (message.at, message.seq, message.id) < (?, ?, ?)
        ORDER BY message.at DESC, message.seq DESC, message.id DESC LIMIT ?`,
      [
        organisation,
        (await remaining(engine, organisation, contact))?.id ?? contact,
        ...readCursor('messages', cursor, start),
        limit + 1,
      ],
    )
    return paged('messages', rows, limit, toMessage, positionOf)
  },

  ourTexts: (organisation, contact, latest) => ourTexts(engine, organisation, contact, latest),

  recentMessages: async (organisation, { limit, cursor, from, before }) => {
    const start = [before ?? Number.MAX_SAFE_INTEGER, 0, ''] as const
    const rows = await engine.query<ListedMessage>(
      `SELECT message.id, message.at, ${MESSAGE_COLUMNS} FROM message ${JOIN_ORIGINAL}
        WHERE message.organisation = ? AND (message.at, message.seq, message.id) < (?, ?, ?)
        AND message.at >= ?
        ORDER BY message.at DESC, message.seq DESC, message.id DESC LIMIT ?`,
      [
        organisation,
        ...readCursor('recent', cursor, start),
        from ?? Number.MIN_SAFE_INTEGER,
        limit + 1,
      ],
    )
    return paged('recent', rows, limit, toMessage, positionOf)
  },

  observed: (organisation, page) => observed(engine, organisation, page),
})

const positionOf = ({ at, message_seq, id }: ListedMessage) => [at, message_seq, id]

const ourTexts = async (
  engine: Engine,
  organisation: string,
  contact: string,
  latest: number,
): Promise<readonly string[]> => {
  // A contact's message has no provider id and never changes after its journal entry, so only the rows are read.
  // Our own messages get one or the other with the first status.
  const rows = await engine.query<StoredMessage>(
    `SELECT ${MESSAGE_COLUMNS} FROM (SELECT * FROM message WHERE organisation = ? AND contact = ?
        ORDER BY at DESC, seq DESC LIMIT ?) AS message ${JOIN_ORIGINAL}
      WHERE message.provider_id IS NOT NULL OR message.doc <> ''
      ORDER BY message.at DESC, message.seq DESC`,
    [organisation, contact, latest],
  )
  return rows.flatMap((row) => toMessage(row).rendered ?? [])
}

const observed = async (
  engine: Engine,
  organisation: string,
  { limit, cursor, sender, reason, since, until }: Page & ObservedFilter,
): Promise<Observed> => {
  const meant = `message.organisation = ? AND message.observed_at >= ? AND message.observed_at < ?
    ${sender === undefined ? '' : 'AND message.observed_from = ?'}
    ${reason === undefined ? '' : 'AND message.observed_reason = ?'}`
  const params = [
    organisation,
    since ?? 0,
    until ?? Number.MAX_SAFE_INTEGER,
    ...[sender, reason].filter((value) => value !== undefined),
  ]
  const start = [Number.MAX_SAFE_INTEGER, ''] as const
  const [rows, counted] = await Promise.all([
    engine.query<ListedMessage & { readonly observed_at: number }>(
      `SELECT message.id, message.at, message.observed_at, ${MESSAGE_COLUMNS}
        FROM message ${JOIN_ORIGINAL}
        WHERE ${meant} AND (message.observed_at, message.id) < (?, ?)
        ORDER BY message.observed_at DESC, message.id DESC LIMIT ?`,
      [...params, ...readCursor('observed', cursor, start), limit + 1],
    ),
    engine.query<{ readonly reason: string; readonly n: number }>(
      `SELECT observed_reason AS reason, COUNT(*) AS n FROM message WHERE ${meant}
        GROUP BY observed_reason ORDER BY observed_reason`,
      params,
    ),
  ])
  return {
    ...paged('observed', rows, limit, toMessage, (row) => [row.observed_at, row.id]),
    counts: Object.fromEntries(counted.map((row) => [row.reason, row.n])),
  }
}

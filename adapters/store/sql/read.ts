/** What the gateway and its screens read, in SQL. */

import type { Address } from '../../../src/core/model/address.ts'
import { identityOf, parseAddress } from '../../../src/core/model/address.ts'
import type { Chain, ContactKey, Loaded, Store } from '../../../src/ports/store.ts'
import { verifyChain } from './chain.ts'
import { paged, readCursor } from './cursor.ts'
import { type Engine, placeholders } from './engine.ts'
import {
  assemble,
  type Consents,
  type Found,
  type KeyedHash,
  lookupsFor,
  spellings,
  unclaimed,
} from './person.ts'
import {
  type ContactRow,
  type JournalRow,
  type MessageRow,
  toContact,
  toEntry,
  toLoaded,
  toMessage,
} from './rows.ts'

type Reads = Pick<
  Store,
  | 'load'
  | 'contacts'
  | 'message'
  | 'messages'
  | 'recentMessages'
  | 'observed'
  | 'journal'
  | 'verify'
>

/** See `Store`. */
export const createReads = (engine: Engine, keyedHash: KeyedHash): Reads => {
  const byAddresses = async (
    organisation: string,
    addresses: readonly [Address, ...Address[]],
  ): Promise<Loaded> => {
    const identities = lookupsFor(addresses)
    const found = await engine.query<Found>(
      `SELECT alias.identity, contact.* FROM alias
        JOIN contact ON contact.organisation = alias.organisation AND contact.id = alias.contact
        WHERE alias.organisation = ? AND alias.identity IN (${placeholders(identities)})`,
      [organisation, ...identities],
    )
    const hashes = unclaimed(addresses, found)
      .flatMap(spellings)
      .map((identity) => keyedHash(organisation, identity))
    const suppressed =
      hashes.length === 0
        ? []
        : await engine.query<{ consents: string }>(
            `SELECT consents FROM suppression
              WHERE organisation = ? AND hash IN (${placeholders(hashes)})`,
            [organisation, ...hashes],
          )
    const consents = suppressed.map((row): Consents => JSON.parse(row.consents))
    return assemble(organisation, addresses, found, consents)
  }

  const byMessage = async (
    organisation: string,
    column: 'id' | 'provider_id',
    id: string,
  ): Promise<Loaded | undefined> => {
    const [row] = await engine.query<ContactRow & { message: string }>(
      `SELECT message.doc AS message, contact.* FROM message
        JOIN contact ON contact.organisation = message.organisation AND contact.id = message.contact
        WHERE message.organisation = ? AND message.${column} = ?`,
      [organisation, id],
    )
    if (!row) return undefined
    return { ...toLoaded(row), message: toMessage({ doc: row.message, contact: row.id }) }
  }

  /** The contact of that id, or the one it was merged into. */
  const remaining = async (organisation: string, contact: string) => {
    const [row] = await engine.query<ContactRow>(
      `SELECT * FROM contact WHERE organisation = ? AND id = COALESCE((
        SELECT merged_into FROM contact WHERE organisation = ? AND id = ?), ?)`,
      [organisation, organisation, contact, contact],
    )
    return row
  }

  return {
    load: async (key: ContactKey) => {
      const { organisation } = key
      if ('addresses' in key) return byAddresses(organisation, key.addresses)
      if ('message' in key) return byMessage(organisation, 'id', key.message)
      if ('providerId' in key) return byMessage(organisation, 'provider_id', key.providerId)
      const row = await remaining(organisation, key.contact)
      return row && toLoaded(row)
    },

    contacts: async (organisation, { limit, cursor, address }) => {
      if (address !== undefined) {
        const [row] = await engine.query<ContactRow>(
          `SELECT contact.* FROM alias
            JOIN contact ON contact.organisation = alias.organisation AND contact.id = alias.contact
            WHERE alias.organisation = ? AND alias.identity = ?`,
          [organisation, identityOf((parseAddress(address) ?? `:${address}`) as Address)],
        )
        return { items: row ? [toContact(row)] : [] }
      }
      const [changedAt, id] = readCursor(cursor, [Number.MAX_SAFE_INTEGER, ''] as const)
      const rows = await engine.query<ContactRow>(
        `SELECT id, doc, changed_at FROM contact
          WHERE organisation = ? AND (changed_at, id) < (?, ?) AND merged_into IS NULL
          ORDER BY changed_at DESC, id DESC LIMIT ?`,
        [organisation, changedAt, id, limit + 1],
      )
      return paged(rows, limit, toContact, (row) => [row.changed_at, row.id])
    },

    message: async (organisation, id) => {
      const [row] = await engine.query<MessageRow>(
        `SELECT doc, contact FROM message WHERE organisation = ? AND id = ?`,
        [organisation, id],
      )
      return row && toMessage(row)
    },

    messages: async (organisation, contact, { limit, cursor }) => {
      const start = [Number.MAX_SAFE_INTEGER, 0, ''] as const
      const rows = await engine.query<MessageRow>(
        `SELECT * FROM message
          WHERE organisation = ? AND contact = ? AND (at, seq, id) < (?, ?, ?)
          ORDER BY at DESC, seq DESC, id DESC LIMIT ?`,
        [
          organisation,
          (await remaining(organisation, contact))?.id ?? contact,
          ...readCursor(cursor, start),
          limit + 1,
        ],
      )
      return paged(rows, limit, toMessage, (row) => [row.at, row.seq, row.id])
    },

    recentMessages: async (organisation, { limit, cursor, from, before }) => {
      const start = [before ?? Number.MAX_SAFE_INTEGER, 0, ''] as const
      const rows = await engine.query<MessageRow>(
        `SELECT * FROM message
          WHERE organisation = ? AND (at, seq, id) < (?, ?, ?) AND at >= ?
          ORDER BY at DESC, seq DESC, id DESC LIMIT ?`,
        [organisation, ...readCursor(cursor, start), from ?? Number.MIN_SAFE_INTEGER, limit + 1],
      )
      return paged(rows, limit, toMessage, (row) => [row.at, row.seq, row.id])
    },

    observed: async (organisation, { limit, cursor, sender, reason, since, until }) => {
      const meant = `organisation = ? AND observed_at >= ? AND observed_at < ?
        ${sender === undefined ? '' : 'AND observed_from = ?'}
        ${reason === undefined ? '' : 'AND observed_reason = ?'}`
      const params = [
        organisation,
        since ?? 0,
        until ?? Number.MAX_SAFE_INTEGER,
        ...[sender, reason].filter((value) => value !== undefined),
      ]
      const start = [Number.MAX_SAFE_INTEGER, ''] as const
      const [rows, counted] = await Promise.all([
        engine.query<MessageRow & { readonly observed_at: number }>(
          `SELECT * FROM message WHERE ${meant} AND (observed_at, id) < (?, ?)
            ORDER BY observed_at DESC, id DESC LIMIT ?`,
          [...params, ...readCursor(cursor, start), limit + 1],
        ),
        engine.query<{ readonly reason: string; readonly n: number }>(
          `SELECT observed_reason AS reason, COUNT(*) AS n FROM message WHERE ${meant}
            GROUP BY observed_reason ORDER BY observed_reason`,
          params,
        ),
      ])
      return {
        ...paged(rows, limit, toMessage, (row) => [row.observed_at, row.id]),
        counts: Object.fromEntries(counted.map((row) => [row.reason, row.n])),
      }
    },

    journal: async (organisation, contact, { limit, cursor }) => {
      const id = (await remaining(organisation, contact))?.id ?? contact
      const start = [Number.MIN_SAFE_INTEGER, '', 0] as const
      const rows = await engine.query<JournalRow>(
        `SELECT * FROM journal WHERE organisation = ?
          AND contact IN (SELECT id FROM contact WHERE organisation = ? AND (id = ? OR merged_into = ?))
          AND (recorded_at, contact, version) > (?, ?, ?)
          ORDER BY recorded_at, contact, version LIMIT ?`,
        [organisation, organisation, id, id, ...readCursor(cursor, start), limit + 1],
      )
      return paged(rows, limit, toEntry, (row) => [row.recorded_at, row.contact, row.version])
    },

    verify: async (organisation, contact): Promise<Chain> => {
      const id = (await remaining(organisation, contact))?.id ?? contact
      const tips = await engine.query<ContactRow>(
        `SELECT id, version, hash FROM contact
          WHERE organisation = ? AND (id = ? OR merged_into = ?)`,
        [organisation, id, id],
      )
      for (const tip of tips) {
        const rows = await engine.query<JournalRow>(
          `SELECT * FROM journal WHERE organisation = ? AND contact = ? ORDER BY version`,
          [organisation, tip.id],
        )
        const chain = verifyChain(rows, tip)
        if (!chain.ok) return chain
      }
      return { ok: true }
    },
  }
}

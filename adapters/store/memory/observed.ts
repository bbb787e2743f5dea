/** Messages that passed only because the gate observes, in memory. */

import type { Observed, ObservedFilter, Page } from '../../../src/ports/store.ts'
import { compare, paged, readCursor } from '../sql/cursor.ts'
import { type MessageRow, toMessage } from '../sql/rows.ts'

/** See `Store.observed`. */
export const listObserved = (
  messages: readonly MessageRow[],
  { limit, cursor, ...filter }: Page & ObservedFilter,
): Observed => {
  const start = readCursor(cursor, [Number.MAX_SAFE_INTEGER, ''] as const)
  const meant = messages.filter((row): row is Row => isObserved(row) && isMeant(row, filter))
  const position = (row: Row) => [row.observed_at, row.id] as const
  const rows = meant
    .filter((row) => compare(position(row), start) < 0)
    .sort((a, b) => compare(position(b), position(a)))
  const byReason = Map.groupBy(meant, (row) => row.observed_reason)
  const counts = [...byReason].map(([reason, { length }]) => [reason, length] as const)
  return { ...paged(rows, limit, toMessage, position), counts: Object.fromEntries(counts) }
}

type Row = MessageRow & { readonly observed_at: number; readonly observed_reason: string }

const isObserved = (row: MessageRow): row is Row => row.observed_at !== null

const isMeant = (row: Row, { sender, reason, since = 0, until }: ObservedFilter): boolean =>
  (sender === undefined || row.observed_from === sender) &&
  (reason === undefined || row.observed_reason === reason) &&
  row.observed_at >= since &&
  row.observed_at < (until ?? Number.MAX_SAFE_INTEGER)

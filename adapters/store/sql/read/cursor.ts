/** Opaque cursors for the end of a page. */

import { CursorError } from '../../../../src/ports/errors.ts'
import type { Paged } from '../../../../src/ports/store/page.ts'

/** Lists with pages. Their positions may look alike, so each cursor names its list. */
type List =
  | 'contacts'
  | 'contacts_by_id'
  | 'messages'
  | 'recent'
  | 'observed'
  | 'journal'
  | 'history'
  | 'audit'
  | 'dead_letters'

/** The position in this list's cursor, or `start` without one. Throws `CursorError` for any other. */
export const readCursor = <T extends readonly (string | number)[]>(
  list: List,
  cursor: string | undefined,
  start: T,
): T => {
  if (cursor === undefined) return start
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    const [named, ...position] = Array.isArray(read) ? (read as readonly unknown[]) : []
    if (
      named === list &&
      position.length === start.length &&
      position.every((part, i) =>
        typeof start[i] === 'number' ? Number.isSafeInteger(part) : typeof part === 'string',
      )
    )
      return position as unknown as T
  } catch {}
  throw new CursorError()
}

/** A page from the rows found; one extra row means that more follow. */
export const paged = <R, T>(
  list: List,
  rows: readonly R[],
  limit: number,
  map: (row: R) => T,
  position: (row: R) => readonly (string | number)[],
): Paged<T> => {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const items = page.map(map)
  if (rows.length <= limit || last === undefined) return { items }
  return {
    items,
    next: Buffer.from(JSON.stringify([list, ...position(last)])).toString('base64url'),
  }
}

/** Opaque cursors for the end of a page. */

import { CursorError } from '../../../../src/ports/errors.ts'
import type { Paged } from '../../../../src/ports/store/page.ts'

/** The position in a cursor, or `start` without one. Throws `CursorError` for an invalid one. */
export const readCursor = <T extends readonly (string | number)[]>(
  cursor: string | undefined,
  start: T,
): T => {
  if (cursor === undefined) return start
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (
      Array.isArray(position) &&
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
  rows: readonly R[],
  limit: number,
  map: (row: R) => T,
  position: (row: R) => readonly (string | number)[],
): Paged<T> => {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const items = page.map(map)
  if (rows.length <= limit || last === undefined) return { items }
  return { items, next: Buffer.from(JSON.stringify(position(last))).toString('base64url') }
}

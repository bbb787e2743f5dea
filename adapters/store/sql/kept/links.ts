/** Links between our records and those of other systems, in SQL. */

import type { LinkKey, Links } from '../../../../src/ports/store/links.ts'
import { copySql, type Engine } from '../engine.ts'

const KEY = 'organisation = ? AND connection = ? AND kind = ?'
const THEIRS = `SELECT theirs FROM link WHERE ${KEY} AND ours = ?`
const TEXT = 'CAST(? AS TEXT)'
const ADD = copySql(
  'link',
  ['organisation'],
  { connection: TEXT, kind: TEXT, ours: TEXT, theirs: TEXT, contact: 'COALESCE(merged_into, id)' },
  'contact WHERE organisation = ? AND id = ?',
)

const keyOf = ({ organisation, connection, kind }: LinkKey) => [organisation, connection, kind]

/** See `Links`. The insert itself reads the contact, so that it can't miss an erasure or a merge. */
export const createLinks = (engine: Engine): Links => ({
  link: async ({ contact, ours, theirs, ...key }) => {
    const [, [stored] = []] = await engine.batch(
      [
        {
          sql: `${ADD} ${engine.rowLocks ? 'FOR SHARE' : ''}
            ON CONFLICT (organisation, connection, kind, ours) DO NOTHING`,
          params: [key.connection, key.kind, ours, theirs, key.organisation, contact],
        },
        { sql: THEIRS, params: [...keyOf(key), ours] },
      ],
      `${key.organisation} ${contact}`,
    )
    return stored === undefined ? theirs : String(stored.theirs)
  },

  theirs: async ({ ours, ...key }) => {
    const [row] = await engine.query<{ theirs: string }>(THEIRS, [...keyOf(key), ours])
    return row?.theirs
  },

  ours: async ({ theirs, ...key }) => {
    const [row] = await engine.query<{ ours: string }>(
      `SELECT ours FROM link WHERE ${KEY} AND theirs = ? ORDER BY ours LIMIT 1`,
      [...keyOf(key), theirs],
    )
    return row?.ours
  },

  unlink: async ({ ours, ...key }) => {
    await engine.batch(
      [{ sql: `DELETE FROM link WHERE ${KEY} AND ours = ?`, params: [...keyOf(key), ours] }],
      `${key.organisation} ${key.connection} ${ours}`,
    )
  },
})

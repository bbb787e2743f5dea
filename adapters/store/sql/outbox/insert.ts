/** Writes the tasks of a commit. */

import { copySql, inserter, type Statement } from '../engine.ts'
import type { TaskRow } from '../rows.ts'

/** Only the first task of a lane can be found. */
export const insertTask = (row: TaskRow): Statement =>
  row.rowLease
    ? insertLeased(row, row.rowLease)
    : insertUnleased(row, [row.organisation, row.contact, row.lane, row.due_at])

const TASK_COLUMNS = [
  ...(['organisation', 'contact', 'lane', 'seq', 'id', 'connection'] as const),
  ...(['message', 'effect', 'created_at'] as const),
]

export const LANE = 'organisation = ? AND contact = ? AND lane = ?'

/** When a new task of the lane is ready: at the fourth parameter if it is the first, else not yet. */
export const WHEN_FIRST = `CASE WHEN EXISTS (SELECT 1 FROM task WHERE ${LANE}) THEN NULL
  ELSE CAST(? AS BIGINT) END`

const insertUnleased = inserter('task', TASK_COLUMNS, {
  attempt: '0',
  doubtful: '0',
  ready_at: WHEN_FIRST,
})

/** PostgreSQL can't infer the type of a parameter in a SELECT. */
const given = (column: string) =>
  `CAST(? AS ${column === 'seq' || column === 'created_at' ? 'BIGINT' : 'TEXT'})`

/** Leased if it is the first of its lane; then a row comes back with the time. */
const INSERT_LEASED = `${copySql(
  'task',
  [],
  {
    ...Object.fromEntries(TASK_COLUMNS.map((column) => [column, given(column)])),
    doubtful: '0',
    ready_at: 'due',
    lease: 'CASE WHEN due IS NULL THEN NULL ELSE CAST(? AS TEXT) END',
    attempt: 'CASE WHEN due IS NULL THEN 0 ELSE 1 END',
  },
  `(SELECT ${WHEN_FIRST} AS due) AS new_task`,
)} RETURNING ready_at`

const insertLeased = (
  row: TaskRow,
  { token, until }: NonNullable<TaskRow['rowLease']>,
): Statement => {
  const { organisation, contact, lane } = row
  const params = TASK_COLUMNS.map((column) => row[column])
  return { sql: INSERT_LEASED, params: [...params, token, organisation, contact, lane, until] }
}

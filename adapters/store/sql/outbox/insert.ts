/** Writes the tasks of a commit. */

import type { Task } from '../../../../src/ports/store/outbox.ts'
import { inserter, type Results, type Statement } from '../engine.ts'
import type { TaskRow } from '../rows.ts'
import { toNewTask } from './row-lease.ts'

/** Only the first task of a lane can be found. */
export const insertTask = (row: TaskRow): readonly Statement[] =>
  row.rowLease
    ? insertLeased(row, row.rowLease)
    : [insertUnleased(row, [row.organisation, row.contact, row.lane, row.due_at])]

const TASK_COLUMNS = [
  ...(['organisation', 'contact', 'lane', 'seq', 'id', 'connection'] as const),
  ...(['message', 'effect', 'created_at'] as const),
]

export const LANE = 'organisation = ? AND contact = ? AND lane = ?'

const IS_LANE_TAKEN = `EXISTS (SELECT 1 FROM task WHERE ${LANE})`

/** When a new task of the lane is ready: at the fourth parameter if it is the first, else not yet. */
export const WHEN_FIRST = `CASE WHEN ${IS_LANE_TAKEN} THEN NULL ELSE CAST(? AS BIGINT) END`

const insertUnleased = inserter('task', TASK_COLUMNS, {
  attempt: '0',
  doubtful: '0',
  ready_at: WHEN_FIRST,
})

const insertLeasedRow = inserter('task', TASK_COLUMNS, {
  doubtful: '0',
  ready_at: WHEN_FIRST,
  lease: `CASE WHEN ${IS_LANE_TAKEN} THEN NULL ELSE CAST(? AS TEXT) END`,
  attempt: `CASE WHEN ${IS_LANE_TAKEN} THEN 0 ELSE 1 END`,
})

/** Leased if the look-up finds no earlier task in its lane. A RETURNING would cost more than the look-up. */
const insertLeased = (
  row: TaskRow,
  { token, until }: NonNullable<TaskRow['rowLease']>,
): readonly Statement[] => {
  const lane = [row.organisation, row.contact, row.lane]
  return [
    { sql: FIND_IN_LANE, params: lane },
    insertLeasedRow(row, [...lane, until, ...lane, token, ...lane]),
  ]
}

const FIND_IN_LANE = `SELECT 1 AS found FROM task WHERE ${LANE} LIMIT 1`

/** The tasks that were leased, by the results of a batch whose last statements insert them. */
export const leasedTasks = (tasks: readonly TaskRow[], results: Results): readonly Task[] => {
  let at = results.length - countStatements(tasks)
  return tasks.flatMap((row) => {
    const found = results[at]
    at += row.rowLease ? 2 : 1
    return row.rowLease && found?.length === 0 ? [toNewTask(row, row.rowLease)] : []
  })
}

/** How many statements insert these tasks. */
export const countStatements = (tasks: readonly TaskRow[]): number =>
  tasks.reduce((sum, { rowLease }) => sum + (rowLease ? 2 : 1), 0)

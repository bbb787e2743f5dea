/** The outbox in SQL: claims tasks under a lease, settles them under its fence. */

import { randomUUID } from 'node:crypto'
import type { Instant } from '../../../../src/core/model/contact.ts'
import type { Lanes, Outbox, Settlement, Task } from '../../../../src/ports/store/outbox.ts'
import { copySql, type Engine, type Statement, type Value } from '../engine.ts'
import { JOIN_ORIGINAL, MESSAGE_COLUMNS, type StoredMessage, toMessage } from '../originals.ts'
import { type LeasedRow, laneOf, leased, toTask } from '../rows.ts'
import { LANE, WHEN_FIRST } from './insert.ts'

/** See `Store`. */
export const createOutbox = (engine: Engine): Outbox & Lanes => ({
  due: (now) => connectionsDue(engine, now),

  claim: (now, options) => claim(engine, now, options),

  settle: (task, settlement, now) => settle(engine, task, settlement, now),

  settleSoon: async (task, when = 'soon') => {
    const { organisation, contact } = task
    const results = await engine.batch(
      [...lockLane(engine, organisation, contact), ...remove(task)],
      `${organisation} ${contact}`,
      when,
    )
    return task.effect.kind !== 'later' && results.at(-1)?.length === 1
  },

  hasten: async (connection, of) => {
    const isMeant = of ? 'organisation = ? AND contact = ? AND' : ''
    await engine.batch([
      {
        // In the order of creation; the claiming process sets the pace.
        sql: `UPDATE task SET ready_at = created_at
          WHERE lease IS NULL AND (organisation, contact, lane, seq) IN (
            SELECT organisation, contact, lane, seq FROM task
            WHERE ${isMeant} connection = ? AND connection <> '' AND lease IS NULL
              AND ready_at > created_at ${skipLockedIn(engine)})`,
        params: [...(of ? [of.organisation, of.contact] : []), connection],
      },
    ])
  },

  wakeHolding: async (organisation, sender) => {
    const patterns = ['"held":[{', ...(sender === undefined ? [] : [`"sender":"${sender}"`])]
    await engine.batch([
      {
        sql: `UPDATE task SET ready_at = created_at
          WHERE lease IS NULL AND (organisation, contact, lane, seq) IN (
            SELECT organisation, contact, lane, seq FROM task
            WHERE organisation = ? AND connection = '' AND lease IS NULL AND ready_at > created_at
              AND EXISTS (SELECT 1 FROM contact WHERE contact.organisation = task.organisation
                AND contact.id = task.contact ${patterns.map(() => 'AND contact.doc LIKE ?').join(' ')})
            ${skipLockedIn(engine)})`,
        // Two patterns, since one of D1 has 50 characters at most.
        params: [organisation, ...patterns.map((pattern) => `%${pattern}%`)],
      },
    ])
  },

  nextDueAt: async () => {
    const [row] = await engine.query<{ at: number | null }>(
      'SELECT MIN(ready_at) AS at FROM task WHERE ready_at IS NOT NULL',
      [],
    )
    return row?.at ?? undefined
  },

  depth: async () => {
    const [ready] = await engine.query<{ n: number; at: number | null }>(
      // A `later` only waits for its time.
      `SELECT COUNT(*) AS n, MIN(created_at) AS at FROM task WHERE connection <> ''`,
      [],
    )
    const [dead] = await engine.query<{ n: number }>('SELECT COUNT(*) AS n FROM dead_letter', [])
    return {
      ready: ready?.n ?? 0,
      dead: dead?.n ?? 0,
      ...(typeof ready?.at === 'number' ? { oldestAt: ready.at } : {}),
    }
  },
})

const connectionsDue = async (engine: Engine, now: Instant): Promise<readonly string[]> => {
  // Jumps along the index from connection to connection, however many tasks wait in each.
  const rows = await engine.query<{ connection: string }>(
    `WITH RECURSIVE destination (connection) AS (
          SELECT MIN(connection) FROM task WHERE ready_at IS NOT NULL
          UNION ALL
          SELECT (SELECT MIN(task.connection) FROM task
            WHERE task.ready_at IS NOT NULL AND task.connection > destination.connection)
          FROM destination WHERE destination.connection IS NOT NULL
        )
        SELECT connection FROM destination WHERE EXISTS (
          SELECT 1 FROM task WHERE task.connection = destination.connection AND task.ready_at <= ?)`,
    [now],
  )
  return rows.map(({ connection }) => connection).sort()
}

const claim = async (
  engine: Engine,
  now: Instant,
  { limit, leaseMs, connection }: Parameters<Outbox['claim']>[1],
): Promise<readonly Task[]> => {
  const lease = randomUUID()
  const leasedUntil = now + leaseMs
  const isMeant = connection === undefined ? '' : 'connection = ? AND'
  const [, rows] = await engine.batch([
    {
      // Picked once: PostgreSQL may run a query inside IN again for each row, and so claim more than `limit`.
      // The condition is repeated outside, because on some databases another process may have claimed meanwhile;
      // its plus sign keeps the planner from using it as the index.
      sql: `WITH picked AS MATERIALIZED (
            SELECT organisation, contact, lane, seq FROM task WHERE ${isMeant} ready_at <= ?
            ORDER BY ready_at LIMIT ? ${skipLockedIn(engine)})
          UPDATE task SET lease = ?, ready_at = ?, attempt = attempt + 1,
            doubtful = CASE WHEN lease IS NULL THEN doubtful ELSE 1 END
          WHERE +ready_at <= ? AND (organisation, contact, lane, seq) IN (
            SELECT organisation, contact, lane, seq FROM picked)`,
      params: [
        ...(connection === undefined ? [] : [connection]),
        now,
        limit,
        lease,
        leasedUntil,
        now,
      ],
    },
    {
      sql: `SELECT task.*, ${MESSAGE_COLUMNS} FROM task LEFT JOIN message
            ON message.organisation = task.organisation AND message.id = task.message
          ${JOIN_ORIGINAL}
          WHERE task.ready_at = ? AND task.lease = ? ORDER BY task.created_at, task.seq`,
      params: [leasedUntil, lease],
    },
  ])
  return (rows as readonly unknown[] as readonly Claimed[]).map((row) =>
    toTask(row, row.message_doc === null ? undefined : toMessage(row)),
  )
}

/** Removes, returns, moves or sets aside the task, while our lease lasts. */
const settle = async (
  engine: Engine,
  task: Task,
  settlement: Settlement,
  now: Instant,
): Promise<boolean> => {
  const { organisation, contact } = leased(task)
  const key = keyOf(task)
  if (settlement.status === 'wait' || settlement.status === 'retry') {
    const tried = settlement.status === 'retry'
    const [found] = await engine.batch(
      [
        {
          sql: `UPDATE task SET lease = NULL, ready_at = ?, attempt = attempt - ?,
            doubtful = COALESCE(?, doubtful)
          WHERE ${LEASED} RETURNING seq`,
          params: [
            settlement.at,
            tried ? 0 : 1,
            tried ? Number(settlement.doubtful) : null,
            ...key,
          ],
        },
      ],
      `${organisation} ${contact}`,
    )
    return found?.length === 1
  }
  const bury: Statement = {
    sql: MOVE_TO_DEAD_LETTERS,
    params: [now, ...causeOf(settlement), ...key],
  }
  const ending =
    settlement.status === 'moved' ? move(task, settlement.connection, now) : remove(task)
  const results = await engine.batch(
    [
      ...lockLane(engine, organisation, contact),
      ...(settlement.status === 'dead' ? [bury] : []),
      ...ending,
    ],
    `${organisation} ${contact}`,
  )
  return results.at(-ending.length)?.length === 1
}

/** The code and the last exchange of a dead letter. */
const causeOf = (settlement: Settlement): readonly Value[] => {
  if (settlement.status !== 'dead') return ['', null]
  const { code, exchange } = settlement
  return [code, exchange ? JSON.stringify(exchange) : null]
}

/** The task's row, while our lease lasts. */
const LEASED = `${LANE} AND seq = ? AND lease = ?`
const keyOf = (task: Task): readonly Value[] => {
  const { organisation, contact, lane, seq, token } = leased(task)
  return [organisation, contact, lane, seq, token]
}

const MOVE_TO_DEAD_LETTERS = copySql(
  'dead_letter',
  ['organisation', 'id', 'contact', 'lane', 'connection', 'message', 'effect', 'created_at'],
  { died_at: 'CAST(? AS BIGINT)', attempts: 'attempt', code: '?', exchange: 'CAST(? AS TEXT)' },
  `task WHERE ${LEASED}`,
)

const DELETE_LEASED = `DELETE FROM task WHERE ${LEASED}`

/** Removes the task and makes the next one of its lane claimable; both count the rows they found. */
export const remove = (task: Task): readonly Statement[] => {
  const { organisation, contact, lane } = leased(task)
  return [
    { sql: DELETE_LEASED, params: keyOf(task), counting: 'seq' },
    ...(task.effect.kind === 'later' ? [] : [promote(organisation, contact, lane)]),
  ]
}

/** Moves the task to another connection's lane, and makes the next one of its own claimable. */
const move = (task: Task, connection: string, now: Instant): readonly Statement[] => {
  const { organisation, contact, lane } = leased(task)
  const newLane = laneOf(connection, task.effect)
  const to = [organisation, contact, newLane]
  return [
    {
      sql: `UPDATE task SET connection = ?, lane = ?, lease = NULL, attempt = attempt - 1,
        doubtful = 0, ready_at = ${WHEN_FIRST}
      WHERE ${LEASED} RETURNING seq`,
      params: [connection, newLane, ...to, now, ...keyOf(task)],
    },
    promote(organisation, contact, lane),
  ]
}

type Claimed = LeasedRow & (StoredMessage | { readonly message_doc: null })

/** Claims of many rows skip locked ones. */
const skipLockedIn = (engine: Engine) => (engine.rowLocks ? 'FOR UPDATE SKIP LOCKED' : '')

/** A commit locks the contact's row while it adds to a lane; a removal needs the same lock. */
export const lockLane = (
  engine: Engine,
  organisation: string,
  contact: string,
): readonly Statement[] =>
  engine.rowLocks
    ? [
        {
          sql: 'SELECT id FROM contact WHERE organisation = ? AND id = ? FOR UPDATE',
          params: [organisation, contact],
        },
      ]
    : []

/** Makes a lane's first task claimable, unless it is already. */
const promote = (organisation: string, contact: string, lane: string): Statement => ({
  sql: PROMOTE,
  params: [organisation, contact, lane, organisation, contact, lane],
  counting: 'seq',
})

const PROMOTE = `UPDATE task SET ready_at = created_at WHERE ${LANE} AND ready_at IS NULL
  AND seq = (SELECT MIN(seq) FROM task WHERE ${LANE})`

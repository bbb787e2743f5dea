/** First answers by idempotency key, in SQL. */

import type { Instant } from '../../../../src/core/model/contact.ts'
import type { Change, Reservations } from '../../../../src/ports/store.ts'
import { type Engine, inserter, type Statement } from '../engine.ts'
import { ERASED } from '../erase.ts'

const DAY_MS = 86_400_000
/** How long an answer is repeated under its idempotency key. */
const KEPT_MS = 7 * DAY_MS
/** How often commits remove expired answers. */
const SWEEP_MS = 60_000

/** The statements that store a commit's answer. Inserting a key that exists fails the commit. */
export const createKeep = () => {
  let sweptAt = 0
  return ({ keeps, contact, recordedAt: at }: Change): readonly Statement[] => {
    if (!keeps) return []
    const isDue = Math.abs(at - sweptAt) > SWEEP_MS
    if (isDue) sweptAt = at
    const { organisation, id } = contact
    const row = { ...keeps, at, leased_until: at, organisation, contact: id }
    return [...(isDue ? [removeExpired(at)] : []), insertAnswer(row)]
  }
}

const insertAnswer = inserter('reservation', [
  ...(['key', 'fingerprint', 'answer', 'at', 'leased_until', 'organisation', 'contact'] as const),
])

/** Takes over a key whose first request died. */
const insertReservation = inserter(
  'reservation',
  ['key', 'fingerprint', 'at', 'leased_until'],
  {},
  ` ON CONFLICT (key) DO UPDATE SET at = excluded.at, leased_until = excluded.leased_until
    WHERE reservation.answer IS NULL AND reservation.leased_until <= excluded.at
      AND reservation.fingerprint = excluded.fingerprint
    RETURNING key`,
)

const removeExpired = (now: Instant): Statement => ({
  sql: 'DELETE FROM reservation WHERE at <= ?',
  params: [now - KEPT_MS],
})

/** See `Reservations`. */
export const createReservations = (engine: Engine): Reservations => ({
  isReserved: (key) => isReserved(engine, key),

  reserve: async (key, fingerprint, now, leaseMs) => {
    const [, reserved, [row]] = (await engine.batch(
      [
        removeExpired(now),
        insertReservation({ key, fingerprint, at: now, leased_until: now + leaseMs }),
        { sql: 'SELECT fingerprint, answer FROM reservation WHERE key = ?', params: [key] },
      ],
      key,
    )) as unknown as readonly [
      unknown,
      readonly unknown[],
      readonly [{ readonly fingerprint: string; readonly answer: string | null }],
    ]
    if (reserved.length > 0) return { status: 'reserved' }
    if (row.answer === ERASED) return { status: 'erased' }
    if (row.fingerprint !== fingerprint) return { status: 'mismatch' }
    return row.answer === null ? { status: 'in_flight' } : { status: 'done', answer: row.answer }
  },

  answer: async (key, answer, about) => {
    await engine.batch(
      [
        {
          sql: 'UPDATE reservation SET answer = ?, organisation = ?, contact = ? WHERE key = ?',
          params: [answer, about?.organisation ?? null, about?.contact ?? null, key],
        },
      ],
      key,
    )
  },
})

export const isReserved = async (engine: Engine, key: string): Promise<boolean> =>
  (await engine.query('SELECT 1 AS found FROM reservation WHERE key = ?', [key])).length > 0

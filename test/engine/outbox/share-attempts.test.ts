import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shareAttempts } from '../../../src/engine/outbox/share-attempts.ts'

const of = (connection: string, room: number, underWay = 0) => ({ connection, room, underWay })
const MANY = Number.POSITIVE_INFINITY

test('free places are shared evenly, and unused shares go to others', () => {
  const waiting = [of('a', 64), of('b', 2), of('c', 64)]
  expect(shareAttempts(waiting, { free: 12, most: MANY, reserved: 0 })).toEqual([
    { connection: 'a', limit: 5 },
    { connection: 'b', limit: 2 },
    { connection: 'c', limit: 5 },
  ])
})

test('without free places each connection still gets its reserved ones, and those above get none', () => {
  const waiting = [of('greedy', 64, 20), of('quiet', 64, 3)]
  expect(shareAttempts(waiting, { free: 0, most: MANY, reserved: 8 })).toEqual([
    { connection: 'quiet', limit: 5 },
  ])
})

test('never more than requested, nor than there is room; nothing stays free while one has room', () => {
  const connection = fc.record({ room: fc.nat(70), underWay: fc.nat(70) })
  fc.assert(
    fc.property(
      fc.array(connection, { maxLength: 9 }),
      fc.nat(300),
      fc.nat(300),
      fc.nat(9),
      (each, free, most, reserved) => {
        const waiting = each.map((one, i) => of(`c${i}`, one.room, one.underWay))
        const shares = shareAttempts(waiting, { free, most, reserved })
        const given = new Map(shares.map(({ connection, limit }) => [connection, limit]))
        const total = shares.reduce((sum, { limit }) => sum + limit, 0)
        expect(total).toBeLessThanOrEqual(most)
        for (const { connection, room } of waiting)
          expect(given.get(connection) ?? 0).toBeLessThanOrEqual(room)
        const wanted = waiting.reduce((sum, { room }) => sum + room, 0)
        expect(total).toBeGreaterThanOrEqual(Math.min(free, most, wanted))
      },
    ),
  )
})

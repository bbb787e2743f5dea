import fc from 'fast-check'
import { expect, test } from 'vitest'
import { takeTurns } from '../../../src/engine/outbox/turns.ts'

const of = (connection: string, room: number, underWay = 0) => ({ connection, room, underWay })
const MANY = Number.POSITIVE_INFINITY

test('what is free is shared evenly, and what one does not need goes to the others', () => {
  const waiting = [of('a', 64), of('b', 2), of('c', 64)]
  expect(takeTurns(waiting, { free: 12, most: MANY, reserved: 0 })).toEqual([
    { connection: 'a', limit: 5 },
    { connection: 'b', limit: 2 },
    { connection: 'c', limit: 5 },
  ])
})

test('with nothing free a connection still gets what is reserved for each, one that has more does not', () => {
  const waiting = [of('greedy', 64, 20), of('quiet', 64, 3)]
  expect(takeTurns(waiting, { free: 0, most: MANY, reserved: 8 })).toEqual([
    { connection: 'quiet', limit: 5 },
  ])
})

test('never more than asked for, nor than there is room, and nothing free is left while one has room', () => {
  const connection = fc.record({ room: fc.nat(70), underWay: fc.nat(70) })
  fc.assert(
    fc.property(
      fc.array(connection, { maxLength: 9 }),
      fc.nat(300),
      fc.nat(300),
      fc.nat(9),
      (each, free, most, reserved) => {
        const waiting = each.map((one, i) => of(`c${i}`, one.room, one.underWay))
        const turns = takeTurns(waiting, { free, most, reserved })
        const given = new Map(turns.map(({ connection, limit }) => [connection, limit]))
        const total = turns.reduce((sum, { limit }) => sum + limit, 0)
        expect(total).toBeLessThanOrEqual(most)
        for (const { connection, room } of waiting)
          expect(given.get(connection) ?? 0).toBeLessThanOrEqual(room)
        const wanted = waiting.reduce((sum, { room }) => sum + room, 0)
        expect(total).toBeGreaterThanOrEqual(Math.min(free, most, wanted))
      },
    ),
  )
})

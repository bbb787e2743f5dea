import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crmDelay, lookupDelay, sendDelay } from '../../../src/engine/attempt/retry.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** In the middle of its range the jitter changes nothing. */
const NONE = { random: 0.5, ageMs: 0 }

/** All delays from the first attempt until it is given up. */
const delaysOf = (delay: typeof crmDelay, random = 0.5): readonly number[] => {
  const delays: number[] = []
  let ageMs = 0
  for (let attempt = 1; ; attempt++) {
    const next = delay({ attempt, ageMs, random })
    if (next === undefined) return delays
    delays.push(next)
    ageMs += next
  }
}

test('the CRM is notified again after 4 s, 30 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h, then daily for 7 days', () => {
  expect(delaysOf(crmDelay)).toEqual([
    4 * SECOND,
    30 * SECOND,
    5 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    5 * HOUR,
    10 * HOUR,
    10 * HOUR,
    ...Array(5).fill(DAY),
  ])
})

test('a send is repeated after 1 s, 5 s, 15 s, 1 min, 5 min, then every 15 min for 4 hours', () => {
  const delays = delaysOf(sendDelay)
  expect(delays.slice(0, 6)).toEqual([
    SECOND,
    5 * SECOND,
    15 * SECOND,
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
  ])
  expect(new Set(delays.slice(5))).toEqual(new Set([15 * MINUTE]))
  const total = delays.reduce((sum, delay) => sum + delay, 0)
  expect(total).toBeLessThanOrEqual(4 * HOUR)
  expect(total + 15 * MINUTE).toBeGreaterThan(4 * HOUR)
})

test('the jitter is ±20 %', () => {
  expect(crmDelay({ ...NONE, attempt: 2, random: 0 })).toBe(24 * SECOND)
  expect(crmDelay({ ...NONE, attempt: 2, random: 0.999999 })).toBe(36 * SECOND)
})

test('Retry-After is respected if longer, up to an hour', () => {
  expect(crmDelay({ ...NONE, attempt: 1, afterMs: 60 * SECOND })).toBe(60 * SECOND)
  expect(crmDelay({ ...NONE, attempt: 5, afterMs: 60 * SECOND })).toBe(2 * HOUR)
  expect(crmDelay({ ...NONE, attempt: 1, afterMs: 30 * DAY })).toBe(HOUR)
  expect(sendDelay({ ...NONE, attempt: 1, afterMs: 20 * SECOND })).toBe(20 * SECOND)
  expect(sendDelay({ ...NONE, attempt: 1, afterMs: 5 * HOUR })).toBe(HOUR)
})

test('no retry is planned beyond the end, whatever the attempt, age and jitter', () => {
  const attempted = fc.record({
    attempt: fc.integer({ min: 1, max: 1_000 }),
    ageMs: fc.integer({ min: 0, max: 8 * DAY }),
    random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    afterMs: fc.integer({ min: -DAY, max: 9 * DAY }),
  })
  fc.assert(
    fc.property(attempted, (each) => {
      for (const [delay, end] of [
        [crmDelay, 7 * DAY],
        [sendDelay, 4 * HOUR],
      ] as const) {
        const next = delay(each)
        if (next === undefined) continue
        expect(next).toBeGreaterThan(0)
        expect(each.ageMs + next).toBeLessThanOrEqual(end)
      }
    }),
  )
})

test('a send in doubt is looked up after 30 s, after 2 min more, then every 15 min', () => {
  const delays = (absenceMs?: number) => [1, 2, 3, 4].map((n) => lookupDelay(n, absenceMs))
  expect(delays()).toEqual([30 * SECOND, 2 * MINUTE, 15 * MINUTE, 15 * MINUTE])
  expect(delays(8 * SECOND)).toEqual([2 * SECOND, 8 * SECOND, 15 * MINUTE, 15 * MINUTE])
})

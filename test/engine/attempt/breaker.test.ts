import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import {
  type AttemptResult,
  type Breaker,
  type BreakerAttempt,
  createBreaker,
} from '../../../src/engine/attempt/breaker.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
let now: number
let breaker: Breaker
let changes: string[]
beforeEach(() => {
  now = 1_000_000
  changes = []
  const onChange = (key: string, state: string) => void changes.push(`${key} ${state}`)
  breaker = createBreaker({ clock: () => now, onChange })
})

const begin = (count: number): readonly BreakerAttempt[] =>
  Array.from({ length: count }, (_, i) => breaker.begin('crm', `contact ${i}`))
const record = (...results: AttemptResult[]) =>
  results.map((result, i) => breaker.begin('crm', `contact ${i}`).end(result))
const times = (count: number, result: AttemptResult) => record(...Array(count).fill(result))

test('an untried destination may be tried, within its share', () => {
  expect(breaker.state('crm')).toBe('closed')
  expect(breaker.room('crm')).toBe(64)
  begin(64)
  expect(breaker.room('crm')).toBe(0)
  expect(breaker.room('other')).toBe(64)
})

test('places are free again once they are a quarter of the share', () => {
  const attempts = begin(64)
  for (const attempt of attempts.slice(0, 15)) attempt.end('ok')
  expect(breaker.room('crm')).toBe(0)
  attempts[15]?.end('ok')
  expect(breaker.room('crm')).toBe(16)
})

test('an attempt whose end is lost doesn’t keep its place for ever', () => {
  begin(64)
  now += MINUTE
  expect(breaker.room('crm')).toBe(64)
})

test('three failures in a row open it, two do not', () => {
  times(2, 'failed')
  expect(breaker.room('crm')).toBe(64)
  times(1, 'failed')
  expect(breaker.state('crm')).toBe('open')
  expect(breaker.room('crm')).toBe(0)
  expect(breaker.retryAt('crm')).toBe(now + 4 * SECOND)
  expect(changes).toEqual(['crm open'])
})

test('three hangs in a row open it, despite successes in the hour before', () => {
  for (let i = 0; i < 600; i++) {
    now += 6 * SECOND
    times(1, 'ok')
  }
  now += 10 * SECOND
  times(3, 'hung')
  expect(breaker.state('crm')).toBe('open')
})

test('hanging attempts open it before the first of them times out', () => {
  times(100, 'ok')
  now += SECOND
  begin(4)
  now += 5 * SECOND - 1
  breaker.room('crm')
  expect(breaker.state('crm')).toBe('closed')
  now += 1
  expect(breaker.room('crm')).toBe(0)
  expect(breaker.state('crm')).toBe('open')
})

test('a slow destination doesn’t count as hanging', () => {
  const slow = begin(32)
  now += 5 * SECOND
  begin(8)
  slow[0]?.end('ok')
  breaker.room('crm')
  expect(breaker.state('crm')).toBe('closed')
})

test('failures among successes do not open it', () => {
  for (let i = 0; i < 100; i++) record('failed', 'ok', 'failed', 'failed', 'failed', 'ok', 'ok')
  expect(breaker.state('crm')).toBe('closed')
})

test('ten failures in a row open it, despite a success a moment ago', () => {
  times(20, 'ok')
  times(9, 'failed')
  expect(breaker.state('crm')).toBe('closed')
  times(1, 'failed')
  expect(breaker.state('crm')).toBe('open')
})

test('70 % of failures open it, fewer don’t; those older than five minutes don’t count', () => {
  record('ok', 'ok', 'failed', 'failed', 'failed', 'failed', 'failed', 'failed', 'ok', 'failed')
  expect(breaker.state('crm')).toBe('open')
  breaker = createBreaker({ clock: () => now })
  record('ok', 'ok', 'failed', 'failed', 'failed', 'failed', 'failed', 'failed', 'ok')
  now += 5 * MINUTE + 30 * SECOND
  record('ok', 'failed')
  expect(breaker.state('crm')).toBe('closed')
})

test('while it is open a probe starts every four seconds, even if the previous one hangs', () => {
  times(3, 'failed')
  now += 4 * SECOND - 1
  expect(breaker.room('crm')).toBe(0)
  now += 1
  expect(breaker.state('crm')).toBe('half_open')
  expect(breaker.room('crm')).toBe(1)
  begin(1)
  expect(breaker.room('crm')).toBe(0)
  now += 4 * SECOND
  expect(breaker.room('crm')).toBe(1)
})

test('probes stay as frequent after a day as after a minute', () => {
  times(3, 'failed')
  for (let i = 0; i < 21_600; i++) {
    now = breaker.retryAt('crm') ?? 0
    breaker.begin('crm', `contact ${i % 2}`).end('failed')
  }
  expect((breaker.retryAt('crm') ?? 0) - now).toBe(4 * SECOND)
})

test('after an hour of failures with one contact’s events only, it is probed once a minute', () => {
  const fail = () => breaker.begin('crm', 'the only one').end('failed')
  for (let i = 0; i < 3; i++) fail()
  now += HOUR - 1
  fail()
  expect((breaker.retryAt('crm') ?? 0) - now).toBe(4 * SECOND)
  now += 4 * SECOND
  fail()
  expect((breaker.retryAt('crm') ?? 0) - now).toBe(MINUTE)
})

test('a probe that never reached the destination makes room for another at once', () => {
  times(3, 'failed')
  now += 4 * SECOND
  times(1, 'none')
  expect(breaker.room('crm')).toBe(1)
})

test('a recovered destination gets a few attempts at first, then one more per success', () => {
  times(3, 'failed')
  now += 4 * SECOND
  expect(times(1, 'ok')).toEqual([true])
  expect(breaker.state('crm')).toBe('closed')
  expect(changes).toEqual(['crm open', 'crm closed'])
  expect(breaker.room('crm')).toBe(5)
  times(5, 'ok')
  expect(breaker.room('crm')).toBe(10)
  times(500, 'ok')
  expect(breaker.room('crm')).toBe(64)
})

test('failures of attempts from before the recovery are ignored', () => {
  const before = begin(20)
  times(3, 'failed')
  now += 4 * SECOND
  times(1, 'ok')
  for (const attempt of before) attempt.end('hung')
  expect(breaker.state('crm')).toBe('closed')
})

test('a recovered destination is always detected', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(120_000))), (history) => {
      for (const [ok, pauseMs] of history) {
        now += pauseMs
        if (breaker.room('crm') > 0) record(ok ? 'ok' : 'failed')
      }
      now += MINUTE
      expect(breaker.room('crm')).toBeGreaterThan(0)
      record('ok')
      expect(breaker.state('crm')).toBe('closed')
    }),
  )
})

test('a success is reported as a recovery: at first, after failures in a row, after a probe', () => {
  expect(record('ok', 'ok')).toEqual([true, false])
  now += MINUTE
  expect(record('failed', 'ok')).toEqual([false, false])
  expect(record('failed', 'failed', 'ok', 'ok')).toEqual([false, false, true, false])
})

test('a destination that postponed an event is asked again once it accepts others a minute later', () => {
  record('ok')
  breaker.putOff('crm')
  now += MINUTE - 1
  expect(record('ok')).toEqual([false])
  now += 1
  expect(record('ok', 'ok')).toEqual([true, false])
})

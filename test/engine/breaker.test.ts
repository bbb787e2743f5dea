import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { type Breaker, createBreaker } from '../../src/engine/outbox/breaker.ts'

const MINUTE = 60_000
let now: number
let breaker: Breaker
beforeEach(() => {
  now = 1_000_000
  breaker = createBreaker({ clock: () => now })
})

const record = (ok: number, failed: number) => {
  for (let i = 0; i < ok; i++) breaker.record('crm', true)
  for (let i = 0; i < failed; i++) breaker.record('crm', false)
}

test('a destination that nobody has tried may be tried', () => {
  expect(breaker.allow('crm')).toBe(true)
  expect(breaker.state('crm')).toBe('closed')
})

test('ten failures open it, nine do not', () => {
  record(0, 9)
  expect(breaker.allow('crm')).toBe(true)
  record(0, 1)
  expect(breaker.state('crm')).toBe('open')
  expect(breaker.allow('crm')).toBe(false)
  expect(breaker.retryAt('crm')).toBe(now + 30_000)
})

test('70 % of failures open it, fewer do not', () => {
  record(4, 9)
  expect(breaker.state('crm')).toBe('closed')
  record(0, 1)
  expect(breaker.state('crm')).toBe('open')
})

test('failures of more than five minutes ago count no more', () => {
  record(0, 9)
  now += 5 * MINUTE + 30_000
  record(0, 9)
  expect(breaker.state('crm')).toBe('closed')
})

test('one destination says nothing about another', () => {
  record(0, 10)
  expect(breaker.allow('other')).toBe(true)
})

test('after 30 s one probe goes out, and its success closes the breaker', () => {
  record(0, 10)
  now += 29_999
  expect(breaker.allow('crm')).toBe(false)
  now += 1
  expect(breaker.state('crm')).toBe('half_open')
  expect(breaker.allow('crm')).toBe(true)
  expect(breaker.allow('crm')).toBe(false)
  breaker.record('crm', true)
  expect(breaker.state('crm')).toBe('closed')
  record(0, 9)
  expect(breaker.state('crm')).toBe('closed')
})

test('each probe that fails doubles the pause, up to five minutes', () => {
  record(0, 10)
  const pauses: number[] = []
  for (let i = 0; i < 6; i++) {
    const pause = (breaker.retryAt('crm') ?? 0) - now
    pauses.push(pause)
    now += pause
    expect(breaker.allow('crm')).toBe(true)
    breaker.record('crm', false)
  }
  expect(pauses).toEqual([30_000, 60_000, 120_000, 240_000, 300_000, 300_000])
})

test('an answer to an attempt from before it opened changes nothing', () => {
  record(0, 10)
  breaker.record('crm', true)
  breaker.record('crm', false)
  expect(breaker.state('crm')).toBe('open')
  expect(breaker.retryAt('crm')).toBe(now + 30_000)
})

test('a probe that is never heard of again makes room for another', () => {
  record(0, 10)
  now += 30_000
  expect(breaker.allow('crm')).toBe(true)
  now += 30_000
  expect(breaker.allow('crm')).toBe(true)
})

test('a destination that has come back is always found again', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(120_000))), (history) => {
      for (const [ok, pauseMs] of history) {
        now += pauseMs
        if (breaker.allow('crm')) breaker.record('crm', ok)
      }
      now += 5 * MINUTE
      expect(breaker.allow('crm')).toBe(true)
      breaker.record('crm', true)
      expect(breaker.allow('crm')).toBe(true)
    }),
  )
})

test('a success tells that the destination is back: at first, after three failures, after a probe', () => {
  expect(breaker.record('crm', true)).toBe(true)
  expect(breaker.record('crm', true)).toBe(false)
  now += MINUTE
  record(0, 2)
  expect(breaker.record('crm', true)).toBe(false)
  record(0, 3)
  expect(breaker.record('crm', true)).toBe(true)
  expect(breaker.record('crm', true)).toBe(false)
  now += MINUTE
  record(0, 20)
  now += MINUTE
  breaker.allow('crm')
  expect(breaker.record('crm', true)).toBe(true)
  expect(breaker.record('crm', true)).toBe(false)
})

test('one that comes and goes is said to be back no more than twice a minute', () => {
  let times = 0
  for (let second = 0; second < 120; second++) {
    now += 1_000
    for (const ok of [false, false, false, true, true, true]) if (breaker.record('crm', ok)) times++
  }
  expect(times).toBe(4)
})

import { expect, test } from 'vitest'
import { CallError } from '../../../../adapters/crm/kit/call-error.ts'
import { createRateLimit } from '../../../../adapters/crm/kit/rate-limit.ts'
import { resultOf } from '../../../../src/engine/attempt/retry.ts'

const open = () => {
  const time = { now: 100_000, waited: 0 }
  const { take, pause } = createRateLimit(
    { requests: 2, perMs: 1_000 },
    {
      clock: () => time.now,
      wait: async (ms) => {
        time.now += ms
        time.waited += ms
      },
    },
  )
  return { time, take, pause }
}

test('a request that had to wait takes a place as well', async () => {
  const { time, take } = open()
  for (let i = 0; i < 6; i++) await take()
  expect(time.waited).toBe(2_000)
})

test('a clock set back does not stop all requests', async () => {
  const { time, take } = open()
  await take()
  await take()
  time.now -= 50_000
  await take()
  expect(time.waited).toBe(0)
})

test('a longer wait is left to the outbox, and is no sign that the CRM is down', async () => {
  const { take, pause } = open()
  pause(5_000)
  const error = await take().catch((one: unknown) => one)
  if (!(error instanceof CallError)) throw error
  expect(error.outcome).toEqual({
    status: 'retry',
    code: 'rate_limited',
    afterMs: 5_000,
    isEarly: true,
  })
  expect(resultOf(error.outcome)).toBe('none')
})

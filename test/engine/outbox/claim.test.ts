import { expect, test } from 'vitest'
import { createBreaker } from '../../../src/engine/attempt/breaker.ts'
import { createClaim } from '../../../src/engine/outbox/claim.ts'
import type { Task } from '../../../src/ports/store/outbox.ts'
import type { Store } from '../../../src/ports/store.ts'

const build = () => {
  const backlog = new Set<string>(['crm'])
  const claiming = new Map<string, number>()
  let answer: (tasks: readonly Task[]) => void = () => {}
  let fail: (error: Error) => void = () => {}
  const store = {
    due: async () => ['crm'],
    claim: () =>
      new Promise<readonly Task[]>((resolve, reject) => {
        answer = resolve
        fail = reject
      }),
  } as unknown as Store
  const clock = () => 0
  const breaker = createBreaker({ clock, share: 2 })
  const shared = { breaker, leaseMs: 60_000, underWay: new Map(), atOnce: 256, claiming, backlog }
  const claim = createClaim({ store, clock }, shared)
  return {
    claim,
    backlog,
    claiming,
    answer: (n: number) => answer(Array(n).fill({})),
    fail: () => fail(new Error('busy')),
  }
}

test('while a claim is in progress, new tasks may be leased, but its places are kept', async () => {
  const { claim, backlog, claiming, answer } = build()
  const claimed = claim(10)
  await expect.poll(() => claiming.get('crm')).toBe(2)
  expect(backlog.has('crm')).toBe(false)
  answer(1)
  expect(await claimed).toHaveLength(1)
  expect([claiming.size, backlog.size]).toEqual([0, 0])
})

test('new tasks wait behind older ones that a claim may have left, or could not reach', async () => {
  const { claim, backlog, claiming, answer, fail } = build()
  const full = claim(10)
  await expect.poll(() => claiming.size).toBe(1)
  answer(2)
  await full
  expect(backlog.has('crm')).toBe(true)

  const failed = claim(10)
  await expect.poll(() => claiming.size).toBe(1)
  fail()
  await expect(failed).rejects.toThrow('busy')
  expect([claiming.size, backlog.has('crm')]).toEqual([0, true])
})

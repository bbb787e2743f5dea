/** Single-use secrets, replaced by one process at a time. */

import { expect, test } from 'vitest'
import { createVault } from '../../src/engine/vault.ts'
import { createSeal } from '../../src/tokens/seal.ts'
import { createMemoryStore } from '../support/database/memory-store.ts'

const open = (secret = 'the secret') => {
  let now = Date.parse('2026-11-24T09:00:00Z')
  const store = createMemoryStore({ hashKey: 'key' })
  const vaultOf = (by = secret) =>
    createVault({ store, seal: createSeal([by], 'vault'), clock: () => now })
  return {
    store,
    vaultOf,
    wait: (ms: number) => {
      now += ms
    },
  }
}

test('a process’s result is readable by others, except under another secret', async () => {
  const { store, vaultOf } = open()
  expect(await vaultOf().read('token')).toBeUndefined()
  expect(await vaultOf().rotate('token', 'first', async () => 'second')).toBe('second')
  expect(await vaultOf().read('token')).toBe('second')
  expect(await vaultOf('another').read('token')).toBeUndefined()
  expect(await store.setting('vault token')).not.toContain('second')
})

test('of two at once one works; the other gets nothing now, and the result later', async () => {
  const { vaultOf } = open()
  let works = 0
  let finish = () => {}
  const work = () =>
    new Promise<string>((resolve) => {
      works += 1
      finish = () => resolve('second')
    })
  const first = vaultOf().rotate('token', 'first', work)
  await expect.poll(() => works).toBe(1)
  expect(await vaultOf().rotate('token', 'first', work)).toBeUndefined()
  finish()
  expect(await first).toBe('second')
  expect(await vaultOf().rotate('token', 'first', work)).toBe('second')
  expect(works).toBe(1)
})

test('after a failure it pauses for as long as the attempt might take, then retries', async () => {
  const { vaultOf, wait } = open()
  const fail = async (): Promise<string> => {
    throw new Error('no answer')
  }
  await expect(vaultOf().rotate('token', 'first', fail)).rejects.toThrow('no answer')
  const work = async () => 'second'
  expect(await vaultOf().rotate('token', 'first', work)).toBeUndefined()
  wait(31_000)
  expect(await vaultOf().rotate('token', 'first', work)).toBe('second')
})

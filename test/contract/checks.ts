/** The checks of a contract; an implementation declares those that don't apply to it. */

import { expect, test } from 'vitest'

/** Differences are declared: titles of tests with the reason why they do not apply. */
export type Skip = { readonly reason: string; readonly tests: readonly string[] }

export type Check = (title: string, prove: () => Promise<void>) => void

/** A `test` that leaves out what is skipped, and a last test that everything skipped was there. */
export const createChecks = (skip: readonly Skip[]) => {
  const left = new Set(skip.flatMap(({ tests }) => tests))
  return {
    check: (title: string, prove: () => Promise<void>) => {
      if (!left.delete(title)) test(title, prove)
    },
    checkSkipped: () =>
      test('every skipped test exists', () => {
        expect([...left]).toEqual([])
      }),
  }
}

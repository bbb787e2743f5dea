/** Seeds of the simulation as tests: docs/simulation.md. Many more: `npm run simulate`. */

import { expect, it } from 'vitest'
import type { Fault } from './machine/faults.ts'
import { type Result, type RunOptions, runSeed } from './run.ts'

/** For a machine that is busy with everything else. */
export const TIMEOUT_MS = 240_000
const PER_TEST = 10

/** Runs one seed. A failure names the command that repeats it. */
export const passes = async (seed: number, options: RunOptions = {}): Promise<Result> => {
  const result = await runSeed(seed, options)
  const replay = `npm run simulate -- --seed ${seed}`
  expect(result.violation && { ...result.violation, replay }).toBeUndefined()
  return result
}

/** A test for every ten of these seeds. The set returned fills with the faults that struck. */
export const testSeeds = (seeds: readonly number[]): ReadonlySet<Fault> => {
  const struck = new Set<Fault>()
  for (let i = 0; i < seeds.length; i += PER_TEST) {
    const some = seeds.slice(i, i + PER_TEST)
    it(`survives the faults of the seeds ${some[0]} to ${some.at(-1)}`, {
      timeout: TIMEOUT_MS,
    }, async () => {
      let sent = 0
      for (const seed of some) {
        const result = await passes(seed)
        sent += result.counts.sent
        for (const fault of Object.keys(result.struck)) struck.add(fault as Fault)
      }
      expect(sent).toBeGreaterThan(1.5 * some.length)
    })
  }
  return struck
}

export const seedsBetween = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i)

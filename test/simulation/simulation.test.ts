/** The gateway among faults: docs/simulation.md. The other seeds are in `more-seeds.test.ts`. */

import { describe, expect, it } from 'vitest'
import { FAULTS } from './machine/faults.ts'
import { runSeed } from './run.ts'
import { seedsBetween, TIMEOUT_MS, testSeeds } from './seeds.ts'

describe('nothing acknowledged is lost, nothing is sent twice or against a no', () => {
  const struck = testSeeds(seedsBetween(1, 30))

  it('with all faults', () => {
    expect([...struck].sort()).toEqual([...FAULTS].sort())
  })
})

it('the same seed gives the same log, byte for byte', { timeout: TIMEOUT_MS }, async () => {
  for (const seed of [7, 12, 42]) {
    const first = await runSeed(seed, { keepLog: true })
    const second = await runSeed(seed, { keepLog: true })
    expect(first.lines.length).toBeGreaterThan(50)
    expect(second.lines.join('\n')).toBe(first.lines.join('\n'))
  }
})

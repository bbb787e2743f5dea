/** The gateway among faults: docs/simulation.md. Many more seeds: `npm run simulate`. */

import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createSqliteStore } from '../../adapters/store/sqlite.ts'
import { FAULTS } from './faults.ts'
import { type Result, type RunOptions, runSeed } from './run.ts'
import { SECRET } from './setting.ts'

/** Alone it takes a tenth of this. */
const TIMEOUT_MS = 240_000
const SEEDS = 200
const PER_TEST = 20
const struck = new Set<string>()

const passes = async (seed: number, options: RunOptions = {}): Promise<Result> => {
  const result = await runSeed(seed, options)
  for (const fault of Object.keys(result.struck)) struck.add(fault)
  const replay = `npm run simulate -- --seed ${seed}`
  expect(result.violation && { ...result.violation, replay }).toBeUndefined()
  return result
}

describe('nothing acknowledged is lost, nothing is sent twice or against a no', () => {
  for (let from = 1; from <= SEEDS; from += PER_TEST)
    it(`whatever goes wrong in the seeds from ${from}`, { timeout: TIMEOUT_MS }, async () => {
      let sent = 0
      for (let seed = from; seed < from + PER_TEST; seed++) sent += (await passes(seed)).counts.sent
      expect(sent).toBeGreaterThan(30)
    })

  it('on SQLite as well', { timeout: TIMEOUT_MS }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'postern-simulation-'))
    try {
      for (let seed = 1001; seed <= 1006; seed++) {
        const path = join(folder, `${seed}.db`)
        await passes(seed, { openStore: () => createSqliteStore({ path, hashKey: SECRET }) })
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('with every fault that there is', () => {
    expect([...struck].sort()).toEqual([...FAULTS].sort())
  })
})

it('the same seed gives the same log, byte for byte', { timeout: TIMEOUT_MS }, async () => {
  for (const seed of [3, 11, 42]) {
    const first = await runSeed(seed, { keepLog: true })
    const second = await runSeed(seed, { keepLog: true })
    expect(first.lines.length).toBeGreaterThan(50)
    expect(second.lines.join('\n')).toBe(first.lines.join('\n'))
  }
})

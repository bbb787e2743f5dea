/** Some more of the simulation, in a file of its own so that two cores share the work. */

import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { createSqliteStore } from '../../adapters/store/sqlite.ts'
import { SECRET } from './far-sides/setting.ts'
import { passes, TIMEOUT_MS, testSeeds } from './seeds.ts'

/** After the first thirty: each of these catches a planted defect that no earlier one does (DECISIONS.md). */
const CATCHING = [51, 55]

describe('nothing acknowledged is lost, nothing is sent twice or against a no', () => {
  testSeeds(CATCHING)

  it('on a SQLite file as well', { timeout: TIMEOUT_MS }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'postern-simulation-'))
    try {
      for (let seed = 1001; seed <= 1002; seed++) {
        const path = join(folder, `${seed}.db`)
        await passes(seed, { openStore: () => createSqliteStore({ path, hashKey: SECRET }) })
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll } from 'vitest'
import { createSqliteStore } from '../../../adapters/store/sqlite.ts'
import type { StoreHarness } from '../../contract/store/suite.ts'
import { storeContract } from '../../contract/store.ts'

const hashKey = 'a key for hashes'
const folder = mkdtempSync(join(tmpdir(), 'postern-store-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0

const openSqlite = async (): Promise<StoreHarness> => {
  const path = join(folder, `${files++}.db`)
  const store = createSqliteStore({ path, hashKey })
  return {
    store,
    reopen: async () => {
      await store.close()
      return createSqliteStore({ path, hashKey })
    },
    tamper: async (organisation, contact, version) => {
      const db = new DatabaseSync(path)
      db.prepare(
        `UPDATE journal SET verdict = '{}' WHERE organisation = ? AND contact = ? AND version = ?`,
      ).run(organisation, contact, version)
      db.close()
    },
  }
}

storeContract('SQLite', openSqlite)

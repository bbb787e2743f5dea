/** The gateway's stories in memory and on a real SQLite file. */

import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSqliteStore } from '../../adapters/store/sqlite.ts'
import { stories } from '../stories/stories.ts'
import { createMemoryStore } from '../support/database/memory-store.ts'

const hashKey = 'the hash key of the test'

stories('memory', async () => createMemoryStore({ hashKey }))
stories('SQLite', async () =>
  createSqliteStore({ hashKey, path: join(mkdtempSync(join(tmpdir(), 'postern-')), 'postern.db') }),
)

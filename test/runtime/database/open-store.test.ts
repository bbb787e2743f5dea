/** A start's message about a database that it can't open. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { openStore } from '../../../src/runtime/database/open-store.ts'
import { newFolder } from '../../support/running.ts'

const keys = { hashKey: 'the hash key of the test' }

it('a folder in the place of the database asks for the name of a file', async () => {
  const folder = newFolder()
  await expect(openStore(folder, keys, false)).rejects.toThrow(
    `${folder} is a folder: add the name of a file`,
  )
})

it('a database of a newer version is refused', async () => {
  const path = join(newFolder(), 'postern.db')
  await (await openStore(path, keys, false)).close()
  const db = new DatabaseSync(path)
  db.exec('INSERT INTO migration (version) VALUES (9999)')
  db.close()
  await expect(openStore(path, keys, false)).rejects.toThrow('run a newer Postern')
})

it('something else at the database’s path is named', async () => {
  const path = join(newFolder(), 'postern.db')
  writeFileSync(path, 'no database at all, but some text in its place'.repeat(20))
  await expect(openStore(path, keys, false)).rejects.toThrow('postern.db: file is not a database')
})

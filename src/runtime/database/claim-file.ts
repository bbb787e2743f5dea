/** Keeps a second process off a SQLite file that one is at work on. */

import { closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/**
 * An operating system lock on a file next to the database: it ends when the process
 * ends. Throws if another process has it. Keep the returned handle, and close it to release the lock.
 * https://sqlite.org/lockingv3.html
 */
export const claimFile = (path: string): { close(): void } => {
  const beside = `${path}-lock`
  closeSync(openSync(beside, 'a', 0o600))
  const lock = new DatabaseSync(beside, { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    const { errcode } = error as { readonly errcode?: number }
    if (errcode !== BUSY) throw error
    throw new Error(
      `another process is using ${path}. Stop it first, use PostgreSQL for several processes ` +
        '(docs/postgres.md), or set POSTERN_SHARED=1 in all of them if they are meant to share the file',
    )
  }
}

const BUSY = 5

/** Picks the store that DATABASE_URL asks for: one file for one process, PostgreSQL for any number. */

import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Engine } from '../../../adapters/store/sql/engine.ts'
import type { HashKeys } from '../../../adapters/store/sql/person.ts'
import { createSqliteStore, openSqlite } from '../../../adapters/store/sqlite.ts'
import type { Store } from '../../ports/store.ts'
import { claimFile } from './claim-file.ts'

/** Accepted `DATABASE_URL` formats, for the error message. */
export const DATABASE_FORMS = 'expected file: and a path, or postgres://user:password@host/database'

/** The URL of a PostgreSQL database as it is, of a file its path; undefined when it is neither. */
export const readDatabaseUrl = (url: string): string | undefined => {
  if (isPostgres(url)) return URL.canParse(url) ? url : undefined
  return /^file:(?=.*\S)/.test(url) ? url.replace(/^file:(\/\/(?=\/))?/, '') : undefined
}

/**
 * Why no database can be at this path. A missing folder is more often a typing error, or a disk that is not
 * mounted, than a wish for a new, empty database.
 */
export const databaseProblem = (database: string): string | undefined => {
  if (isPostgres(database) || database === ':memory:') return undefined
  const folder = dirname(resolve(database))
  const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory()
  if (!isFolder(folder)) return `there is no folder ${folder}: create it first, or correct the path`
  if (isFolder(database) || database.endsWith('/'))
    return `${database} is a folder: add the name of a file`
  return undefined
}

/** Opens it and brings its schema up to date. Throws when the file isn't shared and another process has it. */
export const openStore = async (
  database: string,
  keys: HashKeys,
  shared = true,
): Promise<Store> => {
  const problem = databaseProblem(database)
  if (problem !== undefined) throw new Error(`DATABASE_URL: ${problem}`)
  if (isPostgres(database))
    return (await postgres()).createPostgresStore({ url: database, ...keys })
  if (shared || database === ':memory:') return createSqliteStore({ path: database, ...keys })
  const lock = claimFile(database)
  try {
    const store = createSqliteStore({ path: database, isAlone: true, ...keys })
    const close = async () => {
      await store.close()
      lock.close()
    }
    return { ...store, close }
  } catch (error) {
    lock.close()
    throw error
  }
}

/** The database below the store, for work on all rows. */
export const openEngine = async (database: string): Promise<Engine> =>
  isPostgres(database)
    ? (await postgres()).openPostgres({ url: database })
    : openSqlite({ path: database })

/** A gateway with a file does not load the driver. */
const postgres = () => import('../../../adapters/store/postgres/index.ts')

/** For display: without the password and other parts of the URL. */
export const showDatabase = (database: string): string => {
  if (!isPostgres(database)) return database
  const { host, pathname } = new URL(database)
  return `PostgreSQL at ${host}${pathname}`
}

export const isPostgres = (database: string): boolean => /^postgres(?:ql)?:\/\//.test(database)

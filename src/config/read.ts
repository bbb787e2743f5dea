/** Reads `postern.config.json`. A bad file names each wrong field, a missing secret its variable. */

import type { Adapter } from '../ports/adapter.ts'
import { buildDirectory, type Directory } from './directory.ts'
import { describeIssue, spell } from './issues.ts'
import { type Config, ConfigError, createConfigSchema } from './schema.ts'

type Env = Readonly<Record<string, string | undefined>>

/** Parses a configuration and puts in the secrets from the environment. Throws `ConfigError`. */
export type ReadConfig = (json: unknown, env: Env) => Directory

/** A reader that knows these adapters. */
export const createConfigReader = (adapters: readonly Adapter[]): ReadConfig => {
  const schema = createConfigSchema(adapters)
  return (json, env) => {
    const parsed = schema.safeParse(json)
    const problems: string[] = []
    if (!parsed.success) {
      resolveSecrets(json, env, [], problems)
      throw new ConfigError([
        ...parsed.error.issues.map((issue) => describeIssue(issue)),
        ...problems,
      ])
    }
    const config = resolveSecrets(parsed.data, env, [], problems) as Config
    const directory = buildDirectory(config, adapters, problems)
    if (problems.length > 0) throw new ConfigError(problems)
    return directory
  }
}

const resolveSecrets = (
  value: unknown,
  env: Env,
  path: readonly PropertyKey[],
  problems: string[],
): unknown => {
  if (Array.isArray(value))
    return value.map((item, i) => resolveSecrets(item, env, [...path, i], problems))
  if (typeof value !== 'object' || value === null) return value
  const name = (value as { env?: unknown }).env
  if (typeof name === 'string' && Object.keys(value).length === 1) {
    const secret = env[name]
    if (!secret) problems.push(`${spell(path)}: the environment variable ${name} is not set`)
    return secret ?? ''
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      resolveSecrets(item, env, [...path, key], problems),
    ]),
  )
}

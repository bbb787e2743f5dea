/** Reads `postern.config.json`. A bad file names each wrong field, a missing secret its variable. */

import type { Adapter } from '../ports/adapter.ts'
import { buildDirectory, type Directory } from './directory.ts'
import { VARIABLE } from './fields.ts'
import { describeIssue, formatPath, nameFields } from './issues.ts'
import { type Config, ConfigError, createConfigSchema } from './schema.ts'

type Env = Readonly<Record<string, string | undefined>>

/** Parses a configuration and puts in the secrets from the environment. Throws `ConfigError`. */
export type ReadConfig = (json: unknown, env: Env) => Directory

/**
 * Creates a reader for these adapters.
 *
 * @example const directory = createConfigReader([twilio, webhook])(json, process.env)
 */
export const createConfigReader = (adapters: readonly Adapter[]): ReadConfig => {
  const schema = createConfigSchema(adapters)
  return (json, env) => {
    // Read once: compiling the schema would take longer than it saves.
    const parsed = schema.safeParse(json, { jitless: true, reportInput: true, error: nameFields })
    const problems: string[] = []
    if (!parsed.success) {
      resolveSecrets(json, env, [], { missing: problems, short: [] })
      throw new ConfigError([
        ...parsed.error.issues.map((issue) => describeIssue(issue)),
        ...problems,
      ])
    }
    const short: string[] = []
    const config = resolveSecrets(parsed.data, env, [], { missing: problems, short }) as Config
    const directory = buildDirectory(config, adapters, problems)
    // A sandbox protects nothing, and its key is public.
    if (!directory.simulated) problems.push(...short)
    if (problems.length > 0) throw new ConfigError(problems)
    return directory
  }
}

type SecretProblems = { readonly missing: string[]; readonly short: string[] }

const resolveSecrets = (
  value: unknown,
  env: Env,
  path: readonly PropertyKey[],
  problems: SecretProblems,
): unknown => {
  if (Array.isArray(value))
    return value.map((item, i) => resolveSecrets(item, env, [...path, i], problems))
  if (typeof value !== 'object' || value === null) return value
  const { env: name, minLength = 0, ...others } = value as { env?: unknown; minLength?: number }
  // The name itself is a problem of the schema.
  if (typeof name === 'string' && VARIABLE.test(name) && Object.keys(others).length === 0) {
    const secret = env[name]
    if (!secret)
      problems.missing.push(`${formatPath(path)}: the environment variable ${name} is not set`)
    else if (secret.length < minLength)
      problems.short.push(`${formatPath(path)}: ${name} ${tooShort(`${minLength} characters`)}`)
    return secret ?? ''
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      resolveSecrets(item, env, [...path, key], problems),
    ]),
  )
}

/** The error for a secret that is too short, with a way to make a new one. */
export const tooShort = (size: string): string =>
  `is too short: expected ${size} or more, such as \`openssl rand -hex 32\` makes`

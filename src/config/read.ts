/** Reads `postern.config.json`. A bad file names each wrong field, a missing secret its variable. */

import type * as z from 'zod'
import type { Adapter } from '../ports/adapter.ts'
import { NOTHING_LEFT_OUT, STAND_IN_SECRET, validPartOf } from './checks/valid-part.ts'
import { buildDirectory, type Directory } from './directory.ts'
import { VARIABLE } from './fields.ts'
import { describeIssues, formatPath, nameFields } from './issues.ts'
import { type Config, ConfigError, createConfigSchema } from './schema.ts'

type Env = Readonly<Record<string, string | undefined>>

/** Parses a configuration and puts in the secrets from the environment. Throws `ConfigError`. */
export type ReadConfig = (json: unknown, env: Env, check?: Check) => Directory

/** Problems that only the caller can find. */
export type Check = (directory: Directory) => readonly string[]

/**
 * Creates a reader for these adapters.
 *
 * @example const directory = createConfigReader([twilio, webhook])(json, process.env)
 */
export const createConfigReader = (adapters: readonly Adapter[]): ReadConfig => {
  const schema = createConfigSchema(adapters)
  // Read once: compiling the schema would take longer than it saves.
  const parse = (json: unknown) =>
    schema.safeParse(json, { jitless: true, reportInput: true, error: nameFields })

  const build = (parsed: Parsed, env: Env, check: Check, leftOut = NOTHING_LEFT_OUT) => {
    const problems: string[] = []
    const short: string[] = []
    const config = resolveSecrets(parsed, env, [], { missing: problems, short }) as Config
    const directory = buildDirectory(config, adapters, problems, leftOut)
    problems.push(...check(directory))
    // A sandbox protects nothing, and its key is public.
    if (!directory.simulated && Object.keys(config.connections).length > 0) problems.push(...short)
    return { directory, problems }
  }

  /** The problems that would come up once those of the schema are fixed. */
  const furtherProblems = (json: unknown, issues: Issues, env: Env, check: Check) => {
    const part = validPartOf(json, issues)
    const parsed = part && parse(part.json)
    if (!parsed?.success) return []
    return build(parsed.data, withStandIns(env), check, part?.leftOut).problems
  }

  return (json, env, check = () => []) => {
    const parsed = parse(json)
    if (!parsed.success) {
      const { issues } = parsed.error
      const problems = [...describeIssues(issues)]
      resolveSecrets(json, env, [], { missing: problems, short: [] })
      const more = furtherProblems(json, issues, env, check).filter(
        (further) => !problems.some((problem) => fieldOf(problem) === fieldOf(further)),
      )
      throw new ConfigError([...problems, ...more])
    }
    const { directory, problems } = build(parsed.data, env, check)
    if (problems.length > 0) throw new ConfigError(problems)
    return directory
  }
}

type Parsed = z.output<ReturnType<typeof createConfigSchema>>
type Issues = readonly z.core.$ZodIssue[]

/** The field of a problem. A second problem of one field may only follow from the first, so it is not reported. */
const fieldOf = (problem: string) => problem.slice(0, problem.indexOf(': '))

/** The environment with a unique and long enough value for each stand-in secret. */
const withStandIns = (env: Env): Env =>
  new Proxy(env, {
    get: (target, name) =>
      String(name).startsWith(STAND_IN_SECRET)
        ? String(name).padEnd(64, '-')
        : Reflect.get(target, name),
  })

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
    else if (secret.trim() === '')
      problems.missing.push(`${formatPath(path)}: the environment variable ${name} is blank`)
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

/** Settings that every composition root derives from the configuration and the environment. */

import { createHmac } from 'node:crypto'
import { type Admin, readAdmins } from '../../config/admins.ts'
import { adapterOf } from '../../config/checks/connections.ts'
import { formatPath } from '../../config/issues.ts'
import type { Twice } from '../../config/json.ts'
import { tooShort } from '../../config/read.ts'
import { ConfigError, type Directory } from '../../config/schema.ts'
import type { Channel } from '../../core/model/channel.ts'
import {
  readSetting,
  type SettingStore,
  secretFingerprints,
  writeSetting,
} from '../../ports/settings.ts'
import { type Model, SANDBOX_SECRETS, sandboxConfigLike } from '../../sandbox/configuration.ts'
import type { LogLevel } from '../../telemetry/log.ts'
import { loadModels, readConfig } from './load-adapters.ts'
import { sentenceProblems, textWarnings } from './texts.ts'

export type Settings = {
  readonly sandbox: boolean
  readonly directory: Directory
  readonly logLevel: LogLevel | 'silent'
  readonly secret: string
  /** Values that the secret had before. */
  readonly previousSecrets: readonly string[]
  /** May sign in to the console; without any a gateway with real connections has none. */
  readonly admins: readonly Admin[]
  /** Warnings: one sentence each. */
  readonly warnings: readonly string[]
}

/** The providers to simulate, and the argument or variable that names them. */
export type Like = { readonly name: string; readonly value: string | undefined }

/** Problems and settings that were read before. */
type Given = {
  /** Reported together with those of the configuration. */
  readonly problems?: string[]
  /** Default: `POSTERN_LIKE`. */
  readonly like?: Like
  /** Names that the configuration has twice. */
  readonly twice?: readonly Twice[] | undefined
}

export type Env = Readonly<Record<string, string | undefined>>

/** The secret keys HMAC-SHA256, whose keys have 32 bytes. */
const MIN_SECRET_BYTES = 32

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const

/** The environment without variables that are blank: each is a problem, since it was meant to say something. */
export const withoutBlank = (env: Env, problems: string[]): Env => {
  const blank = VARIABLES.filter((name) => env[name] && env[name].trim() === '')
  problems.push(...blank.map((name) => `${name}: is blank: give it a value, or remove it`))
  return { ...env, ...Object.fromEntries(blank.map((name) => [name, undefined])) }
}

const VARIABLES = [
  ...(['POSTERN_CONFIG', 'POSTERN_SECRET', 'POSTERN_ADMINS', 'POSTERN_ADMIN_KEY'] as const),
  ...(['POSTERN_LIKE', 'POSTERN_SHARED', 'POSTERN_LEASE_MS', 'POSTERN_ABSENCE_MS'] as const),
  ...(['DATABASE_URL', 'PORT', 'HOST', 'LOG_LEVEL'] as const),
]

/**
 * Without a configuration it is the sandbox, reached under `sandboxUrl`. Throws `ConfigError` with all that is
 * wrong, the `problems` found before included.
 */
export const readSettings = async (
  json: unknown,
  given: Env,
  sandboxUrl: string,
  {
    problems = [],
    like = { name: 'POSTERN_LIKE', value: given.POSTERN_LIKE },
    twice = [],
  }: Given = {},
): Promise<Settings> => {
  problems.push(...twice.map(({ problem }) => problem))
  const env = withoutBlank(given, problems)
  const logLevel = LOG_LEVELS.find((level) => level === (env.LOG_LEVEL || 'info'))
  if (!logLevel) problems.push(`LOG_LEVEL: expected one of ${LOG_LEVELS.join(', ')}`)
  const admins = readAdmins(env, problems)
  const ownSecret = env.POSTERN_SECRET || undefined
  if (ownSecret !== undefined && Buffer.byteLength(ownSecret) < MIN_SECRET_BYTES)
    problems.push(`POSTERN_SECRET ${tooShort(`${MIN_SECRET_BYTES} bytes`)}`)
  const ofSandbox = async () => ({
    ...sandboxConfigLike(await readModels(like, problems)),
    publicUrl: sandboxUrl,
  })
  const directory =
    json === undefined
      ? await readDirectory(await ofSandbox(), SANDBOX_SECRETS, problems)
      : await readDirectory(json, env, problems, twice)
  if (like.value && json !== undefined)
    problems.push(
      `${like.name}: is for the built-in sandbox, which starts without a configuration file; ` +
        'set "like" on a connection in the file instead',
    )
  if (!logLevel || !directory || problems.length > 0) throw new ConfigError(problems)
  const { simulated: sandbox } = directory
  const derived = deriveSecret(directory)
  return {
    sandbox,
    directory,
    logLevel,
    secret: ownSecret ?? derived,
    // Before it was set, the derived one was in use.
    previousSecrets: [...directory.previousSecrets, ...(ownSecret === undefined ? [] : [derived])],
    admins,
    warnings: [
      ...(sandbox ? [] : warningsOf(env, directory)),
      ...openGates(directory),
      ...textWarnings(directory),
    ],
  }
}

/** Undefined if the configuration is wrong. */
const readDirectory = async (
  json: unknown,
  env: Env,
  problems: string[],
  twice: readonly Twice[] = [],
): Promise<Directory | undefined> => {
  try {
    return await readConfig(json, env, sentenceProblems)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    // Of a connection whose adapter is given twice, the fields may be those of the first one.
    const doubtful = twice.flatMap(({ path: [part, name, field, ...inner] }) =>
      part === 'connections' && field === 'adapter' && inner.length === 0
        ? [`${formatPath(['connections', name ?? ''])}.`]
        : [],
    )
    const isSure = (problem: string) => !doubtful.some((path) => problem.startsWith(path))
    problems.push(...error.problems.filter(isSure))
    return undefined
  }
}

/** The providers that the built-in sandbox is to look like: `meta`, or `meta,telnyx`. */
const readModels = async (
  { name: source, value }: Like,
  problems: string[],
): Promise<readonly Model[]> => {
  const names = (value || '').split(',').flatMap((name) => name.trim() || [])
  if (names.length === 0) return []
  const models = await loadModels()
  const found = names.flatMap((name) => {
    const model = models.find((one) => one.name === name)
    if (model) return [model]
    const known = models.map((one) => one.name).join(', ')
    problems.push(`${source}: there is no ${name}; expected one of ${known}`)
    return []
  })
  // The first provider listed for a channel simulates it: `meta,twilio` leaves SMS to Twilio, `twilio,meta` nothing to Meta.
  const played = new Set<Channel>()
  for (const { name, channels } of found) {
    if (channels.every((channel) => played.has(channel)))
      problems.push(
        `${source}: ${name} has no channel left to simulate: the providers before it cover ${channels.join(' and ')}`,
      )
    for (const channel of channels) played.add(channel)
  }
  return found
}

/** Keys the hashes that remain after an erasure. */
export const hashKeysOf = ({
  secret,
  previousSecrets,
}: Pick<Settings, 'secret' | 'previousSecrets'>) => ({
  hashKey: keyed(secret, 'suppression'),
  previousHashKeys: previousSecrets.map((former) => keyed(former, 'suppression')),
})

/**
 * Stores a fingerprint of each secret that this database has seen, to detect one that is no longer
 * known. A sandbox's secret does not matter.
 */
export const secretWarnings = async (
  store: SettingStore,
  { sandbox, secret, previousSecrets }: Pick<Settings, 'sandbox' | 'secret' | 'previousSecrets'>,
): Promise<readonly string[]> => {
  if (sandbox) return []
  const print = (text: string) => keyed(text, 'fingerprint').slice(0, 16)
  const seen = (await readSetting(store, secretFingerprints)) ?? []
  const known = [secret, ...previousSecrets].map(print)
  if (seen.every((one) => known.includes(one))) {
    if (!seen.includes(print(secret)))
      await writeSetting(store, secretFingerprints, [...seen, print(secret)])
    return []
  }
  return [
    'POSTERN_SECRET, or a secret it is derived from, has changed since this database was created: ' +
      'opt-outs of contacts erased earlier are no longer recognised. Set the previous value again, ' +
      'or name it in "previousSecrets".',
  ]
}

const keyed = (secret: string, purpose: string) =>
  createHmac('sha256', secret).update(purpose).digest('hex')

/** Derived from the provider's and the CRM's secrets; replacing one changes it. */
const deriveSecret = ({ connections, adapters }: Directory): string => {
  const secrets = Object.values(connections).flatMap((connection) =>
    adapterOf(adapters, connection).secrets(connection),
  )
  return keyed(secrets.sort().join('\n'), 'postern')
}

const warningsOf = (env: Env, directory: Directory): readonly string[] => [
  ...(env.POSTERN_SECRET
    ? []
    : [
        'POSTERN_SECRET is not set. It signs media links and keys the hashes that remember opt-outs of ' +
          'erased contacts. For now it is derived from the other secrets, so changing one of them ' +
          'breaks both. Set it to 32 random bytes and keep it.',
      ]),
  ...(directory.publicUrl.startsWith('https:')
    ? []
    : ['publicUrl is not https: providers will reject it, and messages travel unencrypted.']),
]

/** Warns about every sender where the gate only observes. */
const openGates = ({ organisations }: Directory): readonly string[] => {
  const observed = organisations
    .flatMap(({ senders }) => senders)
    .filter(({ enforcement: { general, byOrigin } }) =>
      [general, ...Object.values(byOrigin)].includes('observe'),
    )
  return observed.length === 0
    ? []
    : [
        `The gate only observes for ${observed.map(({ address }) => address).join(', ')}: messages that it would ` +
          'refuse or hold are sent, and GET /v1/observations lists them (docs/observe.md).',
      ]
}

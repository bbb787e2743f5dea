/** Reads `postern.config.json`: connections, organisations, lines, senders. A bad file names the field. */

import { createHash } from 'node:crypto'
import * as z from 'zod'
import { type Address, channelOf, parseAddress } from './core/address.ts'
import { type OptOutHandling, type Rules, rulesSchema } from './core/policy.ts'

/** Each problem names the path of the wrong field, or the missing variable. */
export class ConfigError extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(`configuration: ${problems.join('; ')}`)
    this.problems = problems
  }
}

const secretSchema = z.strictObject({ env: z.string().regex(/^[A-Z][A-Z0-9_]*$/) })
const addressSchema = z
  .string()
  .refine((text) => parseAddress(text) !== undefined, 'expected whatsapp:+… or sms:+… (E.164)')
  .transform((text) => text as Address)
const urlSchema = z
  .url({ protocol: /^https?$/ })
  .transform((url) => url.replace(/#.*$/, '').replace(/\/+$/, ''))
const idSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'expected lower-case letters, digits, - and _')

const twilioSchema = z.strictObject({
  adapter: z.literal('twilio'),
  accountSid: z.string().regex(/^AC[0-9a-fA-F]{32}$/, 'expected AC and 32 hexadecimal digits'),
  /** The first one signs our requests; all of them verify webhooks, for a rotation without loss. */
  authTokens: z.array(secretSchema).min(1),
  /** Send with an API key instead of the token; webhooks are always signed with the token. */
  apiKey: z
    .strictObject({ sid: z.string().regex(/^SK[0-9a-fA-F]{32}$/), secret: secretSchema })
    .optional(),
  apiUrl: urlSchema.default('https://api.twilio.com'),
  contentUrl: urlSchema.default('https://content.twilio.com'),
  /** The service that our senders belong to; sends name it beside the sender. */
  messagingServiceSid: z
    .string()
    .regex(/^MG[0-9a-fA-F]{32}$/)
    .optional(),
  allowPrivate: z.boolean().default(false),
})

const webhookSchema = z.strictObject({
  adapter: z.literal('webhook'),
  url: urlSchema,
  /** `whsec_…` (base64) as in Standard Webhooks, or any text of 24 bytes or more. */
  secret: secretSchema,
  /** The former secret, while the CRM changes over: events carry both signatures. */
  previousSecret: secretSchema.optional(),
  allowPrivate: z.boolean().default(false),
})

const sandboxProviderSchema = z.strictObject({ adapter: z.literal('sandbox') })
const sandboxCrmSchema = z.strictObject({ adapter: z.literal('sandbox-crm') })

const connectionSchema = z.discriminatedUnion('adapter', [
  twilioSchema,
  webhookSchema,
  sandboxProviderSchema,
  sandboxCrmSchema,
])

const senderSchema = z.strictObject({
  address: addressSchema,
  connection: z.string(),
  /** Default: `provider` on SMS (Twilio answers STOP itself), `gateway` on WhatsApp. */
  optOutHandling: z.enum(['provider', 'gateway']).optional(),
  policy: z.record(z.string(), z.unknown()).default({}),
})

const configSchema = z.strictObject({
  $schema: z.string().optional(),
  publicUrl: urlSchema,
  connections: z.record(idSchema, connectionSchema),
  organisations: z
    .array(
      z.strictObject({
        id: idSchema,
        name: z.string().min(1),
        apiKeys: z.array(secretSchema).min(1),
        crm: z.union([z.string(), z.array(z.string()).min(1)]),
        locale: z.string().default('en'),
        policy: z.record(z.string(), z.unknown()).default({}),
        lines: z
          .array(
            z.strictObject({
              id: idSchema,
              name: z.string().min(1),
              policy: z.record(z.string(), z.unknown()).default({}),
              senders: z.array(senderSchema).min(1),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
})

/** A connection with its secrets put in. */
export type Connection = Resolved<z.output<typeof connectionSchema>>
type Resolved<T> = T extends { env: string }
  ? string
  : T extends readonly (infer U)[]
    ? readonly Resolved<U>[]
    : T extends object
      ? { readonly [K in keyof T]: Resolved<T[K]> }
      : T

export type Sender = {
  readonly address: Address
  readonly connection: string
  readonly optOutHandling: OptOutHandling
  readonly rules: Rules
  readonly line: Line
  readonly organisation: Organisation
}
export type Line = {
  readonly id: string
  readonly name: string
  readonly senders: readonly Sender[]
}
export type Organisation = {
  readonly id: string
  readonly name: string
  readonly locale: string
  readonly crms: readonly string[]
  readonly rules: Rules
  /** SHA-256 of each API key, in hexadecimal. */
  readonly apiKeyHashes: readonly string[]
  readonly lines: readonly Line[]
  readonly senders: readonly Sender[]
}

/** Everything that is configured, ready to be looked up. */
export type Directory = {
  readonly publicUrl: string
  readonly connections: Readonly<Record<string, Connection>>
  readonly organisations: readonly Organisation[]
  sender(address: Address): Sender | undefined
  organisation(id: string): Organisation | undefined
  /** The organisation that an API key belongs to. */
  byApiKey(key: string): Organisation | undefined
}

type Env = Readonly<Record<string, string | undefined>>

/** Parses a configuration and puts in the secrets from the environment. Throws `ConfigError`. */
export const readConfig = (json: unknown, env: Env): Directory => {
  const parsed = configSchema.safeParse(json)
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map(describeIssue))
  const problems: string[] = []
  const config = resolveSecrets(parsed.data, env, [], problems) as Resolved<
    z.output<typeof configSchema>
  >
  const organisations = config.organisations.map((organisation, i) =>
    buildOrganisation(organisation, `organisations[${i}]`, config.connections, problems),
  )
  const directory = buildDirectory(config.publicUrl, config.connections, organisations, problems)
  if (problems.length > 0) throw new ConfigError(problems)
  return directory
}

const describeIssue = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${spell([...issue.path, key])}: unknown field`).join('; ')
  return `${spell(issue.path)}: ${issue.message}`
}

const spell = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '') || '(the file)'

const resolveSecrets = (
  value: unknown,
  env: Env,
  path: PropertyKey[],
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

type RawOrganisation = Resolved<z.output<typeof configSchema>>['organisations'][number]

const buildOrganisation = (
  raw: RawOrganisation,
  path: string,
  connections: Readonly<Record<string, Connection>>,
  problems: string[],
): Organisation => {
  const crms = typeof raw.crm === 'string' ? [raw.crm] : raw.crm
  for (const crm of crms) {
    const connection = connections[crm]
    if (!connection) problems.push(`${path}.crm: there is no connection "${crm}"`)
    else if (isProvider(connection)) problems.push(`${path}.crm: "${crm}" is a provider, not a CRM`)
  }
  const lines: Line[] = []
  const senders: Sender[] = []
  const organisation: Organisation = {
    id: raw.id,
    name: raw.name,
    locale: raw.locale,
    crms,
    rules: buildRules([raw.policy], `${path}.policy`, problems),
    apiKeyHashes: raw.apiKeys.map(hashApiKey),
    lines,
    senders,
  }
  for (const [i, rawLine] of raw.lines.entries()) {
    const own: Sender[] = []
    const line: Line = { id: rawLine.id, name: rawLine.name, senders: own }
    for (const [j, rawSender] of rawLine.senders.entries()) {
      const where = `${path}.lines[${i}].senders[${j}]`
      const connection = connections[rawSender.connection]
      if (!connection)
        problems.push(`${where}.connection: there is no connection "${rawSender.connection}"`)
      else if (!isProvider(connection))
        problems.push(`${where}.connection: "${rawSender.connection}" is a CRM, not a provider`)
      own.push({
        address: rawSender.address,
        connection: rawSender.connection,
        optOutHandling:
          rawSender.optOutHandling ??
          (channelOf(rawSender.address) === 'sms' ? 'provider' : 'gateway'),
        rules: buildRules(
          [raw.policy, rawLine.policy, rawSender.policy],
          `${where}.policy`,
          problems,
        ),
        line,
        organisation,
      })
    }
    lines.push(line)
    senders.push(...own)
  }
  return organisation
}

/** Later layers override earlier ones, member by member. */
const buildRules = (layers: readonly object[], path: string, problems: string[]): Rules => {
  const parsed = rulesSchema.safeParse(Object.assign({}, ...layers))
  if (parsed.success) return parsed.data
  problems.push(...parsed.error.issues.map((issue) => `${path}.${describeIssue(issue)}`))
  return rulesSchema.parse({})
}

const isProvider = (connection: Connection) =>
  connection.adapter === 'twilio' || connection.adapter === 'sandbox'

const buildDirectory = (
  publicUrl: string,
  connections: Readonly<Record<string, Connection>>,
  organisations: readonly Organisation[],
  problems: string[],
): Directory => {
  const byId = new Map<string, Organisation>()
  const byAddress = new Map<Address, Sender>()
  const byKey = new Map<string, Organisation>()
  for (const [i, organisation] of organisations.entries()) {
    const path = `organisations[${i}]`
    if (byId.has(organisation.id)) problems.push(`${path}.id: "${organisation.id}" is used twice`)
    byId.set(organisation.id, organisation)
    if (new Set(organisation.lines.map((line) => line.id)).size < organisation.lines.length)
      problems.push(`${path}.lines: every line needs an id of its own`)
    for (const sender of organisation.senders) {
      if (byAddress.has(sender.address))
        problems.push(`${path}: the sender ${sender.address} is configured twice`)
      byAddress.set(sender.address, sender)
    }
    for (const hash of organisation.apiKeyHashes) {
      if (byKey.has(hash)) problems.push(`${path}.apiKeys: a key belongs to one organisation only`)
      byKey.set(hash, organisation)
    }
  }
  return {
    publicUrl,
    connections,
    organisations,
    sender: (address) => byAddress.get(address),
    organisation: (id) => byId.get(id),
    byApiKey: (key) => byKey.get(hashApiKey(key)),
  }
}

/** Looking a key up by its hash tells an attacker nothing through timing. */
const hashApiKey = (key: string): string => createHash('sha256').update(key).digest('hex')

/** Reads `postern.config.json`. A bad file names each wrong field, a missing secret its variable. */

import { isSupportedCountry } from 'libphonenumber-js/min'
import * as z from 'zod'
import { type Address, parseAddress } from '../core/model/address.ts'
import { ADDRESS_FORMS } from '../core/model/channel.ts'
import { rulesSchema } from '../core/model/policy.ts'
import { buildDirectory, type Directory } from './directory.ts'

export type { Directory, Organisation, Sender } from './directory.ts'

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
  .refine((text) => parseAddress(text) !== undefined, `expected ${ADDRESS_FORMS} (E.164)`)
  .transform((text) => text as Address)
const urlSchema = z
  .url({ protocol: /^https?$/, error: 'expected https:// or http:// and a host' })
  .refine((url) => !/[?@]/.test(url), 'expected no user, password or query')
  .transform((url) => url.replace(/#.*$/, '').replace(/\/+$/, ''))
/** A page of the CRM's, where a slash at the end makes a difference. */
const pageSchema = z
  .url({ protocol: /^https?$/, error: 'expected https:// or http:// and a host' })
  .transform((url) => url.replace(/#.*$/, ''))
const idSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'expected lower-case letters, digits, - and _')
/** Twilio's ids: two letters that say what it is of, and 32 hexadecimal digits. */
const sidSchema = (prefix: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`), `expected ${prefix} and 32 hexadecimal digits`)

/** Rules of one layer as written; they are checked here, and get their defaults when merged. */
const policySchema = z
  .record(z.string(), z.unknown())
  .meta({ id: 'Policy' })
  .superRefine((layer, context) => {
    const parsed = rulesSchema.safeParse(layer)
    if (!parsed.success)
      for (const issue of parsed.error.issues)
        context.issues.push({ ...issue, input: layer } as z.core.$ZodRawIssue)
    for (const [i, country] of (parsed.data?.countries ?? []).entries())
      if (!isSupportedCountry(country))
        context.addIssue({
          code: 'custom',
          path: ['countries', i],
          message: 'expected an ISO 3166 code, such as US or GB',
        })
  })
  .default({})

/** See `rulesSchema`: for what leaves by a provider connection, or what a CRM connection sends. */
const enforce = rulesSchema.shape.enforce

const twilioSchema = z.strictObject({
  adapter: z.literal('twilio'),
  accountSid: sidSchema('AC'),
  /** The first one signs our requests; all of them verify webhooks, for a rotation without loss. */
  authTokens: z.array(secretSchema).min(1),
  /** Send with an API key instead of the token; webhooks are always signed with the token. */
  apiKey: z.strictObject({ sid: sidSchema('SK'), secret: secretSchema }).optional(),
  apiUrl: urlSchema.default('https://api.twilio.com'),
  contentUrl: urlSchema.default('https://content.twilio.com'),
  /** The service that our senders belong to; sends name it beside the sender. */
  messagingServiceSid: sidSchema('MG').optional(),
  allowPrivate: z.boolean().default(false),
  enforce,
})

const webhookSchema = z.strictObject({
  adapter: z.literal('webhook'),
  url: pageSchema,
  /** `whsec_…` (base64) as in Standard Webhooks, or any text of 24 bytes or more. */
  secret: secretSchema,
  /** The former secret, while the CRM changes over: events carry both signatures. */
  previousSecret: secretSchema.optional(),
  allowPrivate: z.boolean().default(false),
  enforce,
})

const agentSchema = z.string().min(1).max(200)

const twilioApiSchema = z.strictObject({
  adapter: z.literal('twilio-api'),
  /** What we issue to the CRM in place of Twilio: it signs in with these, and we sign with the token. */
  accountSid: sidSchema('AC'),
  authToken: secretSchema,
  apiKeys: z
    .array(
      z.strictObject({
        sid: sidSchema('SK'),
        secret: secretSchema,
        /** In whose name this key sends, instead of `agent`. */
        agent: agentSchema.optional(),
      }),
    )
    .default([]),
  /** Where inbound messages are posted in the form of Twilio's webhook. */
  inboundUrl: pageSchema.optional(),
  /** In whose name messages without `X-Postern-Agent` are sent. */
  agent: agentSchema.default('crm'),
  /** Which line a messaging service stands for in `From` and `MessagingServiceSid`. */
  messagingServices: z.record(sidSchema('MG'), idSchema).default({}),
  /** What the CRM is told of a message that waits: 201 `accepted`, or a refusal in its place. */
  onHeld: z.enum(['accept', 'refuse']).default('accept'),
  allowPrivate: z.boolean().default(false),
  enforce,
})

const connectionSchema = z.discriminatedUnion('adapter', [
  twilioSchema,
  webhookSchema,
  twilioApiSchema,
  z.strictObject({ adapter: z.literal('sandbox'), enforce }),
  z.strictObject({ adapter: z.literal('sandbox-crm'), enforce }),
])

const senderSchema = z.strictObject({
  address: addressSchema,
  connection: z.string(),
  /** Default: on SMS `toll_free` for North American toll-free numbers, else `provider`; on WhatsApp `gateway`. */
  optOutHandling: z.enum(['provider', 'toll_free', 'gateway']).optional(),
  policy: policySchema,
})

const lineSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  policy: policySchema,
  senders: z.array(senderSchema).min(1),
})

const organisationSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  apiKeys: z.array(secretSchema).min(1),
  crm: z.union(
    [z.string(), z.array(z.string()).min(1)],
    'expected a connection, or a list of them',
  ),
  locale: z.string().default('en'),
  policy: policySchema,
  lines: z.array(lineSchema).min(1),
})

/** The file as a whole; `npm run schema` writes it as a JSON Schema for editors. */
export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  publicUrl: urlSchema,
  /** For each API key: how many requests a second, and how many at once. */
  rateLimit: z
    .strictObject({
      perSecond: z.number().min(0.01).default(100),
      burst: z.int().min(1).default(200),
    })
    .prefault({}),
  /** Whether `GET /metrics` answers; it needs no key. */
  metrics: z.boolean().default(true),
  connections: z.record(idSchema, connectionSchema),
  organisations: z.array(organisationSchema).min(1),
})

/** A checked configuration with its secrets put in. */
export type Config = Resolved<z.output<typeof configSchema>>
export type Connection = Config['connections'][string]

type Resolved<T> = T extends { env: string }
  ? string
  : T extends readonly (infer U)[]
    ? readonly Resolved<U>[]
    : T extends object
      ? { readonly [K in keyof T]: Resolved<T[K]> }
      : T

type Env = Readonly<Record<string, string | undefined>>

/** Parses a configuration and puts in the secrets from the environment. Throws `ConfigError`. */
export const readConfig = (json: unknown, env: Env): Directory => {
  const parsed = configSchema.safeParse(json)
  const problems: string[] = []
  if (!parsed.success) {
    resolveSecrets(json, env, [], problems)
    throw new ConfigError([...parsed.error.issues.map(describeIssue), ...problems])
  }
  const config = resolveSecrets(parsed.data, env, [], problems) as Config
  const directory = buildDirectory(config, problems)
  if (problems.length > 0) throw new ConfigError(problems)
  return directory
}

const describeIssue = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${spell([...issue.path, key])}: unknown field`).join('; ')
  if (issue.code === 'invalid_key')
    return `${spell(issue.path)}: ${issue.issues[0]?.message ?? issue.message}`
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

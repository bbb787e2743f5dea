/** The schema of `postern.config.json`: the common fields, and those that each adapter adds. */

import * as z from 'zod'
import { type Address, parseAddress } from '../core/model/address.ts'
import { ADDRESS_FORMS } from '../core/model/channel.ts'
import { type Rules, rulesSchema } from '../core/model/policy/rules.ts'
import { nameSchema, proseSchema, wordsSchema } from '../core/model/text.ts'
import type { Adapter, Resolved } from '../ports/adapter.ts'
import { placeProblems } from './checks/places.ts'
import {
  allowPrivateSchema,
  idSchema,
  issuedSecretSchema,
  localeSchema,
  secretSchema,
  timeZoneSchema,
  urlSchema,
} from './fields.ts'
import { nameFields } from './issues.ts'

export type { Directory, Organisation, Sender } from './directory.ts'

/** Each problem names the path of the wrong field, or the missing variable. */
export class ConfigError extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(`configuration: ${problems.join('; ')}`)
    this.problems = problems
  }
}

const ADDRESS_WANTED = `expected ${ADDRESS_FORMS} (E.164, without spaces)`
const addressSchema = z
  .string(ADDRESS_WANTED)
  .refine((text) => parseAddress(text) !== undefined, ADDRESS_WANTED)
  .transform((text) => text as Address)
/** The rules of one layer as written; checked here, with defaults added when merged. */
const policySchema = z
  .record(z.string(), z.unknown())
  .meta({ id: 'Policy' })
  .superRefine((layer, context) => {
    const parsed = rulesSchema.safeParse(layer, {
      jitless: true,
      reportInput: true,
      error: nameFields,
    })
    if (!parsed.success)
      for (const issue of parsed.error.issues) context.issues.push(issue as z.core.$ZodRawIssue)
    for (const { path, problem: message } of placeProblems(layer))
      context.addIssue({ code: 'custom', path: [...path], message })
  })
  .default({})

/** See `rulesSchema`: applies to messages through a provider connection, or from a CRM connection. */
const enforce = rulesSchema.shape.enforce

/** The connections of these adapters, distinguished by `adapter`. */
const createConnectionSchema = (adapters: readonly Adapter[]) => {
  const [first, ...others] = adapters.map((adapter) =>
    z.strictObject({ adapter: z.literal(adapter.name), ...adapter.config.shape, enforce }),
  )
  if (!first) throw new Error('config: there are no adapters')
  const names = adapters.map(({ name }) => name).join(', ')
  return z.discriminatedUnion('adapter', [first, ...others], {
    error: ({ code, input }) => {
      if (code !== 'invalid_union') return undefined
      const { adapter } = (input ?? {}) as { readonly adapter?: unknown }
      const nothing = adapter === undefined ? 'is missing: ' : adapter === null ? 'is null: ' : ''
      return `${nothing}expected one of ${names}`
    },
  })
}

const SENDER = {
  address: addressSchema,
  connection: z.string(),
  /** Default: on SMS `toll_free` for North American toll-free numbers, else `provider`; on WhatsApp `gateway`. */
  optOutHandling: z.enum(['provider', 'toll_free', 'gateway']).optional(),
  policy: policySchema,
}

/** Fields common to all senders; the adapter's own are under `fields`, checked once it is known. */
const createSenderSchema = (adapters: readonly Adapter[]) => {
  const own = Object.fromEntries(
    [...formsOfFields(adapters)].map(([name, [form, ...others]]) => [
      name,
      z
        .unknown()
        .optional()
        .meta(others.length > 0 ? { anyOf: [form, ...others] } : { ...form }),
    ]),
  )
  return z
    .strictObject({ ...own, ...SENDER } as typeof SENDER)
    .transform(({ address, connection, optOutHandling, policy, ...fields }) => ({
      address,
      connection,
      optOutHandling,
      policy,
      fields: fields as object,
    }))
}

/** Field schemas by name, for the adapters whose senders have the field. */
const formsOfFields = (adapters: readonly Adapter[]) => {
  const forms = new Map<string, object[]>()
  for (const adapter of adapters) {
    if (adapter.kind !== 'provider' || !adapter.sender) continue
    for (const [name, field] of Object.entries(adapter.sender.shape)) {
      const { $schema: _, ...form } = z.toJSONSchema(field, { io: 'input' })
      forms.set(name, [...(forms.get(name) ?? []), form])
    }
  }
  return forms
}

/** Contacts read it in automatic messages. */
const MAX_NAME = 200

const createOrganisationSchema = (adapters: readonly Adapter[]) =>
  z.strictObject({
    id: idSchema,
    name: wordsSchema(MAX_NAME),
    apiKeys: z.array(issuedSecretSchema).min(1),
    crm: z.union(
      [z.string(), z.array(z.string()).min(1)],
      'expected a connection, or a list of them',
    ),
    locale: localeSchema.default('en'),
    /** Of the times in the sentences that agents read, such as `America/New_York`. Default: UTC. */
    timeZone: timeZoneSchema.optional(),
    policy: policySchema,
    /** Texts that agents use often, for the composer. */
    quickReplies: z
      .array(z.strictObject({ name: nameSchema(60), text: proseSchema(4096) }))
      .max(200)
      .default([]),
    /** Names of a template's variables, by template: `{"order_update": {"1": "First name"}}`. */
    variableNames: z.record(nameSchema(512), z.record(nameSchema(100), nameSchema(60))).default({}),
    lines: z
      .array(
        z.strictObject({
          id: idSchema,
          name: wordsSchema(MAX_NAME),
          /** Default: the organisation's. */
          locale: localeSchema.optional(),
          policy: policySchema,
          senders: z.array(createSenderSchema(adapters)).min(1),
        }),
      )
      .min(1),
  })

const MAX_RATE = 1_000_000

/** The whole file, with the fields of each adapter's connections and senders. */
export const createConfigSchema = (adapters: readonly Adapter[]) =>
  z.strictObject({
    $schema: z.string().optional(),
    publicUrl: urlSchema,
    /** For each API key: how many requests a second, and how many at once. */
    rateLimit: z
      .strictObject({
        perSecond: z.number().min(0.01).max(MAX_RATE).default(100),
        burst: z.int().min(1).max(MAX_RATE).default(200),
      })
      .prefault({}),
    /** Former values of `POSTERN_SECRET`, to recognise opt-outs of contacts erased under them. */
    previousSecrets: z.array(secretSchema).default([]),
    /** Whether `GET /metrics` answers; it needs no key. */
    metrics: z.boolean().default(true),
    /** Whether the URLs of a CRM's files are asked for type and size (HEAD) before sending. */
    files: z
      .strictObject({
        inspect: z.boolean().default(true),
        /** Files may be on private addresses. */
        allowPrivate: allowPrivateSchema,
      })
      .prefault({}),
    connections: z.record(idSchema, createConnectionSchema(adapters)),
    organisations: z.array(createOrganisationSchema(adapters)).min(1),
  })

/** The JSON Schema for editors. */
export const jsonSchemaOf = (adapters: readonly Adapter[]): object => {
  const schema = z.toJSONSchema(createConfigSchema(adapters), { io: 'input' })
  const { $schema: _, ...rules } = z.toJSONSchema(rulesSchema, { io: 'input' })
  return { ...schema, title: 'Postern', $defs: { ...schema.$defs, Policy: rules } }
}

/** A connection with its secrets resolved, and the fields of its adapter. */
export type Connection = {
  readonly adapter: string
  readonly enforce?: Rules['enforce']
  readonly [field: string]: unknown
}

/** A checked configuration with its secrets resolved. */
export type Config = Omit<
  Resolved<z.output<ReturnType<typeof createConfigSchema>>>,
  'connections'
> & {
  readonly connections: Readonly<Record<string, Connection>>
}

/** Shared schemas: each validates, documents and names one part of the API. */

import * as z from 'zod'
import { type Address, isMachine, parseAddress } from '../../../core/model/address.ts'
import { ADDRESS_FORMS, CHANNEL_NAMES } from '../../../core/model/channel.ts'
import { nameSchema } from '../../../core/model/text.ts'
import { REASONS } from '../../kit/reasons.ts'
import { wireEvidence } from './evidence.ts'

/** Schemas that appear under a name of their own in the OpenAPI document. */
export const named = new Map<string, z.ZodType>()

/** Gives a schema its name. */
export const name = <T extends z.ZodType>(id: string, schema: T): T => {
  named.set(id, schema)
  return schema
}

const ADDRESS = {
  description: 'A channel and a number in E.164, or a scoped user id of WhatsApp.',
  examples: ['whatsapp:+15550102030', 'sms:+15550102030', 'whatsapp:US.13491208655302741918'],
}

/** The address with its `+`. In a query string a bare one means a space, and no address has a space. */
export const withPlus = (text: string): string => text.replace(': ', ':+')

/** An address in a request. */
export const addressSchema = name(
  'Address',
  z
    .string()
    .transform(withPlus)
    .refine(
      (text) => parseAddress(text) !== undefined,
      `is not an address: ${ADDRESS_FORMS} in E.164`,
    )
    .transform((text) => text as Address)
    .meta(ADDRESS),
)

export const agentSchema = name(
  'Agent',
  nameSchema(200).meta({
    description: "The agent's id in the CRM.",
    examples: ['ana'],
  }),
)

/** The address of a contact who can be written to; a short code can't. */
const recipientSchema = name(
  'Recipient',
  addressSchema.refine(
    (address) => !isMachine(address),
    'is a short code: write a number in E.164, with + and its country',
  ),
)

/** From a sender, to a contact, for an agent. */
export const parties = { from: addressSchema, to: recipientSchema, agent: agentSchema }

/** The purpose of a message or a consent. */
export const purposeSchema = name(
  'Purpose',
  z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,39}$/, 'is not a valid purpose name')
    .meta({
      description: '`service`, `marketing` or a purpose of your own.',
      examples: ['marketing'],
    }),
)

/** The language of a contact. No list has all that people speak, so only the form is checked. */
export const localeSchema = z
  .string()
  .regex(/^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$/, 'is not a language such as es or es-MX')

const MAX_LIMIT = 100
const LIMIT_PROBLEM = `must be a whole number from 1 to ${MAX_LIMIT}`

/** Digits only: `Number` would also read '', ' 5' and 0x10. */
const limitSchema = z.preprocess(
  (value) => (typeof value === 'string' ? (/^\d+$/.test(value) ? Number(value) : value) : value),
  z.int(LIMIT_PROBLEM).min(1, LIMIT_PROBLEM).max(MAX_LIMIT, LIMIT_PROBLEM),
)

/** A cursor and a limit, for every list. */
export const pageSchema = z.strictObject({
  limit: limitSchema.default(50).meta({ description: 'The maximum number of items.' }),
  cursor: z.string().min(1).max(500).optional().meta({
    description: 'The `next` of the previous page.',
  }),
})

export const instant = z.iso.datetime().meta({ description: 'ISO 8601 in UTC.' })
export const channel = z.enum(CHANNEL_NAMES)
export const reason = name('Reason', z.enum(Object.keys(REASONS) as [keyof typeof REASONS]))
export const address = z.string().meta(ADDRESS)

export const remedy = name(
  'Remedy',
  z
    .discriminatedUnion('do', [
      z.strictObject({
        do: z.literal('choose_template'),
        templates: z.array(z.strictObject({ name: z.string(), language: z.string() })),
      }),
      z.strictObject({ do: z.literal('request_opt_in'), from: instant }),
      z.strictObject({ do: z.literal('record_consent') }),
      z.strictObject({ do: z.literal('settle_doubt'), message: z.string() }),
      z.strictObject({ do: z.literal('wait_for_contact') }),
      z.strictObject({ do: z.literal('contact_administrator') }),
      z.strictObject({ do: z.literal('ask_owner'), owner: z.string() }),
      z.strictObject({ do: z.literal('use_channel'), channel, sender: address }),
      z.strictObject({ do: z.literal('wait_until'), at: instant }),
      z.strictObject({ do: z.literal('try_later') }),
      z.strictObject({ do: z.literal('check_address') }),
      z.strictObject({ do: z.literal('change_content') }),
      z.strictObject({ do: z.literal('resend'), message: z.string() }),
      z.strictObject({ do: z.literal('discard'), message: z.string() }),
    ])
    .meta({ description: 'What would help.' }),
)

/** The evidence of a refusal; its members depend on the reason. */
export const evidence = {
  ...wireEvidence(instant),
  until: z
    .union([z.literal('consent'), z.literal('doubt'), instant])
    .optional()
    .meta({ description: 'What a held message is waiting for, or when it may be sent.' }),
  expiresAt: instant.optional().meta({ description: 'A held message expires then.' }),
}

const verdictMembers = {
  status: z.enum(['accepted', 'held', 'refused']),
  reason: reason.optional(),
  sentence: z.string().optional().meta({ description: 'For the agent to read.' }),
  ...evidence,
  remedies: z.array(remedy),
}

export const observedSchema = z
  .strictObject({ ...verdictMembers, status: z.enum(['held', 'refused']) })
  .meta({ description: 'What the gate would have decided if it enforced its rules.' })

export const verdictSchema = name(
  'Verdict',
  z
    .strictObject({ ...verdictMembers, observed: observedSchema.optional() })
    .meta({ description: 'Whether it may be sent, and if not, why.' }),
)

/** An accepted or held request. */
export const acceptedSchema = name(
  'Accepted',
  z
    .strictObject({
      id: z.string(),
      ...verdictMembers,
      status: z.enum(['accepted', 'held']),
      observed: observedSchema.optional(),
      to: z.strictObject({ asked: z.string(), sent: z.string() }).optional().meta({
        description:
          'The spelling of the number that the message was sent to, if the request used another spelling than the contact.',
      }),
      language: z.strictObject({ asked: z.string(), sent: z.string() }).optional().meta({
        description:
          'The language that was used, if the template does not exist in the requested one.',
      }),
    })
    .meta({ description: 'The id and the verdict.' }),
)

name(
  'Problem',
  z
    .strictObject({
      type: z.string().meta({ description: 'A page about the reason.' }),
      title: z.string(),
      status: z.int().meta({ description: 'The HTTP status.' }),
      detail: z.string().meta({ description: 'One sentence for the agent.' }),
      reason,
      sentence: z.string().optional(),
      ...evidence,
      remedies: z.array(remedy),
      instance: z.string().meta({ description: "The request's id." }),
      errors: z
        .array(z.strictObject({ field: z.string(), problem: z.string() }))
        .optional()
        .meta({ description: 'The invalid fields.' }),
    })
    .meta({ description: 'An error (RFC 9457).' }),
)

export const waiting = z
  .strictObject({ for: z.enum(['provider', 'sender']), retryAt: instant })
  .meta({
    description:
      'The provider does not answer, or it has paused the sender. The message is kept and retried at `retryAt`.',
  })

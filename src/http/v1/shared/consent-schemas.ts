/** Schemas of a consent and its basis. */

import * as z from 'zod'
import { nameSchema, proseSchema } from '../../../core/model/text.ts'
import { instant, name } from './schemas.ts'

export const readingSchema = name(
  'Reading',
  z
    .strictObject({
      is: z.enum(['opt_out', 'opt_in', 'decline', 'help', 'stop_marketing', 'doubt']),
      how: z.enum(['word', 'phrase', 'button', 'provider', 'join']),
      words: z.string(),
      version: z.string().meta({ description: 'The version of the word lists.' }),
    })
    .meta({ description: "How a contact's words were read, and by which rule." }),
)

const consentMembers = {
  status: z.enum(['unasked', 'requested', 'granted', 'refused', 'revoked']),
  at: instant.optional(),
  doubt: z
    .strictObject({ message: z.string(), words: z.string().optional(), at: instant })
    .optional()
    .meta({
      description:
        'This message may be an opt-out: `POST /v1/contacts/{address}/doubt` settles it.',
    }),
}
/** A contact's consent. */
export const consent = z.strictObject(consentMembers)

/** A contact's consent with its evidence. */
export const evidencedConsent = z.strictObject({
  ...consentMembers,
  source: z
    .enum(['contact', 'agent', 'crm', 'provider'])
    .optional()
    .meta({ description: 'Who said it.' }),
  message: z.string().optional().meta({ description: 'The message with these words.' }),
  words: z.string().optional().meta({ description: "The contact's own." }),
  reading: readingSchema.optional(),
  agent: z.string().optional(),
  basis: z.string().optional(),
  evidence: z.string().optional(),
  corrects: z
    .string()
    .optional()
    .meta({ description: 'The message that was mistaken for an opt-out.' }),
  reason: z.string().optional(),
  givenAt: instant.optional(),
  wording: z.string().optional(),
  language: z.string().optional(),
  purpose: z.string().optional(),
  purposes: z.array(z.string()).optional().meta({
    description: 'The purposes that the request named in addition to service.',
  }),
  recordedBy: z.string().optional(),
  reach: z
    .literal('everywhere')
    .optional()
    .meta({ description: 'The contact said no to every channel.' }),
})

/** The possible bases of a consent; for `other` the evidence explains it. */
export const BASES = [
  ...(['web_form', 'paper_form', 'contract', 'telephone', 'in_person', 'email'] as const),
  ...(['text_message', 'text_to_join', 'existing_customer', 'imported', 'other'] as const),
] as const

export const text = (max: number, description: string) =>
  proseSchema(max).optional().meta({ description })

export const basisOf = () =>
  z.enum(BASES).optional().meta({
    description: 'The basis of the consent; required with `granted`, and `other` needs `evidence`.',
  })

/** Before it, no consent can have been given: a year was written with two digits, or left out. */
const FIRST_AT = Date.UTC(1970, 0, 1)

/** What is wrong with the time at which a contact agreed. */
export const givenAtProblem = (givenAt: string | undefined, now: number): string | undefined => {
  const at = givenAt === undefined ? now : Date.parse(givenAt)
  if (at > now) return 'is in the future'
  return at < FIRST_AT ? 'is before 1970' : undefined
}

/** Details of a consent given elsewhere. */
export const provenance = {
  wording: text(2000, 'What the contact agreed to, word for word.'),
  language: text(35, 'The language of that text, such as `es-MX`.'),
  purpose: text(200, 'What for.'),
  recordedBy: nameSchema(200).optional().meta({ description: 'Who recorded it at the time.' }),
}

/** Response schemas of senders and their templates. */

import * as z from 'zod'
import { address, channel, instant, name } from './schemas.ts'

export const templateSchema = name(
  'Template',
  z.strictObject({
    name: z.string(),
    language: z.string(),
    category: z.enum(['utility', 'marketing', 'authentication']),
    body: z.string().meta({ description: 'With placeholders such as `{{1}}`.' }),
    variables: z.array(z.string()),
    samples: z.record(z.string(), z.string()).optional(),
    buttons: z
      .array(
        z.strictObject({
          type: z.string().meta({ description: '`quick_reply`, `url`, `phone_number`, …' }),
          text: z.string(),
          url: z.string().optional(),
          phone: z.string().optional(),
        }),
      )
      .optional(),
    media: z
      .array(z.strictObject({ url: z.string() }))
      .optional()
      .meta({
        description: 'Pictures, videos, documents; placeholders are filled in as in `body`.',
      }),
  }),
)

export const senderSchema = name(
  'Sender',
  z.strictObject({
    address,
    channel,
    line: z.string(),
    state: z.enum(['active', 'inactive', 'restricted', 'paused']).meta({
      description:
        '`inactive`: deactivated here. `restricted`: stopped by the provider. `paused`: paused by the provider; ends automatically at `until`.',
    }),
    until: instant.optional(),
    code: z.string().optional().meta({ description: "The provider's code for the pause." }),
    changed: z
      .strictObject({
        at: instant,
        by: z.enum(['crm', 'console', 'provider']),
        agent: z.string().optional(),
        reason: z.string().optional(),
      })
      .optional()
      .meta({ description: 'Who last changed the state, when and why.' }),
    unregistered: z
      .strictObject({ country: z.string(), code: z.string(), at: instant, until: instant })
      .optional()
      .meta({
        description: "Not registered for contacts of this country; others aren't affected.",
      }),
    optOutHandling: z.enum(['provider', 'toll_free', 'gateway']),
    enforce: z
      .enum(['enforce', 'observe'])
      .meta({ description: '`observe`: everything passes, see `/v1/observations`.' }),
  }),
)
export const senderListSchema = name('Senders', z.strictObject({ senders: z.array(senderSchema) }))

export const templateListSchema = name(
  'Templates',
  z.strictObject({
    templates: z.array(
      templateSchema.extend({
        approval: z.enum([
          'unsubmitted',
          'received',
          'pending',
          'approved',
          'rejected',
          'paused',
          'disabled',
        ]),
        canOpenSession: z.boolean(),
        reserved: z
          .literal(true)
          .optional()
          .meta({ description: 'An opt-in request, which only the gateway sends.' }),
        type: z
          .string()
          .optional()
          .meta({ description: "The template's content type at the provider." }),
        types: z
          .record(z.string(), z.unknown())
          .optional()
          .meta({ description: 'All parts of the template at the provider, by content type.' }),
        createdAt: instant.optional(),
        updatedAt: instant.optional(),
        rejection: z.string().optional(),
        allowsCategoryChange: z.boolean().optional(),
        quality: z.enum(['high', 'medium', 'low', 'unknown']).optional().meta({
          description:
            "The provider's rating, based on how contacts react: a template rated `low` is soon paused. `unknown`: not rated yet. Absent where the provider has none.",
        }),
      }),
    ),
  }),
)

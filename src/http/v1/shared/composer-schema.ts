/** The schema of the composer's state. */

import * as z from 'zod'
import { consent } from './consent-schemas.ts'
import { purposeConsent, session } from './resources.ts'
import { instant, name, verdictSchema } from './schemas.ts'
import { templateSchema } from './sender-schemas.ts'

export const composerSchema = name(
  'Composer',
  z
    .strictObject({
      at: instant.meta({ description: "The gateway's time: count down from here." }),
      line: z.string(),
      limits: z
        .strictObject({
          maxTextLength: z.int(),
          maxMedia: z.int().meta({ description: 'Files in one message.' }),
          fileTypes: z
            .array(z.string())
            .meta({ description: 'The content types that an uploaded file can have.' }),
        })
        .meta({ description: 'What the provider accepts from this sender.' }),
      session,
      consent,
      marketing: purposeConsent.meta({ description: 'Whether the contact wants marketing.' }),
      owner: z.string().nullable(),
      text: verdictSchema,
      template: verdictSchema,
      optInRequest: verdictSchema,
      templates: z.array(
        templateSchema.extend({
          variableNames: z.record(z.string(), z.string()).optional().meta({
            description: 'The names of its variables, if the configuration has them.',
          }),
        }),
      ),
      notice: z.string().optional().meta({
        description: 'The notice that the next text will begin with, if one is due.',
      }),
      quickReplies: z
        .array(z.strictObject({ name: z.string(), text: z.string() }))
        .meta({ description: 'Texts that agents use often, as configured.' }),
    })
    .meta({ description: 'What an agent may send to a contact now.' }),
)

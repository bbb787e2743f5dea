/** The configuration of a CRM that receives signed events: docs/crm-webhook.md */

import * as z from 'zod'
import { allowPrivateSchema, pageSchema, secretSchema } from '../../../src/config/fields.ts'

export const configSchema = z.strictObject({
  url: pageSchema,
  /** `whsec_` and base64 of at least 24 bytes, as in Standard Webhooks. */
  secret: secretSchema,
  /** The previous secret during a rotation: events carry both signatures. */
  previousSecret: secretSchema.optional(),
  allowPrivate: allowPrivateSchema,
})

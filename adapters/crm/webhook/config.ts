/** The configuration of a CRM that receives signed events: docs/crm-webhook.md */

import * as z from 'zod'
import { allowPrivateSchema, pageSchema, secretSchema } from '../../../src/config/fields.ts'

export const configSchema = z.strictObject({
  url: pageSchema,
  /** `whsec_` and base64 of 24 bytes or more, as in Standard Webhooks. */
  secret: secretSchema,
  /** The former secret, while the CRM changes over: events carry both signatures. */
  previousSecret: secretSchema.optional(),
  allowPrivate: allowPrivateSchema,
})

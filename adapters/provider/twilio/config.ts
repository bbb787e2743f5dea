/** The configuration of an account at Twilio: docs/twilio.md */

import * as z from 'zod'
import { allowPrivateSchema, secretSchema, urlSchema } from '../../../src/config/fields.ts'

/** An id of Twilio's: two letters for its type, and 32 hexadecimal digits. */
const sidSchema = (prefix: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`), `expected ${prefix} and 32 hexadecimal digits`)

export const configSchema = z.strictObject({
  accountSid: sidSchema('AC'),
  /** The first one signs our requests; all verify webhooks, so that a rotation loses nothing. */
  authTokens: z.array(secretSchema).min(1),
  /** Sends with an API key instead of the token; webhooks are always signed with the token. */
  apiKey: z.strictObject({ sid: sidSchema('SK'), secret: secretSchema }).optional(),
  apiUrl: urlSchema.default('https://api.twilio.com'),
  contentUrl: urlSchema.default('https://content.twilio.com'),
  /** The messaging service of our senders; sends name it beside the sender. */
  messagingServiceSid: sidSchema('MG').optional(),
  allowPrivate: allowPrivateSchema,
})

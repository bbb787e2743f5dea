/** The configuration of an account at Twilio: docs/twilio.md */

import * as z from 'zod'
import {
  allowPrivateSchema,
  hexIdSchema,
  secretSchema,
  urlSchema,
} from '../../../src/config/fields.ts'

export const configSchema = z.strictObject({
  accountSid: hexIdSchema('AC'),
  /** The first one signs our requests; all verify webhooks, so that a rotation loses nothing. */
  authTokens: z.array(secretSchema).min(1),
  /** Sends with an API key instead of the token; webhooks are always signed with the token. */
  apiKey: z.strictObject({ sid: hexIdSchema('SK'), secret: secretSchema }).optional(),
  apiUrl: urlSchema.default('https://api.twilio.com'),
  contentUrl: urlSchema.default('https://content.twilio.com'),
  /** The messaging service of our senders; sends name it beside the sender. */
  messagingServiceSid: hexIdSchema('MG').optional(),
  allowPrivate: allowPrivateSchema,
})

/** The configuration of a WhatsApp Business account at Meta: docs/meta.md */

import * as z from 'zod'
import {
  allowPrivateSchema,
  digitsSchema,
  secretSchema,
  urlSchema,
} from '../../../src/config/fields.ts'
import type { CheckContext, ConfigProblem } from '../../../src/ports/adapter.ts'

export const configSchema = z.strictObject({
  /** The WhatsApp Business account (WABA) that owns the numbers and the templates. */
  businessAccountId: digitsSchema,
  accessToken: secretSchema,
  /** The app's secrets: several during a rotation, or when two apps are subscribed. */
  appSecrets: z.array(secretSchema).min(1),
  /** The verify token, entered in Meta's dashboard beside the callback URL. */
  verifyToken: secretSchema,
  /** Lets the doctor check the token and the subscription. */
  appId: digitsSchema.optional(),
  graphUrl: urlSchema.default('https://graph.facebook.com'),
  graphVersion: z
    .string()
    .regex(/^v\d{1,3}\.\d$/, 'expected a version such as v26.0')
    .default('v26.0'),
  /** Marks a contact's message as read when an agent answers. */
  markAsRead: z.boolean().default(true),
  allowPrivate: allowPrivateSchema,
})

/** The sender's id at Meta, which requests and webhooks use for the number. */
export const senderSchema = z.strictObject({ phoneNumberId: digitsSchema })

export type SenderFields = z.output<typeof senderSchema>

/** Rules that the schemas can't express: senders are WhatsApp numbers, each with its own id. */
export const checkSenders = (
  _: unknown,
  { senders }: CheckContext<unknown, SenderFields>,
): readonly ConfigProblem[] => {
  const seen = new Map<string, string>()
  return senders.flatMap(({ address, fields: { phoneNumberId } }) => {
    if (!/^whatsapp:\+/.test(address))
      return [
        { field: '', problem: `${address} is not a WhatsApp number; Meta supports nothing else` },
      ]
    const other = seen.get(phoneNumberId)
    seen.set(phoneNumberId, address)
    if (other === undefined) return []
    return [{ field: '', problem: `${other} and ${address} have the same phoneNumberId` }]
  })
}

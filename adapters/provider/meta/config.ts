/** A WhatsApp Business account at Meta as it stands in the configuration: docs/meta.md */

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
  /** Those of the app; several while one is being replaced, or where two apps are subscribed. */
  appSecrets: z.array(secretSchema).min(1),
  /** The text that is entered beside the callback URL. */
  verifyToken: secretSchema,
  /** Lets the doctor check the token and the subscription. */
  appId: digitsSchema.optional(),
  graphUrl: urlSchema.default('https://graph.facebook.com'),
  graphVersion: z
    .string()
    .regex(/^v\d{1,3}\.\d$/, 'expected a version such as v26.0')
    .default('v26.0'),
  /** Shows contacts that their message was read when an agent answers. */
  markAsRead: z.boolean().default(true),
  allowPrivate: allowPrivateSchema,
})

/** A sender's id at Meta: requests and webhooks name the number by it. */
export const senderSchema = z.strictObject({ phoneNumberId: digitsSchema })

export type SenderFields = z.output<typeof senderSchema>

/** What the schemas can't say: senders are WhatsApp numbers, each with an id of its own. */
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

/** A Chatwoot account as it stands in the configuration: docs/chatwoot.md */

import * as z from 'zod'
import { allowPrivateSchema, secretSchema, urlSchema } from '../../../src/config/fields.ts'
import type { CheckContext, ConfigOf, ConfigProblem } from '../../../src/ports/adapter.ts'

const inboxId = z.int().positive()

export const configSchema = z.strictObject({
  /** Where Chatwoot runs, as the browser shows it. */
  url: urlSchema,
  accountId: z.int().positive(),
  /** The access token of a user that is Postern's own, in all of the inboxes; best an administrator's. */
  accessToken: secretSchema,
  /** The secret of the account's webhook, or of the inboxes that have none of their own below. */
  webhookSecret: secretSchema.optional(),
  /** Which API inbox stands for which sender. */
  inboxes: z.record(
    z.string(),
    z.union([inboxId, z.strictObject({ id: inboxId, webhookSecret: secretSchema.optional() })]),
  ),
  /** Of their API, as its paths have it. */
  apiVersion: z
    .string()
    .regex(/^v\d+$/, 'expected v and digits')
    .default('v1'),
  /** For servers before 4.13, which don't sign: `?token=` of the webhook's address. */
  urlToken: secretSchema.optional(),
  /** Locks the text field when the session is closed; templates can be chosen all the same. */
  lockReplies: z.boolean().default(false),
  /** Whether a contact who is erased here is erased in Chatwoot too, for good. */
  erase: z.boolean().default(true),
  /** As configured at the server (`RACK_ATTACK_LIMIT`). */
  requestsPerMinute: z.int().min(10).default(3000),
  allowPrivate: allowPrivateSchema,
})

export type ChatwootConfig = ConfigOf<typeof configSchema>

/** One of our senders' inboxes. */
export type Inbox = { readonly id: number; readonly webhookSecret?: string | undefined }

export const inboxOf = (inbox: ChatwootConfig['inboxes'][string]): Inbox =>
  typeof inbox === 'number' ? { id: inbox } : inbox

/** An inbox belongs to one sender, and a webhook has to be verified by something. */
export const checkConfig = (
  config: ChatwootConfig,
  { senders }: CheckContext<ChatwootConfig>,
): readonly ConfigProblem[] => {
  const problems: ConfigProblem[] = []
  const seen = new Set<number>()
  for (const [address, one] of Object.entries(config.inboxes)) {
    const field = `inboxes.${address}`
    const { id, webhookSecret } = inboxOf(one)
    if (!senders.some((sender) => sender.address === address))
      problems.push({ field, problem: 'is not a sender of an organisation with this CRM' })
    if (seen.has(id)) problems.push({ field, problem: `inbox ${id} is used twice` })
    seen.add(id)
    if (!webhookSecret && !config.webhookSecret && !config.urlToken)
      problems.push({
        field,
        problem: 'expected webhookSecret here or above, so that webhooks can be verified',
      })
  }
  return problems
}

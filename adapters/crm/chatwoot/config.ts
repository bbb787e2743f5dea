/** The configuration of a Chatwoot account: docs/chatwoot.md */

import * as z from 'zod'
import { allowPrivateSchema, secretSchema, urlSchema } from '../../../src/config/fields.ts'
import type { CheckContext, ConfigOf, ConfigProblem } from '../../../src/ports/adapter.ts'

const inboxId = z.int().positive()

export const configSchema = z.strictObject({
  /** Chatwoot's address in the browser. */
  url: urlSchema,
  accountId: z.int().positive(),
  /** The access token of Postern's own Chatwoot user, a member of all inboxes; best an administrator. */
  accessToken: secretSchema,
  /** The secret of the account's webhook, or of inboxes without their own secret below. */
  webhookSecret: secretSchema.optional(),
  /** The API inbox of each sender. */
  inboxes: z.record(
    z.string(),
    z.union([inboxId, z.strictObject({ id: inboxId, webhookSecret: secretSchema.optional() })]),
  ),
  /** The version in Chatwoot's API paths. */
  apiVersion: z
    .string()
    .regex(/^v\d+$/, 'expected v and digits')
    .default('v1'),
  /** For servers before 4.13, which don't sign: `?token=` of the webhook's address. */
  urlToken: secretSchema.optional(),
  /** Locks the text field while the session is closed; agents can still choose a template. */
  lockReplies: z.boolean().default(false),
  /** Whether an erasure here also erases the contact in Chatwoot for good. */
  erase: z.boolean().default(true),
  /** The server's own limit (`RACK_ATTACK_LIMIT`). */
  requestsPerMinute: z.int().min(10).default(3000),
  allowPrivate: allowPrivateSchema,
})

export type ChatwootConfig = ConfigOf<typeof configSchema>

/** The inbox of one of our senders. */
export type Inbox = { readonly id: number; readonly webhookSecret?: string | undefined }

export const inboxOf = (inbox: ChatwootConfig['inboxes'][string]): Inbox =>
  typeof inbox === 'number' ? { id: inbox } : inbox

/** An inbox belongs to one sender, and every webhook must be verifiable. */
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

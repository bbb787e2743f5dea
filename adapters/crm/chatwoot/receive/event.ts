/** Parses Chatwoot's webhooks. Unknown members are ignored. */

import * as z from 'zod'
import { WebhookError } from '../../../../src/ports/errors.ts'
import { type Json, parseWebhook } from '../../../kit/json.ts'

const record = z.record(z.string(), z.unknown())
const id = z.int().nonnegative()

const attachmentSchema = z.object({
  data_url: z.string().nullish(),
  content_type: z.string().nullish(),
  extension: z.string().nullish(),
  file_type: z.string().nullish(),
})

const personSchema = z.object({
  id: id.nullish(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  type: z.string().nullish(),
})

const contactSchema = z.object({
  id: id.nullish(),
  identifier: z.string().nullish(),
  phone_number: z.string().nullish(),
})

const conversationSchema = z.object({
  id,
  inbox_id: id.nullish(),
  contact_inbox: z.object({ source_id: z.string().nullish() }).nullish(),
  meta: z.object({ sender: contactSchema.nullish(), assignee: personSchema.nullish() }).nullish(),
})

const messageSchema = z.object({
  event: z.enum(['message_created', 'message_updated']),
  id,
  content: z.string().nullish(),
  message_type: z.union([z.string(), z.number()]).nullish(),
  private: z.boolean().nullish(),
  content_attributes: record.nullish().catch(null),
  additional_attributes: record.nullish().catch(null),
  attachments: z.array(attachmentSchema).nullish(),
  sender: personSchema.nullish(),
  inbox: z.object({ id: id.nullish() }).nullish(),
  conversation: conversationSchema,
})

const changedSchema = z.array(
  z.record(
    z.string(),
    z.object({ previous_value: z.unknown().optional(), current_value: z.unknown().optional() }),
  ),
)

const updatedSchema = conversationSchema.extend({
  event: z.literal('conversation_updated'),
  changed_attributes: changedSchema.nullish().catch(null),
})

export type MessageEvent = z.output<typeof messageSchema>
export type ConversationEvent = z.output<typeof updatedSchema>
export type Conversation = z.output<typeof conversationSchema>
export type Attachment = z.output<typeof attachmentSchema>
export type Event = MessageEvent | ConversationEvent | { readonly event: 'other'; name: string }

/** A message from the API, in the form of its webhook; undefined when it can't be one. */
export const messageEventOf = (message: Json): MessageEvent | undefined =>
  messageSchema.safeParse({ ...message, event: 'message_created' }).data

/** Throws `malformed`, which names the member but never its value. */
export const parseEvent = (body: Uint8Array): Event => {
  const json = parseWebhook(body)
  const { event: name } = parse(z.object({ event: z.string().max(100) }), json)
  switch (name) {
    case 'message_created':
    case 'message_updated':
      return parse(messageSchema, json)
    case 'conversation_updated':
      return parse(updatedSchema, json)
    default:
      return { event: 'other', name: name.replace(/[^\w.]/g, '_') }
  }
}

const parse = <T extends z.ZodType>(schema: T, value: unknown): z.output<T> => {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new WebhookError('malformed', `${issue?.path.join('.')}: ${issue?.message}`)
}

const TYPES = ['incoming', 'outgoing', 'activity', 'template']

/** Webhooks use words; the API uses numbers. */
export const typeOf = ({ message_type: type }: Pick<MessageEvent, 'message_type'>): string =>
  typeof type === 'number' ? (TYPES[type] ?? '') : (type ?? '')

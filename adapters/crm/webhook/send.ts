/** The webhook that a CRM posts to us: `message.send`, with the members of `POST /v1/messages`. */

import * as z from 'zod'
import { readJsonBody } from '../../../src/core/json.ts'
import {
  type Address,
  channelOf,
  isMachine,
  parseAddress,
} from '../../../src/core/model/address.ts'
import { ADDRESS_FORMS } from '../../../src/core/model/channel.ts'
import type { Written } from '../../../src/core/model/message/message.ts'
import { emptyOrNameSchema, nameSchema } from '../../../src/core/model/text.ts'
import { problemOf } from '../../../src/core/wanted.ts'
import { WebhookError } from '../../../src/ports/errors.ts'
import {
  contentOf,
  interactiveSchema,
  isOneKind,
  locationSchema,
  ONE_KIND,
  reactionSchema,
} from '../../../src/wire/content.ts'

const address = z
  .string()
  // Invalid addresses have no channel to compare.
  .refine((text) => parseAddress(text) !== undefined, {
    error: `expected ${ADDRESS_FORMS}`,
    abort: true,
  })
  .transform((text) => text as Address)

/** A short code can't be written to. */
const recipient = address.refine((to) => !isMachine(to), {
  error: 'is a short code: expected a number in E.164, with + and its country',
})

const mediaSchema = z.object({
  url: z.url({ protocol: /^https?$/ }).max(2048),
  contentType: emptyOrNameSchema(200).optional(),
  filename: emptyOrNameSchema(240).optional(),
})

const sendSchema = z
  .object({
    from: address,
    to: recipient,
    agent: nameSchema(200),
    text: z.string().max(65_536).optional(),
    template: z
      .object({
        name: nameSchema(512),
        language: nameSchema(20).min(2).optional(),
        variables: z.record(z.string(), z.string()).default({}),
      })
      .optional(),
    media: z.array(mediaSchema).min(1).max(10).optional(),
    location: locationSchema.optional(),
    interactive: interactiveSchema.optional(),
    reaction: reactionSchema.optional(),
    replyTo: nameSchema(220).optional(),
    purpose: nameSchema(40).optional(),
  })
  .refine(({ from, to }) => channelOf(from) === channelOf(to) && from !== to, {
    path: ['to'],
    error: 'expected another address on the channel of from',
  })

const eventSchema = z.object({ type: z.string(), data: z.unknown() })

/** The message to send; undefined for types of event that we ignore. Throws `malformed`. */
export const parseSend = (body: Uint8Array): Omit<Written, 'id' | 'at'> | undefined => {
  const { type, data } = parse(eventSchema, readJson(body))
  if (type !== 'message.send') return undefined
  const { from, to, agent, purpose, replyTo, ...said } = parse(sendSchema, data, 'data')
  if (!isOneKind(said)) throw new WebhookError('malformed', `data: ${ONE_KIND}`)
  return {
    kind: 'outbound',
    sender: from,
    to,
    agent,
    content: contentOf(said),
    ...(replyTo !== undefined && { replyTo: { message: replyTo } }),
    ...(purpose !== undefined && { purpose }),
  }
}

const readJson = (body: Uint8Array): unknown => {
  const read = readJsonBody(body)
  if (read.status === 'not_json')
    throw new WebhookError('malformed', 'the body is not JSON in UTF-8')
  if (read.status === 'faulty')
    throw new WebhookError('malformed', `${read.field}: ${read.problem}`)
  return read.json
}

/** Names the field of a problem, never its value. */
const parse = <T extends z.ZodType>(schema: T, value: unknown, under?: string): z.output<T> => {
  const parsed = schema.safeParse(value, { reportInput: true })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues as [z.core.$ZodIssue]
  const field = [under, ...issue.path].filter((part) => part !== undefined).join('.')
  throw new WebhookError('malformed', `${field || 'the body'}: ${problemOf(issue)}`)
}

/** The events that a CRM is posted, each with its schema and an example: docs/crm-webhook.md */

import * as z from 'zod'
import type { TellType } from '../../core/model/message/message.ts'
import { messageSchema, messageStatus } from '../v1/shared/resources.ts'
import {
  address,
  evidence,
  instant,
  observedSchema,
  reason,
  remedy,
  verdictSchema,
} from '../v1/shared/schemas.ts'
import type { Operation, Schema } from './document.ts'
import { AT, FAILURE, HELD, IN_DOUBT, INBOUND, OUTBOUND } from './event-examples.ts'

/** Other events go only to the requesting CRM, in its own form. */
type EventType = Exclude<TellType, 'message.refused' | 'agent.answered'>

type Event = {
  readonly summary: string
  /** Members of `data` in addition to the common ones. */
  readonly detail?: z.ZodRawShape
  /** Whether there is a message: always, never, or if one caused the event. */
  readonly message: 'always' | 'sometimes' | 'never'
  readonly example: object
}

const owner = z.string().meta({ description: "The agent's id in the CRM." })
const withheld = z
  .boolean()
  .optional()
  .meta({ description: 'The content is hidden until there is consent.' })
const by = z.enum(['contact', 'agent', 'crm', 'provider'])

/** Members of events about consent. */
const CONSENT = {
  by: by.optional().meta({ description: 'Absent if the contact said it in `message`.' }),
  agent: z.string().optional(),
  basis: z.string().optional(),
  purposes: z.array(z.string()).optional(),
  corrects: z.string().optional(),
  reason: z.string().optional(),
  reach: z.literal('everywhere').optional(),
  withheld,
}

const EVENTS: Readonly<Record<EventType, Event>> = {
  'message.received': {
    summary: 'A customer wrote',
    detail: {
      form: z.string().optional(),
      withheld,
      senderInactive: z.boolean().optional(),
      senderPaused: z.strictObject({ until: instant }).optional(),
    },
    message: 'always',
    example: { message: INBOUND },
  },
  'message.sent': {
    summary: 'The provider accepted a message',
    detail: { status: messageStatus, providerId: z.string().optional() },
    message: 'always',
    example: { message: { ...OUTBOUND, status: 'queued' }, status: 'queued', providerId: 'SM1' },
  },
  'message.status': {
    summary: 'The status of a message changed',
    detail: {
      status: messageStatus,
      at: instant.optional(),
      code: evidence.code,
      verdict: verdictSchema.optional(),
    },
    message: 'always',
    example: {
      message: { ...OUTBOUND, status: 'failed', code: '63024', ...FAILURE },
      status: 'failed',
      at: AT,
      code: '63024',
      verdict: { status: 'refused', ...FAILURE },
    },
  },
  'message.held': {
    summary: 'A message waits',
    detail: { until: evidence.until, expiresAt: evidence.expiresAt, reason },
    message: 'always',
    example: {
      message: HELD,
      until: 'consent',
      expiresAt: '2026-11-27T09:00:00.000Z',
      reason: 'consent_pending',
    },
  },
  'message.released': {
    summary: 'A held message is being sent',
    message: 'always',
    example: { message: OUTBOUND },
  },
  'message.observed': {
    summary: 'In observe mode, a message passed that the gate would have held or refused',
    detail: {
      ...observedSchema.omit({ status: true }).shape,
      verdict: z.enum(['held', 'refused']),
    },
    message: 'always',
    example: { message: OUTBOUND, verdict: 'refused', ...FAILURE },
  },
  'message.in_doubt': {
    summary: 'A message may have been sent; a person has to decide',
    detail: {
      reason,
      sentence: z.string(),
      remedies: z.array(remedy),
      attemptedAt: instant,
    },
    message: 'always',
    example: {
      message: { ...OUTBOUND, status: 'unknown', ...IN_DOUBT },
      ...IN_DOUBT,
      attemptedAt: AT,
    },
  },
  'consent.requested': {
    summary: 'An opt-in request was sent',
    detail: { by: z.enum(['agent', 'contact']), purposes: CONSENT.purposes },
    message: 'always',
    example: { message: { ...OUTBOUND, automatic: 'opt_in_request' }, by: 'agent' },
  },
  'consent.granted': {
    summary: 'The contact consented, or consent was recorded',
    detail: CONSENT,
    message: 'sometimes',
    example: { message: INBOUND },
  },
  'consent.refused': {
    summary: 'The contact declined',
    detail: CONSENT,
    message: 'sometimes',
    example: { message: { ...INBOUND, text: 'NO' } },
  },
  'consent.revoked': {
    summary: 'The contact opted out, or an opt-out was recorded',
    detail: CONSENT,
    message: 'sometimes',
    example: { message: { ...INBOUND, text: 'STOP' } },
  },
  'consent.questioned': {
    summary: 'A message may be an opt-out',
    detail: { words: z.string().optional(), withheld },
    message: 'always',
    example: { message: { ...INBOUND, text: 'not interested' }, words: 'not interested' },
  },
  'consent.settled': {
    summary: 'A possible opt-out was clarified',
    detail: {
      is: z.enum(['opt_out', 'other']),
      by: z.enum(['contact', 'agent']),
      agent: z.string().optional(),
      doubt: z.string().meta({ description: 'The message that may have been an opt-out.' }),
    },
    message: 'never',
    example: { is: 'other', by: 'agent', agent: 'ana', doubt: 'in_1' },
  },
  'purpose.changed': {
    summary: 'The contact started or stopped messages for a purpose',
    detail: {
      purpose: z.string(),
      status: z.enum(['unasked', 'granted', 'revoked']),
      by,
      agent: z.string().optional(),
      basis: z.string().optional(),
    },
    message: 'sometimes',
    example: { purpose: 'marketing', status: 'revoked', by: 'agent', agent: 'ana' },
  },
  'contact.taken': {
    summary: 'An agent took the contact',
    detail: { owner, previous: owner.optional() },
    message: 'never',
    example: { owner: 'ana' },
  },
  'contact.released': {
    summary: 'An agent released the contact',
    detail: { owner },
    message: 'sometimes',
    example: { owner: 'ana' },
  },
  'session.closed': {
    summary: 'The session closed: only templates can be sent now',
    detail: { closedAt: instant },
    message: 'never',
    example: { closedAt: AT },
  },
}

const contact = z.strictObject({ id: z.string(), address })

const schemaOf = (type: string, { detail, message }: Event): z.ZodType =>
  z
    .strictObject({
      type: z.literal(type),
      timestamp: instant.meta({ description: 'When it happened.' }),
      data: z.strictObject({
        organisation: z.string(),
        line: z.string(),
        sender: address,
        contact,
        ...detail,
        ...(message === 'always' && { message: messageSchema }),
        ...(message === 'sometimes' && { message: messageSchema.optional() }),
      }),
    })
    .meta({ description: `\`${type}\`: see docs/crm-webhook.md.` })

/** `message.received` → `MessageReceivedEvent`. */
const nameOf = (type: string): string =>
  `${type.replace(/(?:^|\.)(\w)/g, (_, letter: string) => letter.toUpperCase())}Event`

const SCHEMAS = Object.entries(EVENTS).map(
  ([type, event]) => [type, event, schemaOf(type, event)] as const,
)

/** The schemas by their names in the document. */
export const EVENT_SCHEMAS: readonly (readonly [string, z.ZodType])[] = SCHEMAS.map(
  ([type, , schema]) => [nameOf(type), schema],
)

const header = (name: string, description: string) =>
  ({ name, in: 'header', required: true, description, schema: { type: 'string' } }) as const

const HEADERS = [
  header('webhook-id', 'The same for every attempt. Use it to drop duplicates.'),
  header('webhook-timestamp', 'The time of this attempt, in seconds since 1970.'),
  header('webhook-signature', '`v1,` and HMAC-SHA256 in base64; several are separated by spaces.'),
]

/** The events as `webhooks` of the document. */
export const describeEvents = (
  emit: (schema: z.ZodType) => Schema,
): Readonly<Record<string, { readonly post: Operation }>> =>
  Object.fromEntries(
    SCHEMAS.map(([type, { summary, example }, schema]) => [
      type,
      {
        post: {
          operationId: `on${nameOf(type).replace(/Event$/, '')}`,
          tags: ['Events'],
          summary,
          description:
            'Posted to the `url` of a webhook CRM and signed according to Standard Webhooks.',
          parameters: HEADERS,
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: emit(schema), example: exampleOf(type, example) },
            },
          },
          responses: {
            '2XX': {
              description:
                'The event was delivered. Postern retries after any other answer except 410.',
            },
            '410': { description: 'The event becomes a dead letter.' },
          },
          security: [],
        },
      },
    ]),
  )

const exampleOf = (type: string, data: object): object =>
  JSON.parse(
    JSON.stringify({
      type,
      timestamp: AT,
      data: {
        organisation: 'acme',
        line: 'advisory',
        sender: OUTBOUND.sender,
        contact: { id: 'con_1', address: OUTBOUND.address },
        ...data,
      },
    }),
  )

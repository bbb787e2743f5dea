/** Response schemas: messages, contacts, the journal, senders, templates, dead letters. */

import * as z from 'zod'
import { interactiveSchema, locationSchema } from '../../../wire/content.ts'
import { evidencedConsent, readingSchema } from './consent-schemas.ts'
import {
  address,
  evidence,
  instant,
  name,
  observedSchema,
  reason,
  remedy,
  verdictSchema,
  waiting,
} from './schemas.ts'

export const session = z
  .strictObject({
    state: z.enum(['open', 'closed']),
    closesAt: instant.optional(),
    closedAt: instant.optional(),
  })
  .meta({ description: 'The 24 hours in which free text is allowed. Always open on SMS.' })
export const purposeConsent = name(
  'PurposeWish',
  z.strictObject({
    status: z.enum(['unasked', 'granted', 'revoked']),
    at: instant.optional(),
    source: z.enum(['contact', 'agent', 'crm', 'provider']).optional(),
    basis: z.string().optional(),
    evidence: z.string().optional(),
    agent: z.string().optional(),
    message: z.string().optional(),
  }),
)

export const next = z.string().optional().meta({ description: 'The cursor of the next page.' })

export const messageStatus = z
  .enum([
    'received',
    'held',
    'accepted',
    'unknown',
    'queued',
    'sent',
    'delivered',
    'read',
    'failed',
    'cancelled',
    'expired',
  ])
  .meta({
    description:
      '`accepted`: in the outbox of Postern. `queued`: at the provider. `unknown`: an attempt may have reached the provider and is being looked up.',
  })

const media = z.strictObject({
  url: z.string().meta({
    description: 'For files from a contact: a link to this gateway, valid for 15 minutes.',
  }),
  contentType: z.string().optional(),
  filename: z.string().optional(),
})

const place = z.strictObject({
  city: z.string().optional(),
  state: z.string().optional(),
  zip: z.string().optional(),
  country: z.string().optional(),
})

/** A contact's content other than text and files. */
const received = {
  type: z.string().optional().meta({ description: "The provider's name for its kind." }),
  form: z.string().optional().meta({ description: 'Set unless it is a plain message: `edit`, …' }),
  location: name('Location', locationSchema).optional(),
  button: z.strictObject({ text: z.string(), payload: z.string().optional() }).optional(),
  list: z.strictObject({ id: z.string(), title: z.string().optional() }).optional(),
  flow: z.strictObject({ data: z.string() }).optional().meta({
    description: 'What a contact entered in a form (WhatsApp Flows), as JSON text.',
  }),
  replyTo: z
    .strictObject({
      message: z.string().optional(),
      providerId: z.string().optional(),
      sender: z.string().optional(),
    })
    .optional()
    .meta({
      description:
        "The message that this one replies to: Postern's id if an agent wrote the message, the provider's id if the contact did.",
    }),
  interactive: name('Interactive', interactiveSchema).optional(),
  reaction: z.strictObject({ message: z.string(), emoji: z.string() }).optional(),
  referral: z
    .record(z.string(), z.string())
    .optional()
    .meta({ description: 'The advertisement; `mediaUrl` is its picture, a link to this gateway.' }),
  fromPlace: place
    .optional()
    .meta({ description: 'Where the number is registered, according to the SMS network.' }),
  toPlace: place.optional(),
  forwarded: z.enum(['once', 'often']).optional(),
  profileName: z.string().optional(),
}

export const messageSchema = name(
  'Message',
  z
    .strictObject({
      id: z.string(),
      direction: z.enum(['inbound', 'outbound']),
      from: address,
      to: address,
      at: instant,
      line: z.string(),
      sender: address,
      contact: z.string(),
      address,
      agent: z.string().optional(),
      automatic: z
        .string()
        .optional()
        .meta({ description: 'Why the gateway sent it: `opt_in_request`, …' }),
      purpose: z.string().optional().meta({ description: 'The purpose that the CRM gave.' }),
      status: messageStatus,
      waiting: waiting.optional(),
      history: z.array(
        z.strictObject({
          status: messageStatus,
          at: instant,
          code: z.string().optional(),
          connection: z.string().optional().meta({
            description:
              'The connection over which the attempt was made or the message was received.',
          }),
        }),
      ),
      text: z.string().optional().meta({ description: 'The text as the contact sees it.' }),
      template: z
        .strictObject({
          name: z.string(),
          language: z.string().optional(),
          variables: z.record(z.string(), z.string()),
        })
        .optional(),
      media: z.array(media).optional(),
      withheld: z
        .boolean()
        .optional()
        .meta({ description: 'Without consent the text is not passed on.' }),
      redacted: z.enum(['text', 'whole']).optional().meta({
        description: 'The text, or the whole message, was redacted. The journal keeps it.',
      }),
      ...received,
      reading: readingSchema.optional(),
      code: evidence.code,
      reason: reason.optional(),
      sentence: z.string().optional(),
      until: evidence.until,
      expiresAt: evidence.expiresAt,
      retryAt: evidence.retryAt,
      remedies: z.array(remedy).optional(),
      observed: observedSchema.extend({ at: instant }).optional(),
      validUntil: instant.optional().meta({ description: 'It is not sent after this time.' }),
      providerId: z.string().optional(),
    })
    .meta({ description: 'A message of either direction.' }),
)
export const messageListSchema = name(
  'Messages',
  z.strictObject({ messages: z.array(messageSchema), next }),
)

export const contactSchema = name(
  'Contact',
  z.strictObject({
    id: z.string(),
    addresses: z.array(address),
    profileName: z.string().optional(),
    timeZone: z.string().optional(),
    region: z.string().optional(),
    locale: z.string().optional().meta({
      description:
        'The language of automatic messages: as recorded, or the language of the keyword that was used.',
    }),
    legalHold: z
      .strictObject({ at: instant, agent: z.string(), reason: z.string() })
      .optional()
      .meta({ description: 'While set, nothing of the contact is erased.' }),
    senders: z.array(
      z.strictObject({
        sender: address,
        line: z.string(),
        session,
        consent: evidencedConsent,
        owner: z.string().nullable(),
        marketingStoppedAt: instant.optional(),
        purposes: z.record(z.string(), purposeConsent).meta({
          description: 'The choice of the contact for each purpose except `service`.',
        }),
        unreachableSince: instant.optional(),
      }),
    ),
    held: z.array(
      z.strictObject({
        message: z.string(),
        sender: address,
        agent: z.string().optional().meta({
          description: "Absent for an opt-in request that answers the contact's own message.",
        }),
        until: z.union([z.literal('consent'), z.literal('doubt'), instant]),
        heldAt: instant,
        expiresAt: instant,
      }),
    ),
  }),
)
export const contactListSchema = name(
  'Contacts',
  z.strictObject({ contacts: z.array(contactSchema), next }),
)

export const journalSchema = name(
  'Journal',
  z.strictObject({
    entries: z.array(
      z.strictObject({
        contact: z.string(),
        version: z.int(),
        at: instant.meta({ description: 'When it happened.' }),
        recordedAt: instant.meta({ description: 'When the gateway decided.' }),
        input: z.looseObject({ kind: z.string(), id: z.string() }),
        verdict: verdictSchema,
        effects: z.array(z.looseObject({ kind: z.string(), id: z.string() })),
        messages: z.array(messageSchema),
        previousHash: z.string(),
        hash: z.string(),
      }),
    ),
    chain: z
      .strictObject({ ok: z.boolean(), brokenAtVersion: z.int().optional() })
      .meta({ description: 'Whether every entry has the hash of the previous one.' }),
    next,
  }),
)

const headersSchema = () => z.record(z.string(), z.string())
const exchangeSchema = name(
  'Exchange',
  z.strictObject({
    at: instant,
    durationMs: z.int(),
    request: z.strictObject({
      method: z.string(),
      url: z.string(),
      headers: headersSchema(),
      body: z.string().optional(),
    }),
    answer: z
      .strictObject({ status: z.int(), headers: headersSchema(), body: z.string().optional() })
      .optional(),
    error: z
      .string()
      .optional()
      .meta({ description: 'Why no answer came: `connect`, `timeout`, `reset`, …' }),
  }),
)

export const deadLetterListSchema = name(
  'DeadLetters',
  z.strictObject({
    deadLetters: z.array(
      z.strictObject({
        id: z.string(),
        connection: z.string(),
        contact: z.string(),
        address: address.optional(),
        effect: z.looseObject({ kind: z.string(), id: z.string() }),
        createdAt: instant,
        diedAt: instant,
        attempts: z.int(),
        code: z.string(),
        lastExchange: exchangeSchema.optional().meta({
          description:
            'The request and answer of the last attempt. Secrets and message texts are replaced; the first 2,048 characters of each body are kept.',
        }),
      }),
    ),
    connections: z
      .array(z.strictObject({ connection: z.string(), count: z.int() }))
      .optional()
      .meta({ description: 'How many dead letters each connection has; on the first page.' }),
    next,
  }),
)

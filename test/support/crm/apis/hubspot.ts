/** What HubSpot takes and keeps, for the account in the tests. */

import * as z from 'zod'

export type Json = Record<string, unknown>

const identifier = z.strictObject({
  type: z.enum(['HS_PHONE_NUMBER', 'CHANNEL_SPECIFIC_OPAQUE_ID']),
  value: z.string().min(1),
})
const party = z.strictObject({ name: z.string().optional(), deliveryIdentifier: identifier })
const attachment = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('FILE'),
    fileId: z.string(),
    fileUsageType: z.enum(['IMAGE', 'AUDIO', 'VOICE_RECORDING', 'STICKER', 'OTHER']),
  }),
  z.strictObject({
    type: z.literal('LOCATION'),
    latitude: z.number(),
    longitude: z.number(),
    name: z.string().optional(),
    address: z.string().optional(),
  }),
])

/** What the published description asks for: all required members, and no other ones. */
export const BODIES = {
  message: z.strictObject({
    text: z.string(),
    attachments: z.array(attachment),
    messageDirection: z.enum(['INCOMING', 'OUTGOING']),
    channelAccountId: z.string(),
    senders: z.array(party).min(1),
    recipients: z.array(party).min(1),
    timestamp: z.iso.datetime(),
    integrationIdempotencyId: z.string().optional(),
    inReplyToId: z.string().optional(),
  }),
  status: z.strictObject({
    statusType: z.enum(['SENT', 'READ', 'FAILED']),
    errorMessage: z.string().optional(),
  }),
  note: z.strictObject({
    type: z.literal('COMMENT'),
    text: z.string(),
    attachments: z.tuple([]),
  }),
  assignee: z.strictObject({ actorId: z.string().regex(/^A-\d+$/) }),
  properties: z.strictObject({ properties: z.record(z.string(), z.string()) }),
  account: z.strictObject({ authorized: z.boolean() }),
  erase: z.strictObject({ objectId: z.string() }),
}

export type Posted = z.output<typeof BODIES.message> & {
  readonly id: string
  readonly thread: string
}

/** What an answer is to be instead, once: a status, or `lost` after the work was done. */
export type Mishap = {
  readonly when: RegExp
  readonly status: number | 'lost'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Json
}

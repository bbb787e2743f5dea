/** A message in the form of Telnyx's answers and webhooks. */

import type { Instant } from '../../../../src/core/model/contact.ts'
import type { Delivery, PhoneAction } from '../../../../src/ports/emulator.ts'
import type { Json } from '../../../kit/json.ts'
import { fromAddress } from '../address.ts'
import { type EmulatedAccount, uuidOf, webhookUrl } from './account.ts'

const party = (number: string) => ({
  phone_number: number,
  carrier: 'Sandbox Wireless',
  line_type: 'Wireless',
})

const isoTime = (at: Instant): string => new Date(at).toISOString()

/** A customer's message. */
export const inboundMessage = (account: EmulatedAccount, action: PhoneAction): Json => ({
  record_type: 'message',
  direction: 'inbound',
  id: action.id,
  type: action.media.length > 0 ? 'MMS' : 'SMS',
  messaging_profile_id: account.messagingProfileId,
  from: party(fromAddress(action.from)),
  to: [{ ...party(fromAddress(action.to)), status: 'webhook_delivered' }],
  cc: [],
  text: textOf(action),
  media: action.media.map(({ url, contentType = 'image/png' }) => ({
    url: `https://media.telnyx.com/${uuidOf(`${action.id} ${url}`)}`,
    content_type: contentType,
    size: account.file.length,
  })),
  encoding: 'GSM-7',
  parts: 1,
  tags: [],
  errors: [],
  received_at: isoTime(action.at),
  webhook_url: webhookUrl(account),
  autoresponse_type: action.answered?.toUpperCase() ?? null,
  is_spam: false,
})

/** Text messages have no buttons or locations: a phone sends text instead. */
const textOf = ({ text, location }: PhoneAction): string =>
  location
    ? `${text} https://maps.google.com/?q=${location.latitude},${location.longitude}`.trim()
    : text

/** One of our messages. */
export const outboundMessage = (
  account: EmulatedAccount,
  { message, from, to, text }: Delivery,
  status: string,
  at: Instant,
): Json => ({
  record_type: 'message',
  direction: 'outbound',
  id: uuidOf(message),
  type: 'SMS',
  messaging_profile_id: account.messagingProfileId,
  from: party(fromAddress(from)),
  to: [{ ...party(fromAddress(to)), status }],
  text,
  encoding: 'GSM-7',
  parts: 1,
  errors: [],
  received_at: isoTime(at),
  completed_at: status === 'delivered' ? isoTime(at) : null,
  webhook_url: webhookUrl(account, message),
  cost: { amount: '0.0040', currency: 'USD' },
})

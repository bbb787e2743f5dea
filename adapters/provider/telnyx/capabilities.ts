/** Telnyx's capabilities for SMS and MMS: https://developers.telnyx.com/docs/messaging/messages/send-message */

import { CHANNELS, type Channel } from '../../../src/core/model/channel.ts'
import type { Capabilities, ProviderKeywords } from '../../../src/core/model/policy/capabilities.ts'

/**
 * The words that every messaging profile answers: https://developers.telnyx.com/docs/messaging/messages/advanced-opt-in-out
 * HELP is not among them: if a profile answers it, the webhook says so (`autoresponse_type`).
 */
const KEYWORDS: ProviderKeywords = {
  answers: [
    ...['stop', 'stopall', 'stop all', 'unsubscribe', 'cancel', 'end', 'quit'],
    ...['start', 'unstop'],
  ],
  answersAfterStop: [],
  lifts: ['start', 'unstop'],
}

/** https://developers.telnyx.com/docs/messaging/messages/mms-transcoding */
const MEDIA_TYPES: readonly string[] = [
  ...['image/jpeg', 'image/jpg', 'image/png', 'image/gif', 'image/bmp', 'image/webp'],
  ...['video/mp4', 'video/3gpp', 'audio/mpeg', 'audio/ogg', 'audio/amr', 'application/pdf'],
  ...['text/vcard', 'text/x-vcard', 'text/calendar'],
]

const SMS: Capabilities = {
  limits: {
    ...CHANNELS.sms.limits,
    // Ten parts of 153 letters; parts in other alphabets are shorter.
    maxTextLength: 1530,
    sessionMarginMs: 0,
    mediaTypes: MEDIA_TYPES,
    // All files together.
    maxBytes: [['', 1_000_000]],
  },
  keywords: KEYWORDS,
  // Missed messages are found among the failed deliveries; no list ever proves a send absent.
  canList: true,
}

/** The configuration refuses other senders. */
export const CAPABILITIES: Readonly<Record<Channel, Capabilities>> = {
  sms: SMS,
  whatsapp: { ...SMS, limits: { ...SMS.limits, ...CHANNELS.whatsapp.limits } },
}

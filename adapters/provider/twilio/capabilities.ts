/** Twilio's capabilities on each channel: https://www.twilio.com/docs/messaging */

import { CHANNELS, type Channel } from '../../../src/core/model/channel.ts'
import type { Capabilities, ProviderKeywords } from '../../../src/core/model/policy/capabilities.ts'

/** Twilio refuses longer texts with 21617, even on channels that allow more. */
const MAX_TEXT_LENGTH = 1600
/** https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource */
export const MAX_VALIDITY_MS = 36_000_000

/**
 * The words that Twilio answers by default. They also apply to a WhatsApp sender in a messaging service
 * with Advanced Opt-Out:
 * https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
 */
const KEYWORDS: ProviderKeywords = {
  answers: [
    ...['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'optout'],
    ...['start', 'unstop', 'help', 'info'],
  ],
  answersAfterStop: ['yes'],
  lifts: ['start', 'unstop', 'yes'],
}

/** https://www.twilio.com/docs/messaging/guides/accepted-mime-types */
const MEDIA_TYPES: readonly string[] = [
  ...['image/jpeg', 'image/jpg', 'image/gif', 'image/png', 'image/bmp', 'image/tiff'],
  ...['image/heic', 'image/heif', 'video/', 'audio/'],
  ...['text/vcard', 'text/x-vcard', 'text/csv', 'text/rtf', 'text/richtext', 'text/calendar'],
  ...['text/directory', 'application/pdf', 'application/vcard', 'application/vnd.apple.pkpass'],
]

/**
 * WhatsApp takes fewer: no HEIC, GIF, BMP or TIFF, and only MP4 and 3GPP video.
 * https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages
 */
const WHATSAPP_TYPES: readonly string[] = [
  ...['image/jpeg', 'image/jpg', 'image/png', 'image/webp', 'video/mp4', 'video/3gpp'],
  ...['audio/aac', 'audio/amr', 'audio/mp4', 'audio/mpeg', 'audio/ogg', 'audio/3gpp'],
  ...['text/vcard', 'text/x-vcard', 'text/directory', 'application/vcard', 'text/plain'],
  ...['text/csv', 'application/pdf', 'application/msword', 'application/vnd.ms-excel'],
  ...['application/vnd.ms-powerpoint', 'application/vnd.openxmlformats-officedocument.'],
]

export const CAPABILITIES: Readonly<Record<Channel, Capabilities>> = {
  whatsapp: {
    limits: {
      ...CHANNELS.whatsapp.limits,
      maxTextLength: MAX_TEXT_LENGTH,
      // Twilio's webhooks carry no time, so the session may have begun before they arrived.
      sessionMarginMs: 60_000,
      kinds: ['location'],
      mediaTypes: WHATSAPP_TYPES,
      // With any other type, Twilio silently drops the Body.
      captionTypes: ['image/jpeg', 'image/jpg', 'image/png', 'video/mp4'],
      maxBytes: [
        ['image/webp', 100_000],
        ['image/', 5_000_000],
        ['', 16_000_000],
      ],
    },
    keywords: KEYWORDS,
    canList: true,
    maxValidityMs: MAX_VALIDITY_MS,
  },
  sms: {
    limits: {
      ...CHANNELS.sms.limits,
      maxTextLength: MAX_TEXT_LENGTH,
      sessionMarginMs: 0,
      mediaTypes: MEDIA_TYPES,
      // All files and the text together; carriers limit everything but pictures further.
      maxBytes: [['', 5_000_000]],
    },
    keywords: KEYWORDS,
    canList: true,
    maxValidityMs: MAX_VALIDITY_MS,
  },
}

/**
 * Capabilities of Meta's Cloud API:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media
 */

import { CHANNELS, type Channel } from '../../../src/core/model/channel.ts'
import { type Capabilities, NO_KEYWORDS } from '../../../src/core/model/policy/capabilities.ts'

const IMAGES: readonly string[] = ['image/jpeg', 'image/png']
const VIDEOS: readonly string[] = ['video/mp4', 'video/3gpp']
const SOUNDS: readonly string[] = [
  ...['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
]
const DOCUMENTS: readonly string[] = [
  ...['text/plain', 'application/pdf', 'application/msword', 'application/vnd.ms-excel'],
  ...['application/vnd.ms-powerpoint', 'application/vnd.openxmlformats-officedocument.'],
]

const WHATSAPP: Capabilities = {
  limits: {
    ...CHANNELS.whatsapp.limits,
    // A webhook carries the message's own time, and Meta's clock may differ a little from ours.
    sessionMarginMs: 10_000,
    kinds: ['location', 'interactive', 'reaction'],
    canReply: true,
    // Others fail with 132001, as do those that are paused (132015) or disabled (132016).
    approvedOnly: true,
    mediaTypes: [...IMAGES, 'image/webp', ...VIDEOS, ...SOUNDS, ...DOCUMENTS],
    captionTypes: [...IMAGES, ...VIDEOS, ...DOCUMENTS],
    maxBytes: [
      // Animated stickers; static ones may have 100 KB.
      ['image/webp', 500_000],
      ['image/', 5_000_000],
      ['video/', 16_000_000],
      ['audio/', 16_000_000],
      ['', 100_000_000],
    ],
  },
  // Meta answers no keywords and does not block after a STOP.
  keywords: NO_KEYWORDS,
  // `message_history` finds a message only by its id, which an attempt in doubt does not have.
  canList: false,
}

/** Meta only carries WhatsApp; the configuration refuses other senders. */
export const CAPABILITIES: Readonly<Record<Channel, Capabilities>> = {
  whatsapp: WHATSAPP,
  sms: { ...WHATSAPP, limits: { ...CHANNELS.sms.limits, sessionMarginMs: 0 } },
}

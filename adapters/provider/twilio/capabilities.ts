/** What Twilio does on each channel: https://www.twilio.com/docs/messaging */

import type { Capabilities, ProviderKeywords } from '../../../src/core/model/capabilities.ts'
import { CHANNELS, type Channel } from '../../../src/core/model/channel.ts'

/** Twilio refuses longer texts with 21617, on channels that would take more as well. */
const MAX_TEXT_LENGTH = 1600
/** https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource */
const MAX_VALIDITY_MS = 36_000_000

/**
 * The words that Twilio answers when nothing else is set up. They hold for a WhatsApp sender too
 * that stands in a messaging service with Advanced Opt-Out:
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

export const CAPABILITIES: Readonly<Record<Channel, Capabilities>> = {
  whatsapp: {
    limits: {
      ...CHANNELS.whatsapp.limits,
      maxTextLength: MAX_TEXT_LENGTH,
      // Twilio's webhooks carry no time, so the session may have begun before they came.
      sessionMarginMs: 60_000,
      // With anything else the Body is dropped without a word:
      // https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages
      captionTypes: ['image/', 'video/'],
    },
    keywords: KEYWORDS,
    canList: true,
    maxValidityMs: MAX_VALIDITY_MS,
  },
  sms: {
    limits: { ...CHANNELS.sms.limits, maxTextLength: MAX_TEXT_LENGTH, sessionMarginMs: 0 },
    keywords: KEYWORDS,
    canList: true,
    maxValidityMs: MAX_VALIDITY_MS,
  },
}

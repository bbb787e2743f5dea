/** The channels, one row each: everything that differs between them and does not depend on the provider. */

/** Who answers STOP, START and HELP on a sender: the provider, the toll-free network, or Postern. */
export type OptOutHandling = 'provider' | 'toll_free' | 'gateway'

/** The channel's limits; a provider may have lower ones. */
export type ChannelLimits = {
  readonly maxTextLength: number
  readonly maxMedia: number
  readonly maxTemplateLength: number
}

type Row = {
  /** The name as people write it, in every language. */
  readonly label: string
  /** The part of an address after the colon. */
  readonly identities: readonly RegExp[]
  /** Identities that belong to machines, which get no automatic reply. */
  readonly machines?: RegExp
  /** Free text may be sent only for some time after the contact wrote. */
  readonly hasSession: boolean
  /** The channel approves templates, and says which of them may begin a conversation. */
  readonly approvesTemplates: boolean
  /** Countries, as ISO 3166 codes, where the channel delivers no marketing template. */
  readonly noMarketingIn: readonly string[]
  /** After a STOP nothing may be sent until the contact takes it back. */
  readonly isSilentAfterStop: boolean
  /** Who answers keywords by default. */
  readonly optOutHandling: (identity: string) => OptOutHandling
  /** Long texts are sent and billed in segments. */
  readonly hasSegments: boolean
  /** The mark around bold words; '' without bold text. */
  readonly bold: string
  readonly limits: ChannelLimits
}

export const PHONE = /^\+[1-9]\d{6,14}$/
const SHORT_CODE = /^\d{3,8}$/
/** A user's id in one business portfolio: https://developers.facebook.com/docs/whatsapp */
const SCOPED_ID = /^[A-Z]{2}(?:\.ENT)?\.[A-Za-z0-9]{1,128}$/
/** North American numbers whose STOP the network itself enforces. */
const TOLL_FREE = /^\+18(?:00|33|44|55|66|77|88)\d{7}$/

export const CHANNELS = {
  whatsapp: {
    label: 'WhatsApp',
    identities: [PHONE, SCOPED_ID],
    hasSession: true,
    approvesTemplates: true,
    // Since April 2025, until Meta says otherwise.
    noMarketingIn: ['US'],
    isSilentAfterStop: false,
    optOutHandling: () => 'gateway',
    hasSegments: false,
    bold: '*',
    limits: { maxTextLength: 4096, maxMedia: 1, maxTemplateLength: 1024 },
  },
  sms: {
    label: 'SMS',
    identities: [PHONE, SHORT_CODE],
    machines: SHORT_CODE,
    hasSession: false,
    approvesTemplates: false,
    noMarketingIn: [],
    isSilentAfterStop: true,
    optOutHandling: (identity) => (TOLL_FREE.test(identity) ? 'toll_free' : 'provider'),
    hasSegments: true,
    bold: '',
    limits: { maxTextLength: 1600, maxMedia: 10, maxTemplateLength: 1024 },
  },
} as const satisfies Readonly<Record<string, Row>>

export type Channel = keyof typeof CHANNELS

/** Every channel, in the order of the table. */
export const CHANNEL_NAMES = Object.keys(CHANNELS) as [Channel, ...Channel[]]

/** Whether there is such a channel. */
export const isChannel = (name: string): name is Channel => Object.hasOwn(CHANNELS, name)

/** The channel's row. */
export const channelFacts = (channel: Channel): Row => CHANNELS[channel]

/** The accepted forms of an address, for an error: `whatsapp:+… or sms:+…`. */
export const ADDRESS_FORMS = CHANNEL_NAMES.map((name) => `${name}:+…`).join(' or ')

/** Families of provider errors: each has its sentence and its remedies, and says what the gate learns from it. */

/** One family of provider errors. Which code belongs to which family is each provider's own knowledge. */
export const FAULTS = [
  'session_closed',
  'opted_out',
  'marketing_stopped',
  'marketing_throttled',
  /** Switched off or out of reach: later. */
  'recipient_off',
  /** In service no more, or off for long. */
  'recipient_unknown',
  /** Not a number at all. */
  'recipient_invalid',
  'recipient_landline',
  /** The phone, or its carrier, blocks this sender. */
  'recipient_blocks',
  /** The number has no account on the channel. */
  'recipient_not_on_channel',
  'recipient_unreachable',
  /** A test sender reaches only those who joined. */
  'recipient_not_joined',
  'rate_limited',
  /** The sender has used up what it may send for now. */
  'sender_paused',
  /** The number isn't registered for business messages to the US. */
  'sender_unregistered',
  'sender_restricted',
  'country_not_enabled',
  'template_invalid',
  'template_paused',
  'template_rejected',
  'content_rejected',
  'carrier_filtered',
  /** The file could not be fetched or uploaded. */
  'media_failed',
  /** A file of a kind or size that isn't carried. */
  'media_unsupported',
  'identity_unsupported',
  'configuration',
  /** Too late. */
  'expired',
  'transient',
] as const

export type Fault = (typeof FAULTS)[number]

/** Faults that the gate has a reason for: agents read that reason's sentence. */
type OwnReason = 'session_closed' | 'opted_out' | 'marketing_stopped' | 'marketing_throttled'

/** Sentences about what a provider refused; `unknown` names the code. */
export type FaultSentence = Exclude<Fault, OwnReason> | 'unknown'

/** No provider says when a limit ends: after so long the sender tries again. */
export const PAUSE_MS = 3_600_000

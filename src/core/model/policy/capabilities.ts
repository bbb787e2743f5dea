/** A provider's capabilities on a channel, as its adapter states them. */

import type { ChannelLimits } from '../channel.ts'
import type { ContentKind } from '../message/content.ts'

export type Capabilities = {
  readonly limits: Limits
  readonly keywords: ProviderKeywords
  /**
   * The provider has a list of messages: `find` can say `absent`, and `missed` finds what no webhook
   * brought. Without a list, an attempt in doubt stays `unknown` and missed messages are not fetched.
   */
  readonly canList: boolean
  /** The longest validity period the provider accepts; absent: it accepts none. */
  readonly maxValidityMs?: number
}

/** Limits on content. Lengths are in characters. */
export type Limits = ChannelLimits & {
  /** Kinds of content in addition to text, media and templates. Default: none. */
  readonly kinds?: readonly ContentKind[]
  /** Whether a message can quote the one it answers. */
  readonly canReply?: true
  /** Only approved templates are taken, within a session too. */
  readonly approvedOnly?: true
  /** Shortens a session, for providers whose webhooks carry no time. */
  readonly sessionMarginMs: number
  /** Beginnings of the content types that can be sent; absent = any. */
  readonly mediaTypes?: readonly string[]
  /** Beginnings of the content types that can carry a text; absent = any. */
  readonly captionTypes?: readonly string[]
  /** The largest file, by the beginning of its content type; the first match counts. */
  readonly maxBytes?: readonly (readonly [beginning: string, bytes: number])[]
}

/**
 * The keywords that a provider answers itself. A keyword is the whole message, in
 * lower case and without punctuation.
 */
export type ProviderKeywords = {
  /** Always answered by the provider, so that our answer would be a second one. */
  readonly answers: readonly string[]
  /** Answered only after a STOP; otherwise ordinary words. */
  readonly answersAfterStop: readonly string[]
  /** The words that end the provider's block after a STOP. Empty: it never blocks. */
  readonly lifts: readonly string[]
}

/** For a provider that answers no keywords. */
export const NO_KEYWORDS: ProviderKeywords = { answers: [], answersAfterStop: [], lifts: [] }

/** The keywords the North American toll-free network answers, for every provider. */
export const TOLL_FREE_KEYWORDS: ProviderKeywords = {
  answers: ['stop', 'start', 'unstop', 'help'],
  answersAfterStop: [],
  lifts: ['start', 'unstop'],
}

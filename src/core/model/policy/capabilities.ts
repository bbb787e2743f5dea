/** A provider's capabilities on a channel, as its adapter states them. */

import type { ChannelLimits } from '../channel.ts'
import type { ContentKind } from '../message/content.ts'

export type Capabilities = {
  readonly limits: Limits
  readonly keywords: ProviderKeywords
  /**
   * The provider has a list of messages: `find` can say `absent`, and `missed` finds what no webhook
   * brought. Without one an attempt in doubt stays `unknown`, and missed messages are not fetched.
   */
  readonly canList: boolean
  /** How long, at most, the provider can be told to keep trying; absent: it can't be told. */
  readonly maxValidityMs?: number
}

/** Limits on content. Lengths are in characters. */
export type Limits = ChannelLimits & {
  /** Kinds of content beside text, media and templates. Default: none. */
  readonly kinds?: readonly ContentKind[]
  /** A message can quote the one that it answers. */
  readonly canReply?: true
  /** Taken off the end of a session, for providers whose webhooks carry no time. */
  readonly sessionMarginMs: number
  /** Beginnings of the content types that can be sent; absent = any. */
  readonly mediaTypes?: readonly string[]
  /** Beginnings of the content types that can carry a text; absent = any. */
  readonly captionTypes?: readonly string[]
  /** The largest file by the beginning of its content type, the first that fits; for adapters that see the file. */
  readonly maxBytes?: readonly (readonly [beginning: string, bytes: number])[]
}

/**
 * The keywords that a provider answers itself, where it answers any. A word is the whole message, in
 * lower case and without punctuation.
 */
export type ProviderKeywords = {
  /** Always answered by the provider: a word of ours would be the second. */
  readonly answers: readonly string[]
  /** Answered only after a STOP; at other times they are the contact's own words. */
  readonly answersAfterStop: readonly string[]
  /** The words that end the provider's block after a STOP. Empty: it never blocks. */
  readonly lifts: readonly string[]
}

/** For a provider that leaves all keywords to us. */
export const NO_KEYWORDS: ProviderKeywords = { answers: [], answersAfterStop: [], lifts: [] }

/** The keywords the North American toll-free network answers, for every provider. */
export const TOLL_FREE_KEYWORDS: ProviderKeywords = {
  answers: ['stop', 'start', 'unstop', 'help'],
  answersAfterStop: [],
  lifts: ['start', 'unstop'],
}

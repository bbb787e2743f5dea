/** The reading of a contact's message, as the journal keeps it. */

export type Meaning = 'opt_out' | 'opt_in' | 'decline' | 'help' | 'stop_marketing' | 'doubt'

export type Reading = {
  readonly is: Meaning
  /** `join`: the contact began with a configured join word, so an opt-in's basis is `joinBasis`. */
  readonly how: 'word' | 'phrase' | 'button' | 'provider' | 'join'
  /** The words that matched, as the contact wrote them. */
  readonly words: string
  /** The version of the word lists. */
  readonly version: string
}

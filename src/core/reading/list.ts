/** The words and phrases of one language, from `templates/<locale>/reading.ts`. */

/**
 * Every field is text. Words are separated by commas, patterns by line breaks. A pattern is a sequence
 * of elements: `stop|quit` are alternatives, `<msg>` a set of `sets`, `?` after an element makes it
 * optional, `*` allows up to four of it, and `_` joins the words of one alternative (`opt_out`).
 */
export type ReadingList = {
  readonly locale: string
  /** End messages as the whole message, also with names, numbers and typing errors. */
  readonly solid: string
  /** End messages as the whole message, but not with a number (CANCEL 12345 is an order). */
  readonly lone: string
  /** The same if the organisation or the contact uses this language; otherwise in doubt. */
  readonly everyday?: string
  /** In doubt as the whole message. */
  readonly perhaps?: string
  /** Change nothing inside or next to a phrase: please, now, just. */
  readonly soft: string
  /** Change nothing next to a phrase: greetings, thanks, yes and no. */
  readonly fillers: string
  /** Words of this language that are neither a misspelling nor another language's opt-out word. */
  readonly notSlips?: string
  /** How people type words of this list, which no language has: `textin texting, jveux j veux`. */
  readonly spellings?: string
  /** Words of this list that are also found with two letters swapped, or one left out or doubled. */
  readonly mistyped?: string
  readonly sets: Readonly<Record<string, string>>
  /** End messages anywhere in a sentence. */
  readonly certain: string
  /** End messages as a whole sentence. */
  readonly whole?: string
  /** In doubt anywhere. */
  readonly doubtful?: string
  /** In doubt if a word of `ends` is near one of `about`, in either order. */
  readonly ends?: string
  readonly about?: string
  /** Mean something else and cancel overlapping phrases. */
  readonly other?: string
  /** Take an opt-out back, or keep some messages: the rest of the message is in doubt at most. */
  readonly keeps?: string
  /** Words before a phrase that make it a negation, a question about us, or about another person. */
  readonly voids: string
  /** Before a phrase: in doubt. */
  readonly questions?: string
  /** Right after a phrase: it still ends all messages, though `narrows` has the same word. */
  readonly widens?: string
  /** Right after a phrase: it ends only some messages, so it is in doubt. */
  readonly narrows?: string
  readonly optIn: string
  /** With `plain`: short and unconditional, as whole messages. */
  readonly agrees: string
  readonly declines: string
  /** After a yes or a no they change nothing: please, thanks. */
  readonly courtesies?: string
  readonly help: string
  /** The label of WhatsApp's own button against marketing. */
  readonly stopMarketing?: string
  /** The beginning of a phone's signature. */
  readonly signatures?: string
  /** How a phone describes a reaction; a quotation or an object follows. */
  readonly tapbacks?: string
}

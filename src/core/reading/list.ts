/** The words and phrases of one language, as `templates/<locale>/reading.ts` has them. */

/**
 * Every field is a text. Words are separated by commas; patterns stand one a line. A pattern is a row
 * of elements: `stop|quit` are alternatives, `<msg>` a set of `sets`, `?` after an element makes it
 * optional, `*` allows up to four of it, and `_` joins the words of one alternative (`opt_out`).
 */
export type ReadingList = {
  readonly locale: string
  /** End messages as the whole message, beside names and numbers, with typing slips. */
  readonly solid: string
  /** End messages as the whole message; a number beside them is an order's (CANCEL 12345). */
  readonly lone: string
  /** The same where this language is the organisation's or the contact's; elsewhere in doubt. */
  readonly everyday?: string
  /** In doubt as the whole message. */
  readonly perhaps?: string
  /** Change nothing inside or beside a phrase: please, now, just. */
  readonly soft: string
  /** Change nothing beside a phrase: greetings, thanks, yes and no. */
  readonly fillers: string
  /** Words of this language that are no slip for, and no other language's, opt-out word. */
  readonly notSlips?: string
  readonly sets: Readonly<Record<string, string>>
  /** End messages wherever they stand in a sentence. */
  readonly certain: string
  /** End messages as a whole sentence. */
  readonly whole?: string
  /** In doubt wherever they stand. */
  readonly doubtful?: string
  /** In doubt where a word of `ends` stands near one of `about`, in either order. */
  readonly ends?: string
  readonly about?: string
  /** Mean something else, and void what they overlap. */
  readonly other?: string
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
  readonly help: string
  /** What WhatsApp's own button against marketing is called. */
  readonly stopMarketing?: string
  /** How a phone's signature begins. */
  readonly signatures?: string
  /** How a phone says that a message got a reaction; followed by a quotation or an object. */
  readonly tapbacks?: string
}

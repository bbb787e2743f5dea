/** A phrase of a list, found in a message. */

import type { Entry } from './lexicon.ts'
import type { Tokens } from './tokens.ts'

export type Match = { readonly entry: Entry; readonly start: number; readonly end: number }

export type Found = {
  readonly is: 'opt_out' | 'doubt'
  readonly how: 'word' | 'phrase'
  readonly words: string
}

/** The words from one to another, as the contact wrote them. */
export const quote = ({ plain, starts, ends }: Tokens, from: number, until: number): string =>
  plain.slice(starts[from], ends[until - 1])

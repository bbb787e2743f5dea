/** Finds the phrases of the lists in a message. */

import type { Entry, Lexicon } from './lexicon.ts'
import { matchEnd } from './pattern.ts'
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

const NONE: readonly Entry[] = []

/** Every phrase of every list, ordered by where it begins. */
export const matchesIn = ({ words, sentences }: Tokens, lexicon: Lexicon): readonly Match[] => {
  const { index, soft } = lexicon
  const found: Match[] = []
  let until = 0
  const collect = (entries: readonly Entry[], start: number) => {
    for (const entry of entries) {
      const end = matchEnd(entry.pattern, words, start, until, entry.language.soft)
      if (end > 0) found.push({ entry, start, end })
    }
  }
  for (let start = 0; start < words.length; start += 1) {
    if (until <= start) {
      until = start + 1
      while (until < words.length && sentences[until] === sentences[start]) until += 1
    }
    const bucket = index.get(words[start] ?? '')
    if (!bucket) continue
    collect(bucket.always, start)
    if (start + 1 >= until) continue
    const second = words[start + 1] ?? ''
    collect(bucket.bySecond().get(second) ?? NONE, start)
    if (soft.has(second))
      collect(
        bucket.longer.filter(({ language }) => language.soft.has(second)),
        start,
      )
  }
  return found
}

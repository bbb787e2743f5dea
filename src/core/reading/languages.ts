/** A contact's language, judged by a one-word answer. */

import { spaced } from './lexicon.ts'
import type { ReadingList } from './list.ts'

/** Words that people of every language write, because messages ask for them. */
const INTERNATIONAL: ReadonlySet<string> = new Set([
  'start',
  'unstop',
  'stop',
  'stopp',
  'info',
  'help',
  'opt in',
  'optin',
  'opt out',
  'optout',
  'ok',
  'y',
  'n',
])

/** The only language that has a word, by word. */
export const languagesOfWords = (lists: readonly ReadingList[]): ReadonlyMap<string, string> => {
  const found = new Map<string, string | undefined>()
  for (const list of lists)
    for (const word of wordsOf(list))
      found.set(word, found.has(word) && found.get(word) !== list.locale ? undefined : list.locale)
  return new Map(
    [...found].flatMap(([word, locale]) =>
      locale === undefined || INTERNATIONAL.has(word) ? [] : [[word, locale] as const],
    ),
  )
}

const wordsOf = ({ locale, solid, lone, everyday, optIn, agrees, declines, help }: ReadingList) => {
  // English stop words are used in every language.
  const outs = locale === 'en' ? [] : [solid, lone, everyday ?? '']
  return new Set([...outs, optIn, agrees, declines, help].flatMap(itemsOf).map(spaced))
}

const itemsOf = (text: string): readonly string[] =>
  text.split(/[,\n]/).filter((item) => item.trim() !== '')

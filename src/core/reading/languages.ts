/** Which language a contact speaks, as far as the one word that it answered with tells. */

import { spaced } from './lexicon.ts'
import type { ReadingList } from './list.ts'

/** Written by people of every language, because messages ask for them. */
const INTERNATIONAL: ReadonlySet<string> = new Set([
  'start',
  'unstop',
  'stop',
  'stopp',
  'info',
  'opt in',
  'optin',
  'opt out',
  'optout',
  'ok',
  'y',
  'n',
])

/** By word, the only language that has it. */
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
  // An English word for STOP is known to everybody.
  const outs = locale === 'en' ? [] : [solid, lone, everyday ?? '']
  return new Set([...outs, optIn, agrees, declines, help].flatMap(itemsOf).map(spaced))
}

const itemsOf = (text: string): readonly string[] =>
  text.split(/[,\n]/).filter((item) => item.trim() !== '')

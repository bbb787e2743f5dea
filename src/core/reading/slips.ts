/** Finds keywords with a single typing error, and mends the spelling of whole messages. */

import type { Lexicon } from './lexicon.ts'
import type { Tokens } from './tokens.ts'

/** In shorter words one wrong letter matches too many other words; STOP is the exception. */
const MIN_SLIP_LENGTH = 6
/** Within a sentence, where nothing shows that the word is a keyword. */
const MIN_SLIP_IN_SENTENCE = 9

/** The keyword that was meant, if one letter is wrong, missing, doubled, added or swapped. */
export const meantBy = (
  word: string,
  /** Keywords by length. */
  keywords: ReadonlyMap<number, readonly string[]>,
  notSlips: ReadonlySet<string>,
): string | undefined => {
  if (notSlips.has(word) || word.length < 3) return undefined
  for (const length of [word.length, word.length + 1, word.length - 1]) {
    const found = keywords
      .get(length)
      ?.find(
        (keyword) =>
          (keyword.length >= MIN_SLIP_LENGTH || keyword === 'stop') && isOneSlip(word, keyword),
      )
    if (found !== undefined) return found
  }
  return undefined
}

const isOneSlip = (word: string, keyword: string): boolean => {
  const { wrong, right, start, end } = difference(word, keyword)
  if (wrong.length > 1 || right.length > 1) return isSwapped(wrong, right)
  if (wrong.length === 1 && right.length === 0 && keyword.length < MIN_SLIP_LENGTH)
    return wrong === word[start - 1] || wrong === word[start + 1]
  // A longer word with an extra letter is often another form (cancels); at the end only a doubled letter counts.
  if (wrong.length === 1 && right.length === 0 && end === 0) return wrong === word[start - 1]
  return true
}

/** Letters swapped, left out, doubled or written as they sound: another wrong letter makes other words. */
const isCommonSlip = (word: string, meant: string): boolean => {
  if (Math.abs(word.length - meant.length) > 1) return false
  const { wrong, right, start, end } = difference(word, meant)
  return wrong === ''
    ? right.length === 1 && end > 0
    : isSwapped(wrong, right) ||
        (right === '' && wrong === word[start - 1]) ||
        (end > 0 && right.length === wrong.length && SOUND_ALIKE.test(wrong + right))
}

/** As in `recivir` and `resibir`. */
const SOUND_ALIKE = /^(?:[bv]{2}|[csz]{2}|[iy]{2})$/

/** The letters in which a word differs from the one that was meant. */
const difference = (word: string, meant: string) => {
  let start = 0
  while (start < word.length && word[start] === meant[start]) start += 1
  let end = 0
  const rest = Math.min(word.length, meant.length) - start
  while (end < rest && word[word.length - 1 - end] === meant[meant.length - 1 - end]) end += 1
  return {
    wrong: word.slice(start, word.length - end),
    right: meant.slice(start, meant.length - end),
    start,
    end,
  }
}

const isSwapped = (wrong: string, right: string): boolean =>
  wrong.length === 2 && wrong === `${right[1]}${right[0]}`

/** Digits and signs that stand for letters (ST0P). */
export const unleet = (word: string): string =>
  /[a-z]/.test(word)
    ? word.replace(/[013457]/g, (digit) => 'oieast'['013457'.indexOf(digit)] ?? digit)
    : word

/** The words as the lists spell them: `moechte`, `mecrivez` and `unsubsribe` are other spellings. */
export const mended = (tokens: Tokens, lexicon: Lexicon): Tokens => {
  const inSentence = tokens.words.length > 1
  const words: string[] = []
  const from: number[] = []
  let isSame = true
  for (const [at, word] of tokens.words.entries()) {
    const meant = lexicon.spellings.get(word) ?? (inSentence ? keywordIn(word, lexicon) : undefined)
    if (meant) isSame = false
    for (const one of meant ?? [word]) {
      words.push(one)
      from.push(at)
    }
  }
  if (isSame) return tokens
  const of = (places: readonly number[]) => from.map((at) => places[at] ?? 0)
  return {
    ...tokens,
    words,
    sentences: of(tokens.sentences),
    segments: of(tokens.segments),
    starts: of(tokens.starts),
    ends: of(tokens.ends),
  }
}

const keywordIn = (
  word: string,
  { slips, notSlips, index, mistyped }: Lexicon,
): readonly string[] | undefined => {
  if (notSlips.has(word)) return undefined
  const common = mistyped.get(word.charAt(0))?.find((meant) => isCommonSlip(word, meant))
  if (common !== undefined) return [common]
  if (word.length < MIN_SLIP_IN_SENTENCE || index.has(word)) return undefined
  const meant = meantBy(word, slips, notSlips)
  return meant !== undefined && index.has(meant) ? [meant] : undefined
}

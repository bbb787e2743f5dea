/** Whether a text asks to end messages: certainly, possibly, or not. */

import { type Kind, type Language, type Lexicon, startsPhrase } from './lexicon.ts'
import { type Found, type Match, matchesIn, quote } from './match.ts'
import type { Tokens } from './tokens.ts'
import { LAUGH, wholeMessage } from './whole.ts'

/** How many words before a phrase a negation or a question may be. */
const MAX_BEFORE = 9
/** A longer text without a phrase is not a disguised keyword. */
const MAX_LONE = 80
const MAX_LONE_WORDS = 12
/** How many words `ends` and `about` may span together. */
const MAX_NEAR = 11

/** See above. `own`: the languages of the organisation and of the contact. */
export const findOptOut = (
  tokens: Tokens,
  lexicon: Lexicon,
  own: ReadonlySet<string>,
): Found | undefined => {
  if (tokens.words.length === 0) return undefined
  const matches = matchesIn(tokens, lexicon)
  if (matches.length === 0 && tokens.plain.length > MAX_LONE) return undefined
  // Most messages mention messages, or ending something, but not both.
  const isShort = tokens.words.length <= MAX_LONE_WORDS
  if (!isShort && !matches.some(({ entry }) => SAYS[entry.kind]))
    return shouted(tokens, lexicon, NO_VOIDS)
  const found = foundIn(tokens, matches, lexicon, own)
  return found && isKept(matches) ? { ...found, is: 'doubt' } : found
}

/** `Stop calling, texts are fine`, but not `no more texts ok`. */
const isKept = (matches: readonly Match[]): boolean =>
  matches.some(
    ({ entry, start }) =>
      entry.kind === 'keeps' &&
      !matches.some((one) => one.entry.kind === 'certain' && one.start <= start && start < one.end),
  )

const foundIn = (
  tokens: Tokens,
  matches: readonly Match[],
  lexicon: Lexicon,
  own: ReadonlySet<string>,
): Found | undefined => {
  const isVoid = voided(tokens, matches)
  const meant = matches.filter((match) => match.entry.kind !== 'other' && !isVoided(match, isVoid))
  const sentence = inSentence(tokens, meant)
  if (sentence?.is === 'opt_out') return sentence
  const hasVoid = matches.some(
    (match) => match.entry.kind === 'other' && !meant.some((longer) => isPartOf(match, longer)),
  )
  const said = hasVoid ? undefined : wholeMessage(tokens, meant, lexicon, own)
  const whole: Found | undefined = said && isLaughing(tokens) ? { ...said, is: 'doubt' } : said
  if (whole?.is === 'opt_out') return whole
  return whole ?? sentence ?? nearby(tokens, meant) ?? shouted(tokens, lexicon, isVoid)
}

/** `stop it 😂` is more often said to a joke. */
const LAUGHTER = /[😂🤣😹😆😅😜😝🤪]/u

const isLaughing = ({ words, plain }: Tokens): boolean =>
  LAUGHTER.test(plain) || words.some((word) => LAUGH.test(word))

/** Kinds with a meaning of their own; `about` has one only near `ends`. */
const SAYS: Readonly<Record<Kind, boolean>> = {
  certain: true,
  solid: true,
  whole: true,
  lone: true,
  everyday: true,
  perhaps: true,
  doubtful: true,
  ends: true,
  about: false,
  other: false,
  keeps: false,
}
const NO_VOIDS: Voids = { from: new Int32Array(0), until: new Int32Array(0) }

/** For each word, where an overlapping harmless phrase begins (from 1; 0 is none) and ends. */
type Voids = { readonly from: Int32Array; readonly until: Int32Array }

const voided = ({ words }: Tokens, matches: readonly Match[]): Voids => {
  const from = new Int32Array(words.length)
  const until = new Int32Array(words.length)
  for (const { entry, start, end } of matches) {
    if (entry.kind !== 'other') continue
    for (let at = start; at < end; at += 1) {
      // Matches are ordered by where they begin.
      if (from[at] === 0) from[at] = start + 1
      until[at] = Math.max(end, until[at] ?? 0)
    }
  }
  return { from, until }
}

const isPartOf = (part: Match, { start, end }: Match): boolean =>
  start <= part.start && part.end <= end && part.end - part.start < end - start

/** A longer phrase that contains another one takes precedence. */
const isVoided = ({ start, end }: Match, { from, until }: Voids): boolean => {
  for (let at = start; at < end; at += 1) {
    const begins = (from[at] ?? 0) - 1
    const ends = until[at] ?? 0
    const isWithin = begins >= start && ends <= end && ends - begins < end - start
    if (begins >= 0 && !isWithin) return true
  }
  return false
}

/** The first certain phrase that nothing around it negates, else the first in doubt. */
const inSentence = (tokens: Tokens, matches: readonly Match[]): Found | undefined => {
  // "stop texting" within "stop texting me at night" means no more than the whole phrase.
  const farthest = new Map<number, number>()
  for (const { entry, start, end } of matches)
    if (entry.kind === 'certain' || entry.kind === 'doubtful')
      farthest.set(start, Math.max(end, farthest.get(start) ?? 0))
  const asides = matches.filter(
    ({ entry: { kind }, start, end }) =>
      kind === 'doubtful' || (kind === 'perhaps' && end - start > 1),
  )
  let doubt: Match | undefined
  for (const match of matches) {
    const { kind } = match.entry
    if (kind !== 'certain' && kind !== 'doubtful') continue
    if (kind === 'certain' && match.end < (farthest.get(match.start) ?? 0)) continue
    const before = lookBefore(tokens, match, asides)
    if (before === 'void') continue
    if (kind === 'certain' && before === 'clear' && !isNarrowed(tokens, match))
      return { is: 'opt_out', how: 'phrase', words: quote(tokens, match.start, match.end) }
    doubt ??= match
  }
  return doubt && { is: 'doubt', how: 'phrase', words: quote(tokens, doubt.start, doubt.end) }
}

/** Ending something and messages are mentioned close together in one sentence. */
const nearby = (tokens: Tokens, matches: readonly Match[]): Found | undefined => {
  const last = new Map<Language, { readonly ends?: Match; readonly about?: Match }>()
  for (const match of matches) {
    const { kind, language } = match.entry
    if (kind !== 'ends' && kind !== 'about') continue
    if (kind === 'ends' && lookBefore(tokens, match) === 'void') continue
    const known = { ...last.get(language), [kind]: match }
    last.set(language, known)
    const { ends, about } = known
    if (!ends || !about || tokens.sentences[ends.start] !== tokens.sentences[about.start]) continue
    const start = Math.min(ends.start, about.start)
    const end = Math.max(ends.end, about.end)
    if (end - start <= MAX_NEAR)
      return { is: 'doubt', how: 'phrase', words: quote(tokens, start, end) }
  }
  return undefined
}

const lookBefore = (
  { words, segments }: Tokens,
  { entry, start }: Match,
  /** Phrases whose own words say nothing about this one: `not interested stop texting`. */
  asides: readonly Match[] = [],
): 'void' | 'question' | 'clear' => {
  const { voids, questions, courtesies } = entry.language
  // `My mother died please stop texting` asks us; `I told her to please stop` doesn't.
  const asks = (at: number) => courtesies.has(words[at] ?? '') && words[at - 1] !== 'to'
  let said: 'question' | 'clear' = 'clear'
  let isAsked = asks(start)
  for (let at = start - 1; at >= 0 && start - at <= MAX_BEFORE; at -= 1) {
    if (segments[at] !== segments[start]) break
    isAsked ||= asks(at)
    const isAside = asides.some((one) => one.start <= at && at < one.end && one.end <= start)
    if (isAside) continue
    if (startsPhrase(questions, words, at, start)) said = 'question'
    if (!startsPhrase(voids, words, at, start)) continue
    if (!isAsked) return 'void'
    said = 'question'
  }
  return said
}

const isNarrowed = ({ words, segments }: Tokens, { entry, end }: Match): boolean =>
  segments[end] === segments[end - 1] &&
  !startsPhrase(entry.language.widens, words, end, words.length) &&
  startsPhrase(entry.language.narrows, words, end, words.length)

const CAPITALS = /\p{Lu}{4}/u

/** A keyword in capitals within a sentence that has others. */
const shouted = (tokens: Tokens, lexicon: Lexicon, { from }: Voids): Found | undefined => {
  const { words, plain, starts, ends } = tokens
  if (!CAPITALS.test(plain) || !/[a-z]/.test(plain)) return undefined
  const at = words.findIndex(
    (word, place) =>
      word.length >= 4 &&
      lexicon.solid.has(word) &&
      plain.slice(starts[place], ends[place]) === word.toUpperCase() &&
      // STOP VIOLENCE is a slogan.
      !/^\p{Lu}{2}/u.test(plain.slice(starts[place + 1] ?? plain.length)) &&
      !from[place],
  )
  if (at < 0) return undefined
  const isTakenBack = Object.values(lexicon.languages).some(({ voids }) =>
    words
      .slice(Math.max(0, at - MAX_BEFORE), at)
      .some((_, offset) => startsPhrase(voids, words, Math.max(0, at - MAX_BEFORE) + offset, at)),
  )
  return isTakenBack ? undefined : { is: 'doubt', how: 'word', words: quote(tokens, at, at + 1) }
}

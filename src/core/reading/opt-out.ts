/** Whether a text asks to end messages: certainly, perhaps, or not. */

import { type Entry, type Kind, type Language, type Lexicon, startsPhrase } from './lexicon.ts'
import { matchEnd } from './pattern.ts'
import { meantBy, unleet } from './slips.ts'
import { latin, type Tokens } from './tokens.ts'

export type Found = {
  readonly is: 'opt_out' | 'doubt'
  readonly how: 'word' | 'phrase'
  readonly words: string
}

/** How far before a phrase a negation or a question may stand. */
const MAX_BEFORE = 9
/** A keyword of one word, dotted or spaced letters included, has no more letters than this. */
const MAX_JOINED = 30
/** Names and initials beside a keyword. */
const MAX_NAMES = 3

type Match = { readonly entry: Entry; readonly start: number; readonly end: number }

/** Strongest first: what a whole message of such parts means. */
const STRENGTH: readonly Kind[] = ['certain', 'solid', 'whole', 'lone', 'everyday', 'perhaps']

/** See above. `own`: the languages of the organisation and of the contact. */
export const findOptOut = (
  tokens: Tokens,
  lexicon: Lexicon,
  own: ReadonlySet<string>,
): Found | undefined => {
  if (tokens.words.length === 0) return undefined
  const matches = matchesIn(tokens, lexicon)
  const isVoid = voided(tokens, matches)
  const meant = matches.filter(({ entry, start, end }) => {
    if (entry.kind === 'other') return false
    for (let at = start; at < end; at += 1) if (isVoid[at]) return false
    return true
  })
  const sentence = inSentence(tokens, meant)
  if (sentence?.is === 'opt_out') return sentence
  const whole = isVoid.includes(1) ? undefined : wholeMessage(tokens, meant, lexicon, own)
  if (whole?.is === 'opt_out') return whole
  return whole ?? sentence ?? shouted(tokens, lexicon, isVoid)
}

/** For each word, 1 where it is part of something that means something else. */
const voided = ({ words }: Tokens, matches: readonly Match[]): Uint8Array => {
  const marks = new Uint8Array(words.length)
  for (const { entry, start, end } of matches) if (entry.kind === 'other') marks.fill(1, start, end)
  return marks
}

const matchesIn = ({ words, sentences }: Tokens, { index }: Lexicon): readonly Match[] => {
  const found: Match[] = []
  let until = 0
  for (let start = 0; start < words.length; start += 1) {
    if (until <= start) {
      until = start + 1
      while (until < words.length && sentences[until] === sentences[start]) until += 1
    }
    for (const entry of index.get(words[start] ?? '') ?? []) {
      const end = matchEnd(entry.pattern, words, start, until, entry.language.soft)
      if (end > 0) found.push({ entry, start, end })
    }
  }
  return found
}

/** The first certain phrase that nothing around it takes back, else the first in doubt. */
const inSentence = (tokens: Tokens, matches: readonly Match[]): Found | undefined => {
  let doubt: Match | undefined
  for (const match of matches) {
    const { kind } = match.entry
    if (kind !== 'certain' && kind !== 'doubtful') continue
    const before = lookBefore(tokens, match)
    if (before === 'void') continue
    if (kind === 'certain' && before === 'clear' && !isNarrowed(tokens, match))
      return { is: 'opt_out', how: 'phrase', words: quote(tokens, match.start, match.end) }
    doubt ??= match
  }
  return doubt && { is: 'doubt', how: 'phrase', words: quote(tokens, doubt.start, doubt.end) }
}

const lookBefore = (
  { words, segments }: Tokens,
  { entry, start }: Match,
): 'void' | 'question' | 'clear' => {
  const { voids, questions } = entry.language
  let said: 'question' | 'clear' = 'clear'
  for (let at = start - 1; at >= 0 && start - at <= MAX_BEFORE; at -= 1) {
    if (segments[at] !== segments[start]) break
    if (startsPhrase(voids, words, at, start)) return 'void'
    if (startsPhrase(questions, words, at, start)) said = 'question'
  }
  return said
}

const isNarrowed = ({ words, segments }: Tokens, { entry, end }: Match): boolean =>
  segments[end] === segments[end - 1] &&
  startsPhrase(entry.language.narrows, words, end, words.length)

/** The whole message, or a whole sentence of it, is made of keywords and of words that change nothing. */
const wholeMessage = (
  tokens: Tokens,
  matches: readonly Match[],
  lexicon: Lexicon,
  own: ReadonlySet<string>,
): Found | undefined => {
  const { words } = tokens
  const byStart = Map.groupBy(matches, ({ start }) => start)
  const parts: Match[] = []
  const rest: number[] = []
  let numbers = 0
  for (let at = 0; at < words.length; ) {
    const best = (byStart.get(at) ?? [])
      .filter(({ entry }) => entry.kind !== 'doubtful')
      .reduce<Match | undefined>(
        (most, one) => (most && !isBetter(one, most, own) ? most : one),
        undefined,
      )
    if (best) {
      parts.push(best)
      at = best.end
      continue
    }
    const word = words[at] ?? ''
    if (/^\d+$/.test(word)) numbers += 1
    else if (!lexicon.fillers.has(word)) rest.push(at)
    at += 1
  }
  if (parts.length === 0) return loneWord(tokens, rest, numbers, lexicon)
  const strongest = parts.reduce((most, one) => (isStronger(one, most) ? one : most))
  const said = quote(tokens, strongest.start, strongest.end)
  if (rest.length === 0) return meaning(strongest, said, numbers, own, lexicon)
  if (strongest.entry.kind !== 'solid' && strongest.entry.kind !== 'whole') return undefined
  if (areNames(tokens, rest, parts)) return { is: 'opt_out', how: 'word', words: said }
  return ownSentence(tokens, parts, rest, said)
}

const isBetter = (one: Match, other: Match, own: ReadonlySet<string>) =>
  one.end > other.end ||
  (one.end === other.end &&
    (isStronger(one, other) ||
      (one.entry.kind === other.entry.kind && isOwn(one.entry.language, own))))

const isStronger = (one: Match, other: Match) =>
  STRENGTH.indexOf(one.entry.kind) < STRENGTH.indexOf(other.entry.kind)

const meaning = (
  { entry }: Match,
  words: string,
  numbers: number,
  own: ReadonlySet<string>,
  lexicon: Lexicon,
): Found | undefined => {
  const how = words.includes(' ') ? 'phrase' : 'word'
  switch (entry.kind) {
    case 'lone':
      return numbers > 0 ? undefined : { is: 'opt_out', how, words }
    case 'everyday':
      if (isOwn(entry.language, own)) return { is: 'opt_out', how, words }
      return isEveryday(words, own, lexicon) ? undefined : { is: 'doubt', how, words }
    case 'perhaps':
      return { is: 'doubt', how, words }
    // Guarded before, where it was found to be no certain phrase.
    case 'certain':
      return undefined
    default:
      return { is: 'opt_out', how, words }
  }
}

/** A word of the organisation's or the contact's own language, such as `fine`, the Italian end. */
const isEveryday = (word: string, own: ReadonlySet<string>, { languages }: Lexicon): boolean =>
  [...own].some((name) => languages[name]?.notSlips.has(word.toLowerCase()))

const isOwn = ({ locale }: Language, own: ReadonlySet<string>) => own.has(locale)

/** One word that is spelt out, repeated, disguised or mistyped. */
const loneWord = (
  tokens: Tokens,
  rest: readonly number[],
  numbers: number,
  lexicon: Lexicon,
): Found | undefined => {
  const all = tokens.words.length <= MAX_JOINED ? latin(tokens.words.join('')) : ''
  if (all.length <= MAX_JOINED && spelt(all, lexicon) !== undefined)
    return { is: 'opt_out', how: 'word', words: quote(tokens, 0, tokens.words.length) }
  const word = rest.map((at) => tokens.words[at]).join('')
  if (word === '' || word.length > MAX_JOINED) return undefined
  if (rest.length > 1 && rest.some((at) => (tokens.words[at]?.length ?? 0) > 3)) return undefined
  const forms = [word, latin(word)]
  const meant =
    firstOf(forms, (form) => spelt(form, lexicon)) ??
    (rest.length === 1
      ? firstOf(forms, (form) => meantBy(form, lexicon.slips, lexicon.notSlips))
      : undefined)
  if (meant === undefined || (numbers > 0 && !lexicon.solid.has(meant))) return undefined
  const from = rest[0] ?? 0
  const words = quote(tokens, from, (rest.at(-1) ?? from) + 1)
  return { is: 'opt_out', how: 'word', words }
}

const firstOf = (
  forms: readonly string[],
  find: (form: string) => string | undefined,
): string | undefined => {
  for (const form of forms) {
    const found = find(form)
    if (found !== undefined) return found
  }
  return undefined
}

const spelt = (word: string, { solid, lone }: Lexicon): string | undefined =>
  [word, unleet(word), word.replace(/(.)\1{2,}/gu, '$1'), once(word)].find(
    (form) => solid.has(form) || lone.has(form),
  )

/** STOPSTOPSTOP is meant three times as much. */
const once = (word: string): string => {
  for (let length = 4; length * 2 <= word.length; length += 1)
    if (word.length % length === 0 && word.slice(0, length).repeat(word.length / length) === word)
      return word.slice(0, length)
  return word
}

/** `STOP - John`: up to three words with a capital, apart from the keyword. */
const areNames = (
  { plain, starts, segments }: Tokens,
  rest: readonly number[],
  parts: readonly Match[],
): boolean =>
  rest.length <= MAX_NAMES &&
  rest.every(
    (at) =>
      /^\p{Lu}/u.test(plain.slice(starts[at])) &&
      parts.every(({ start }) => segments[start] !== segments[at]),
  )

/** `Stop. I have told you twice.`: a sentence of its own, but what the others are about is unknown. */
const ownSentence = (
  { sentences }: Tokens,
  parts: readonly Match[],
  rest: readonly number[],
  words: string,
): Found | undefined => {
  const others = new Set(rest.map((at) => sentences[at]))
  const own = parts.find(
    ({ entry, start }) =>
      (entry.kind === 'solid' || entry.kind === 'whole') && !others.has(sentences[start]),
  )
  if (!own) return undefined
  return { is: own.entry.kind === 'whole' ? 'opt_out' : 'doubt', how: 'phrase', words }
}

/** A keyword in capitals within a sentence that has others. */
const shouted = (tokens: Tokens, lexicon: Lexicon, isVoid: Uint8Array): Found | undefined => {
  const { words, plain, starts, ends } = tokens
  if (!/[a-z]/.test(plain)) return undefined
  const at = words.findIndex(
    (word, place) =>
      word.length >= 4 &&
      lexicon.solid.has(word) &&
      plain.slice(starts[place], ends[place]) === word.toUpperCase() &&
      // STOP VIOLENCE is a slogan.
      !/^\p{Lu}{2}/u.test(plain.slice(starts[place + 1] ?? plain.length)) &&
      !isVoid[place],
  )
  if (at < 0) return undefined
  const isTakenBack = Object.values(lexicon.languages).some(({ voids }) =>
    words
      .slice(Math.max(0, at - MAX_BEFORE), at)
      .some((_, offset) => startsPhrase(voids, words, Math.max(0, at - MAX_BEFORE) + offset, at)),
  )
  return isTakenBack ? undefined : { is: 'doubt', how: 'word', words: quote(tokens, at, at + 1) }
}

const quote = ({ plain, starts, ends }: Tokens, from: number, until: number): string =>
  plain.slice(starts[from], ends[until - 1])

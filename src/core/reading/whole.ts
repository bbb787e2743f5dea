/** Whether a message, or a sentence of it, consists only of keywords and words that change nothing. */

import { type Kind, type Language, type Lexicon, startsPhrase } from './lexicon.ts'
import { type Found, type Match, quote } from './match.ts'
import { meantBy, unleet } from './slips.ts'
import { latin, type Tokens } from './tokens.ts'

/** The longest keyword, dotted or spaced letters included. */
const MAX_JOINED = 30
/** A longer text without a keyword is not a disguised one. */
const MAX_WHOLE = 12
/** A shorter word may be the end of another one. */
const MIN_SOFT = 3
/** Names and initials next to a keyword. */
const MAX_NAMES = 3

/** `Haha`, as it is written in several languages. */
export const LAUGH = /^(?:lo+l|a?(?:ha|ja|he|je|hi){2,}h?|k{3,}|(?:rs){2,}|p?t?mdr+|xd+)$/

/** The meanings of a whole message of such parts, strongest first. */
const STRENGTH: readonly Kind[] = ['certain', 'solid', 'whole', 'lone', 'everyday', 'perhaps']

/** See above. `own`: the languages of the organisation and of the contact. */
export const wholeMessage = (
  tokens: Tokens,
  matches: readonly Match[],
  lexicon: Lexicon,
  own: ReadonlySet<string>,
): Found | undefined => {
  const { words } = tokens
  const keywords = matches.filter(({ entry }) => STRENGTH.includes(entry.kind))
  if (words.length > MAX_WHOLE && keywords.length === 0) return undefined
  const isOther = (at: number) => !isFiller(words[at] ?? '', keywords, own, lexicon)
  const asides = matches.filter(({ entry }) => entry.kind === 'doubtful' || entry.kind === 'about')
  const { parts, others } = cover(words.length, keywords, asides, isOther, own)
  const rest = others.filter((at) => !/^\d+$/.test(words[at] ?? ''))
  const numbers = others.length - rest.length
  if (parts.some((one) => isNegated(tokens, one, parts))) return undefined
  if (parts.length === 0) return loneWord(tokens, rest, numbers, lexicon)
  const strongest = parts.reduce((most, one) => (isStronger(one, most) ? one : most))
  const said = quote(tokens, strongest.start, strongest.end)
  if (rest.length === 0) return meaning(strongest, said, numbers, own, lexicon)
  if (strongest.entry.kind === 'perhaps' || strongest.entry.kind === 'lone')
    return edge(tokens, strongest, rest, said)
  if (strongest.entry.kind !== 'solid' && strongest.entry.kind !== 'whole') return undefined
  if (areNames(tokens, rest, parts)) return { is: 'opt_out', how: 'word', words: said }
  const isAboutMessages = matches.some(
    ({ entry }) => entry.kind === 'about' || entry.kind === 'doubtful',
  )
  return ownSentence(tokens, parts, rest, isAboutMessages, said)
}

/** `No cancelar`, but not `no, cancelar`. */
const isNegated = (
  { words, segments }: Tokens,
  { entry: { kind, language }, start }: Match,
  parts: readonly Match[],
): boolean =>
  (kind === 'solid' || kind === 'lone' || kind === 'whole') &&
  segments[start - 1] === segments[start] &&
  !parts.some(({ end }) => end === start) &&
  startsPhrase(language.voids, words, start - 1, start)

/** The keywords of a message, chosen so that they leave as few other words as possible. */
const cover = (
  length: number,
  keywords: readonly Match[],
  asides: readonly Match[],
  isOther: (at: number) => boolean,
  own: ReadonlySet<string>,
) => {
  const chosen: (Match | undefined)[] = []
  // How many words are left from each place on.
  const left = new Int32Array(length + 1)
  for (let at = length - 1; at >= 0; at -= 1) {
    let least = (left[at + 1] ?? 0) + (isOther(at) ? 1 : 0)
    let best: Match | undefined
    const take = (one: Match, cost: number) => {
      best = one
      least = cost
    }
    for (const one of keywords) {
      const cost = left[one.end] ?? 0
      if (one.start !== at || cost > least) continue
      if (cost < least || !best || isBetter(one, best, own)) take(one, cost)
    }
    for (const one of asides)
      if (one.start === at && (left[one.end] ?? 0) < least) take(one, left[one.end] ?? 0)
    chosen[at] = best
    left[at] = least
  }
  const parts: Match[] = []
  const others: number[] = []
  for (let at = 0; at < length; at = chosen[at]?.end ?? at + 1) {
    const one = chosen[at]
    if (!one) {
      if (isOther(at)) others.push(at)
    } else if (!asides.includes(one)) parts.push(one)
  }
  return { parts, others }
}

/** Only in languages used here, since one language's filler is another's pronoun. */
const isFiller = (
  word: string,
  keywords: readonly Match[],
  own: ReadonlySet<string>,
  { languages }: Lexicon,
): boolean => {
  if (languages.en?.fillers.has(word) || LAUGH.test(word)) return true
  for (const name of own) if (languages[name]?.fillers.has(word)) return true
  return keywords.some(({ entry }) => entry.language.fillers.has(word))
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
    // Already found not to be a certain phrase.
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
  const all = tokens.words.length <= MAX_JOINED ? tokens.words.join('') : ''
  if (all.length <= MAX_JOINED && spelt(latin(all), lexicon) !== undefined)
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

const spelt = (word: string, lexicon: Lexicon): string | undefined => {
  const { solid, lone } = lexicon
  const forms = [word, unleet(word), word.replace(/(.)\1{2,}/gu, '$1'), once(word)]
  return forms.find((form) => solid.has(form) || lone.has(form)) ?? withoutSoft(word, lexicon)
}

/** `pleasestop`, `stopnow` */
const withoutSoft = (word: string, { solid, lone, soft }: Lexicon): string | undefined => {
  for (let at = MIN_SOFT; at <= word.length - MIN_SOFT; at += 1) {
    const [first, second] = [word.slice(0, at), word.slice(at)]
    if (soft.has(first) && (solid.has(second) || lone.has(second))) return second
    if (soft.has(second) && (solid.has(first) || lone.has(first))) return first
  }
  return undefined
}

/** STOPSTOPSTOP is STOP repeated. */
const once = (word: string): string => {
  for (let length = 4; length * 2 <= word.length; length += 1)
    if (word.length % length === 0 && word.slice(0, length).repeat(word.length / length) === word)
      return word.slice(0, length)
  return word
}

/** `STOP - John`: up to three capitalised words in addition to the keyword. */
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

/** `Stop. I have told you twice.`: a keyword as its own sentence; the rest may be about anything. */
const ownSentence = (
  tokens: Tokens,
  parts: readonly Match[],
  rest: readonly number[],
  isAboutMessages: boolean,
  words: string,
): Found | undefined => {
  const { sentences, segments } = tokens
  const isApart = (marks: readonly number[]) => {
    const others = new Set(rest.map((at) => marks[at]))
    return parts.filter(
      ({ entry: { kind }, start }) =>
        !others.has(marks[start]) &&
        (kind === 'whole' || (kind === 'solid' && !isAsked(tokens, start))),
    )
  }
  const own = isApart(sentences)
  if (own.some(({ entry }) => entry.kind === 'whole'))
    return { is: 'opt_out', how: 'phrase', words }
  if (isAboutMessages && isApart(segments).length > 0) return { is: 'opt_out', how: 'word', words }
  // `I never signed up, stop`, but not `"Stop" was the last word`.
  const last = isApart(segments).some(({ end }) => end === segments.length)
  return own.length > 0 || last ? { is: 'doubt', how: 'word', words } : undefined
}

/** `Not interested. I have a bank.` A word alone is too often about other things. */
const edge = (
  tokens: Tokens,
  { start, end }: Match,
  rest: readonly number[],
  words: string,
): Found | undefined => {
  const { sentences, segments } = tokens
  const marks = start === 0 ? sentences : end === segments.length ? segments : undefined
  const isApart =
    marks !== undefined &&
    words.includes(' ') &&
    !isAsked(tokens, start) &&
    rest.every((at) => marks[at] !== marks[start])
  return isApart ? { is: 'doubt', how: 'phrase', words } : undefined
}

/** `Stop? What do you mean?` */
const isAsked = ({ plain, sentences, starts, ends }: Tokens, at: number): boolean => {
  const last = sentences.lastIndexOf(sentences[at] ?? 0)
  return /[?？؟]/.test(plain.slice(ends[last], starts[last + 1]))
}

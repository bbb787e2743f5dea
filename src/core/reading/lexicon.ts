/** All languages' lists, compiled into one index; built once. */

import type { ReadingList } from './list.ts'
import {
  beginnings,
  compilePattern,
  compileSets,
  needsSecond,
  type Pattern,
  seconds,
} from './pattern.ts'
import { wordsOf } from './tokens.ts'

export type Kind =
  | 'certain'
  | 'solid'
  | 'whole'
  | 'lone'
  | 'everyday'
  | 'perhaps'
  | 'doubtful'
  | 'ends'
  | 'about'
  | 'other'
  | 'keeps'

export type Language = {
  readonly locale: string
  /** Words that mean something else in it. */
  readonly notSlips: ReadonlySet<string>
  readonly soft: ReadonlySet<string>
  /** Words that change nothing next to a keyword, soft words and courtesies included. */
  readonly fillers: ReadonlySet<string>
  readonly voids: Phrases
  readonly questions: Phrases
  readonly narrows: Phrases
  readonly widens: Phrases
  readonly optIn: ReadonlySet<string>
  readonly agrees: ReadonlySet<string>
  readonly declines: ReadonlySet<string>
  /** Words after a yes or a no that change nothing. */
  readonly courtesies: ReadonlySet<string>
  readonly help: ReadonlySet<string>
}

export type Entry = {
  readonly kind: Kind
  readonly pattern: Pattern
  readonly language: Language
}

/** The patterns that begin with a word. */
export type Bucket = {
  /** Patterns that the word alone may match. */
  readonly always: readonly Entry[]
  /** Patterns that need a second word, also those in which the word is a soft one in between. */
  readonly longer: readonly Entry[]
  /** The longer ones by their second word; compiled for the first message that has the first word. */
  readonly bySecond: () => ReadonlyMap<string, readonly Entry[]>
}

type OpenBucket = {
  readonly always: Entry[]
  readonly longer: Entry[]
  readonly bySecond: () => ReadonlyMap<string, readonly Entry[]>
}

/** Short phrases by their first word. */
export type Phrases = ReadonlyMap<string, readonly (readonly string[])[]>

export type Lexicon = {
  /** Journaled with every reading, to show later which lists it used. */
  readonly version: string
  readonly languages: Readonly<Record<string, Language>>
  readonly index: ReadonlyMap<string, Bucket>
  /** Soft words of any language. */
  readonly soft: ReadonlySet<string>
  /** Words that may be misspelt, and words that are not misspellings of them. */
  readonly solid: ReadonlySet<string>
  readonly lone: ReadonlySet<string>
  readonly slips: ReadonlyMap<number, readonly string[]>
  readonly notSlips: ReadonlySet<string>
  /** Other spellings of the lists' words, by the spelling. */
  readonly spellings: ReadonlyMap<string, readonly string[]>
  /** Words that are often mistyped, by their first letter. */
  readonly mistyped: ReadonlyMap<string, readonly string[]>
  readonly stopMarketing: ReadonlySet<string>
  readonly signatures: readonly string[]
  readonly tapbacks: ReadonlySet<string>
}

/** Compiles the lists without some of their words; throws with the line that is wrong. */
export const createLexicon = (
  listed: string,
  shipped: readonly ReadingList[],
  without: readonly string[] = [],
): Lexicon => {
  const off = new Set(without.map(spaced))
  const lists = off.size === 0 ? shipped : shipped.map((list) => withoutWords(list, off))
  const version = off.size === 0 ? listed : `${listed} without ${[...off].sort().join(', ')}`
  const languages: Record<string, Language> = {}
  const index = new Map<string, OpenBucket>()
  for (const list of lists) {
    const language = languageOf(list)
    languages[list.locale] = language
    for (const [kind, pattern] of patternsOf(list)) enter(index, { kind, pattern, language })
  }
  const all = (field: (list: ReadingList) => string | undefined) =>
    lists.flatMap((list) => itemsOf(field(list)))
  const solid = new Set(all((list) => list.solid).map(joined))
  const lone = new Set(all((list) => list.lone).map(joined))
  return {
    version,
    languages,
    index,
    soft: new Set(Object.values(languages).flatMap(({ soft }) => [...soft])),
    solid,
    lone,
    slips: Map.groupBy(
      [...solid, ...lone].filter((word) => /^[\p{sc=Latin}\p{sc=Cyrillic}]+$/u.test(word)),
      (word) => word.length,
    ),
    notSlips: new Set([
      ...Object.values(languages).flatMap(({ notSlips }) => [...notSlips]),
      ...solid,
      ...lone,
    ]),
    spellings: new Map(lists.flatMap(spellingsOf)),
    mistyped: Map.groupBy(all((list) => list.mistyped).map(joined), (word) => word.charAt(0)),
    stopMarketing: new Set(all((list) => list.stopMarketing).map(spaced)),
    signatures: all((list) => list.signatures).map(spaced),
    tapbacks: new Set(all((list) => list.tapbacks).map(spaced)),
  }
}

/** A disabled word is no misspelling of another word either. */
const withoutWords = (list: ReadingList, off: ReadonlySet<string>): ReadingList => {
  const rest: Partial<Record<keyof ReadingList, string>> = {}
  for (const kind of SINGLE_WORDS)
    rest[kind] = itemsOf(list[kind])
      .filter((item) => !off.has(spaced(item)))
      .join(',')
  return { ...list, ...(rest as object), notSlips: [list.notSlips ?? '', ...off].join(',') }
}

/** The lists of words that count alone. */
const SINGLE_WORDS = [
  ...(['solid', 'lone', 'everyday', 'perhaps'] as const),
  ...(['optIn', 'agrees', 'declines', 'help'] as const),
] as const

const enter = (index: Map<string, OpenBucket>, entry: Entry): void => {
  const isLonger = needsSecond(entry.pattern)
  for (const word of beginnings(entry.pattern)) {
    const bucket = index.get(word) ?? newBucket()
    index.set(word, bucket)
    bucket[isLonger ? 'longer' : 'always'].push(entry)
  }
}

const newBucket = (): OpenBucket => {
  const longer: Entry[] = []
  let found: ReadonlyMap<string, readonly Entry[]> | undefined
  return { always: [], longer, bySecond: () => (found ??= groupBySecond(longer)) }
}

const groupBySecond = (entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> => {
  const groups = new Map<string, Entry[]>()
  for (const entry of entries)
    for (const word of seconds(entry.pattern)) {
      const known = groups.get(word)
      if (known) known.push(entry)
      else groups.set(word, [entry])
    }
  return groups
}

const languageOf = (list: ReadingList): Language => {
  const soft = wordsOf(list.soft)
  const courtesies = wordsOf(list.courtesies ?? '')
  return {
    locale: list.locale,
    notSlips: new Set(itemsOf(list.notSlips).map(joined)),
    soft: new Set(soft),
    fillers: new Set([...soft, ...courtesies, ...wordsOf(list.fillers)]),
    voids: phrasesOf(list.voids),
    questions: phrasesOf(list.questions),
    narrows: phrasesOf(list.narrows),
    widens: phrasesOf(list.widens),
    optIn: new Set(itemsOf(list.optIn).map(spaced)),
    agrees: new Set(itemsOf(list.agrees).map(spaced)),
    declines: new Set(itemsOf(list.declines).map(spaced)),
    courtesies: new Set(courtesies),
    help: new Set(itemsOf(list.help).map(spaced)),
  }
}

/** `moechte` of `möchte`, and the spellings that the list has itself. */
const spellingsOf = (list: ReadingList): readonly (readonly [string, readonly string[]])[] => [
  ...textsOf(list)
    .flatMap((text) => text.match(/(?=\p{L}{3})\p{L}*[äöü]\p{L}*/giu) ?? [])
    .map(
      (word) => [joined(word.normalize('NFD').replaceAll('\u0308', 'e')), wordsOf(word)] as const,
    ),
  ...itemsOf(list.spellings).map((item) => {
    const [spelling = '', ...words] = wordsOf(item)
    return [spelling, words] as const
  }),
]

const textsOf = ({ sets, ...fields }: ReadingList): readonly string[] =>
  [fields, sets].flatMap((texts) => Object.values(texts))

const NO_SETS = compileSets({})

const patternsOf = (list: ReadingList): readonly (readonly [Kind, Pattern])[] => {
  const sets = compileSets(list.sets)
  return [
    ...(['solid', 'lone', 'everyday', 'perhaps', 'ends', 'about'] as const).flatMap((kind) =>
      itemsOf(list[kind]).flatMap((text) =>
        compilePattern(text, NO_SETS).map((pattern) => [kind, pattern] as const),
      ),
    ),
    ...(['certain', 'whole', 'doubtful', 'other', 'keeps'] as const).flatMap((kind) =>
      linesOf(list[kind]).flatMap((line) =>
        compilePattern(line, sets).map((pattern) => [kind, pattern] as const),
      ),
    ),
  ]
}

const itemsOf = (text = ''): readonly string[] =>
  text
    .split(/[,\n]/)
    .map((item) => item.trim())
    .filter((item) => item !== '')

const linesOf = (text = ''): readonly string[] =>
  text.split('\n').filter((line) => line.trim() !== '')

/** Joins words as a message's words are joined, for comparison. */
export const joined = (text: string): string => wordsOf(text).join('')

export const spaced = (text: string): string => wordsOf(text).join(' ')

const phrasesOf = (text: string | undefined): Phrases =>
  Map.groupBy(
    itemsOf(text).map((item) => wordsOf(item)),
    ([first = '']) => first,
  )

/** Whether one of the phrases begins at this word and ends before `until`. */
export const startsPhrase = (
  phrases: Phrases,
  words: readonly string[],
  at: number,
  until: number,
): boolean =>
  phrases
    .get(words[at] ?? '')
    ?.some(
      (phrase) =>
        at + phrase.length <= until && phrase.every((part, offset) => words[at + offset] === part),
    ) ?? false

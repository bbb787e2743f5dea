/** Compiles the patterns of a language's list, and finds them in a sequence of words. */

import { wordsOf } from './tokens.ts'

type Element = {
  readonly single: ReadonlySet<string>
  readonly multiple: readonly (readonly string[])[]
  readonly min: 0 | 1
  readonly max: number
}

export type Pattern = readonly Element[]

type Options = Pick<Element, 'single' | 'multiple'>

/** Sets of words by name, each cut into words once. */
export type Sets = ReadonlyMap<string, Options>

/** See `Sets`. */
export const compileSets = (sets: Readonly<Record<string, string>>): Sets =>
  new Map(
    Object.entries(sets).map(([name, text]) => [
      name,
      optionsOf(
        text
          .trim()
          .split(/[\s,]+/)
          .map(optionOf),
      ),
    ]),
  )

const optionsOf = (options: readonly (readonly string[])[]): Options => {
  const single = new Set<string>()
  const multiple: (readonly string[])[] = []
  for (const words of options) add(words, single, multiple)
  return { single, multiple }
}

const add = (words: readonly string[], single: Set<string>, multiple: (readonly string[])[]) => {
  const [word] = words
  if (words.length > 1) multiple.push(words)
  else if (word !== undefined) single.add(word)
}

const optionOf = (text: string): readonly string[] => wordsOf(text.replaceAll('_', ' '))

/** The repetitions that `*` allows, and the soft words allowed between two elements. */
const MAX_REPEAT = 4
const MAX_SOFT = 3

/** Compiles one line; throws if it names an unknown set. */
export const compilePattern = (line: string, sets: Sets): readonly Pattern[] =>
  beginningsOf(
    line
      .trim()
      .split(/\s+/)
      .map((part) => elementOf(part, sets, line)),
  )

/** An optional first element makes two patterns, so that each begins with a word. */
const beginningsOf = (elements: Pattern): readonly Pattern[] => {
  const [first, ...rest] = elements
  if (!first || first.min === 1) return [elements]
  return [[{ ...first, min: 1 }, ...rest], ...beginningsOf(rest)]
}

const elementOf = (part: string, sets: Sets, line: string): Element => {
  const mark = part.at(-1)
  const isMarked = mark === '?' || mark === '*'
  const body = isMarked ? part.slice(0, -1) : part
  // `<msg>?|text` would match nothing.
  if (/[?*]/.test(body))
    throw new Error(`reading: "${line}" has a special character inside an element`)
  const { single, multiple } = optionsIn(body, sets, line)
  return { single, multiple, min: isMarked ? 0 : 1, max: mark === '*' ? MAX_REPEAT : 1 }
}

const optionsIn = (body: string, sets: Sets, line: string): Options => {
  const named = (option: string): Options | undefined => {
    if (!/^<.+>$/.test(option)) return undefined
    const options = sets.get(option.slice(1, -1))
    if (options) return options
    throw new Error(`reading: "${line}" names no set: ${option.slice(1, -1)}`)
  }
  const all = body.split('|')
  // A set that stands alone is shared by all its patterns.
  if (all.length === 1) return named(body) ?? optionsOf([optionOf(body)])
  const single = new Set<string>()
  const multiple: (readonly string[])[] = []
  for (const option of all) {
    const options = named(option)
    if (options) {
      for (const word of options.single) single.add(word)
      multiple.push(...options.multiple)
    } else add(optionOf(option), single, multiple)
  }
  return { single, multiple }
}

/** Every word that the pattern may begin with. */
export const beginnings = (pattern: Pattern): readonly string[] => {
  const first = pattern[0]
  if (!first) return []
  return [...new Set([...first.single, ...first.multiple.map(([word = '']) => word)])]
}

/** Whether no single word is all of it. */
export const needsSecond = ([first, ...rest]: Pattern): boolean =>
  first !== undefined && (first.single.size === 0 || rest.some(({ min }) => min === 1))

/** Every word that may come second. */
export const seconds = ([first, ...rest]: Pattern): ReadonlySet<string> => {
  const found = new Set<string>()
  if (!first) return found
  for (const [, word = ''] of first.multiple) found.add(word)
  if (first.max > 1) for (const word of beginnings([first])) found.add(word)
  for (const element of rest) {
    for (const word of beginnings([element])) found.add(word)
    if (element.min === 1) break
  }
  return found
}

/** The longest match that begins at `from`, by its end, else -1. It stays within the sentence. */
export const matchEnd = (
  pattern: Pattern,
  words: readonly string[],
  from: number,
  until: number,
  soft: ReadonlySet<string>,
): number => walk({ pattern, words, until, soft }, 0, from)

type Search = {
  readonly pattern: Pattern
  readonly words: readonly string[]
  readonly until: number
  readonly soft: ReadonlySet<string>
}

const walk = (search: Search, at: number, position: number): number => {
  const element = search.pattern[at]
  if (!element) return position
  const best = element.min === 0 ? walk(search, at + 1, position) : -1
  return Math.max(best, repeat(search, element, at, position, element.max))
}

const repeat = (
  search: Search,
  element: Element,
  at: number,
  position: number,
  left: number,
): number => {
  let best = -1
  for (const end of accept(element, search, position)) {
    best = Math.max(best, walk(search, at + 1, end))
    if (left > 1) best = Math.max(best, repeat(search, element, at, end, left - 1))
  }
  return best
}

const NOWHERE: readonly number[] = []

/** The end of each alternative that fits: `text` and `text messages` may both. */
const accept = (
  { single, multiple }: Element,
  { words, until, soft }: Search,
  from: number,
): readonly number[] => {
  for (let at = from; at < until && at <= from + MAX_SOFT; at += 1) {
    const word = words[at] ?? ''
    const isSingle = single.has(word)
    if (isSingle && multiple.length === 0) return [at + 1]
    const ends: number[] = isSingle ? [at + 1] : []
    for (const option of multiple)
      if (option[0] === word && at + option.length <= until)
        if (option.every((part, offset) => words[at + offset] === part))
          ends.push(at + option.length)
    if (ends.length > 0) return ends
    if (!soft.has(word)) return NOWHERE
  }
  return NOWHERE
}

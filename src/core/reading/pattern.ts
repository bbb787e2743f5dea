/** Compiles the patterns of a language's list, and finds them in a row of words. */

import { wordsOf } from './tokens.ts'

type Element = {
  readonly single: ReadonlySet<string>
  readonly multiple: readonly (readonly string[])[]
  readonly min: 0 | 1
  readonly max: number
}

export type Pattern = readonly Element[]

/** What `*` allows, and how many soft words may stand between two elements. */
const MAX_REPEAT = 4
const MAX_SOFT = 3

/** A pattern by the words that it may begin with. */
export type Index<P> = ReadonlyMap<string, readonly P[]>

/** Compiles one line; throws where it names a set that does not exist. */
export const compilePattern = (
  line: string,
  sets: Readonly<Record<string, string>>,
): readonly Pattern[] =>
  beginningsOf(
    line
      .trim()
      .split(/\s+/)
      .map((part) => elementOf(part, sets, line)),
  )

/** An optional beginning makes two patterns, so that each begins with a word. */
const beginningsOf = (elements: Pattern): readonly Pattern[] => {
  const [first, ...rest] = elements
  if (!first || first.min === 1) return [elements]
  return [[{ ...first, min: 1 }, ...rest], ...beginningsOf(rest)]
}

const elementOf = (part: string, sets: Readonly<Record<string, string>>, line: string): Element => {
  const [, body = '', mark] = /^(.*?)([?*]?)$/.exec(part) ?? []
  const texts = body.split('|').flatMap((option) => {
    const name = /^<(.+)>$/.exec(option)?.[1]
    if (name === undefined) return [option]
    const words = sets[name]
    if (words === undefined) throw new Error(`reading: "${line}" names no set: ${name}`)
    return words.trim().split(/[\s,]+/)
  })
  const options = texts.map((text) => wordsOf(text.replaceAll('_', ' ')))
  return {
    single: new Set(options.filter((words) => words.length === 1).map(([word = '']) => word)),
    multiple: options.filter((words) => words.length > 1),
    min: mark === '' ? 1 : 0,
    max: mark === '*' ? MAX_REPEAT : 1,
  }
}

/** Every word that the pattern may begin with. */
export const beginnings = (pattern: Pattern): readonly string[] => {
  const first = pattern[0]
  if (!first) return []
  return [...new Set([...first.single, ...first.multiple.map(([word = '']) => word)])]
}

/** Where a match that begins at `from` ends at the latest, else -1. It never leaves the sentence. */
export const matchEnd = (
  pattern: Pattern,
  words: readonly string[],
  from: number,
  until: number,
  soft: ReadonlySet<string>,
): number => {
  const walk = (at: number, position: number): number => {
    const element = pattern[at]
    if (!element) return position
    let best = element.min === 0 ? walk(at + 1, position) : -1
    let next = position
    for (let count = 1; count <= element.max; count += 1) {
      next = accept(element, words, next, until, soft)
      if (next < 0) break
      best = Math.max(best, walk(at + 1, next))
    }
    return best
  }
  return walk(0, from)
}

const accept = (
  { single, multiple }: Element,
  words: readonly string[],
  from: number,
  until: number,
  soft: ReadonlySet<string>,
): number => {
  for (let at = from; at < until && at <= from + MAX_SOFT; at += 1) {
    const word = words[at] ?? ''
    let end = single.has(word) ? at + 1 : -1
    for (const option of multiple)
      if (option[0] === word && at + option.length <= until && at + option.length > end)
        if (option.every((part, offset) => words[at + offset] === part)) end = at + option.length
    if (end > 0) return end
    if (!soft.has(word)) return -1
  }
  return -1
}

/** Checks that need a policy's merged layers: purposes that nothing defines, words with two meanings. */

import type { Rules } from '../../core/model/policy/rules.ts'
import { purposesOf } from '../../core/model/purpose.ts'
import { normalise } from '../../core/reading/words.ts'

/** A policy as written, and where. */
export type Placed = { readonly path: string; readonly layer: Readonly<Record<string, unknown>> }

/** Problems of the merged rules, each at the last layer that sets the field, since its value counts. */
export const policyProblems = (
  rules: Rules,
  layers: readonly Placed[],
  /** Fields that are wrong in themselves, so that nothing is compared with them. */
  leftOut: ReadonlySet<string> = new Set(),
): readonly string[] => [
  ...(leftOut.has('purposes') ? [] : unknownPurposes(rules)).map(
    ({ field, at, problem }) =>
      `${pathOf(layers, ({ layer }) => layer[field])}.${field}${at}: ${problem}`,
  ),
  ...doubleWords(rules).map(({ field, at, problem }) => {
    const path = pathOf(layers, ({ layer }) => (layer.keywords as Members | undefined)?.[field])
    return `${path}.keywords.${field}${at}: ${problem}`
  }),
]

type Members = Readonly<Record<string, unknown>>
type Problem = {
  readonly field: string
  /** Within the field: `[0]`. */
  readonly at: string
  readonly problem: string
}

const pathOf = (layers: readonly Placed[], valueIn: (placed: Placed) => unknown): string =>
  (layers.findLast((placed) => valueIn(placed) !== undefined) ?? layers.at(-1))?.path ?? 'policy'

/** A typing error would silently create a purpose. */
const unknownPurposes = (rules: Rules): readonly Problem[] => {
  const { purpose, optInPurposes, frequency } = rules
  const known = purposesOf(rules)
  const named = [
    ['purpose', '', purpose] as const,
    ...optInPurposes.map((one, i) => ['optInPurposes', `[${i}]`, one] as const),
    ...frequency.map((one, i) => ['frequency', `[${i}].purpose`, one.purpose] as const),
  ]
  return named
    .filter(([, , one]) => !known.includes(one))
    .map(([field, at, one]) => ({
      field,
      at,
      problem: `"${one}" is not in purposes (there are ${known.join(', ')})`,
    }))
}

/** Keyword lists that may not share a word. `optIn` and `join` may. */
const CONTRARY = [
  ['optIn', 'optOut'],
  ['join', 'optOut'],
  ['help', 'optOut'],
  ['optIn', 'help'],
  ['join', 'help'],
] as const

const doubleWords = ({ keywords }: Rules): readonly Problem[] =>
  CONTRARY.flatMap(([field, other]) => {
    const taken = new Set(keywords[other].map(spelled))
    return keywords[field].flatMap((word, i) =>
      taken.has(spelled(word))
        ? {
            field,
            at: `[${i}]`,
            problem: `"${word}" is also in ${other}: a word can mean only one of them`,
          }
        : [],
    )
  })

/** The form in which words are compared. An emoji has no letters, so it stays as it is. */
const spelled = (word: string): string => normalise(word) || word

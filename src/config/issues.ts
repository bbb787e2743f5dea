/** Describes problems of a configuration or a request: a field's path and the expected value. */

import type * as z from 'zod'
import { wantedBy } from '../core/wanted.ts'
import { nearest } from './checks/nearest.ts'

/** The problems, by the path of the field; of two limits of a number only the narrower. */
export const describeIssues = (issues: readonly z.core.$ZodIssue[]): readonly string[] =>
  issues
    .filter((issue) => !isOfAnyWhole(issue) || !issues.some(isOther(issue)))
    .map((issue) => describeIssue(issue, []))

/** The limit of all whole numbers, reported in addition to a narrower one. */
const isOfAnyWhole = (issue: z.core.$ZodIssue): boolean =>
  (issue.code === 'too_big' && issue.maximum === Number.MAX_SAFE_INTEGER) ||
  (issue.code === 'too_small' && issue.minimum === Number.MIN_SAFE_INTEGER)

const isOther = (issue: z.core.$ZodIssue) => (other: z.core.$ZodIssue) =>
  other !== issue && formatPath(other.path) === formatPath(issue.path)

/** One wrong value, by the path of its field below `under`. */
export const describeIssue = (issue: z.core.$ZodIssue, under: readonly PropertyKey[]): string => {
  const path = [...under, ...issue.path]
  if (issue.code === 'unrecognized_keys')
    return issue.keys
      .map((key) => `${formatPath([...path, key])}: unknown field${suggestion(key, issue.message)}`)
      .join('; ')
  if (issue.code === 'invalid_key')
    return `${formatPath(path)}: ${issue.issues[0]?.message ?? issue.message}`
  if (isMissing(issue)) return `${formatPath(path)}: is missing`
  if (issue.code === 'invalid_union' && issue.message.startsWith('Invalid'))
    return describeUnion(issue, path)
  const isDuration = issue.code === 'invalid_type' && /Ms$/.test(String(path.at(-1)))
  const wanted = isDuration ? DURATION : wantedBy(issue)
  return `${formatPath(path)}: ${nothing(issue)}${wanted === undefined ? issue.message : `expected ${wanted}`}`
}

/** A field that is left out gets its default; `null` doesn't. */
const nothing = (issue: z.core.$ZodIssue): string =>
  'input' in issue && issue.input === null ? 'is null: ' : ''

/** A schema of an object, or of a record whose names are given. */
type Named = { readonly shape: object; readonly keyType: z.core.$ZodType }

/** For `error` of a parse: where a field is unknown, the message becomes the names of those that exist. */
export const nameFields: z.core.$ZodErrorMap = ({ code, inst }) => {
  if (code !== 'unrecognized_keys') return undefined
  const { shape, keyType } = (inst?._zod.def ?? {}) as Partial<Named>
  const names = shape ? Object.keys(shape) : [...(keyType?._zod.values ?? [])]
  return names.map(String).join(' ')
}

const suggestion = (given: string, names: string): string => {
  const meant = nearest(given, names.split(' '))
  return meant === undefined ? '' : ` (is ${meant} meant?)`
}

/** `input` is there if the schema was parsed with `reportInput`, and shows what own messages hide. */
const isMissing = (issue: z.core.$ZodIssue): boolean =>
  issue.message.endsWith('received undefined') || ('input' in issue && issue.input === undefined)

/** The problems of the form that the value seems to be meant as, else all forms that are allowed. */
const describeUnion = (
  { errors }: z.core.$ZodIssueInvalidUnion,
  path: readonly PropertyKey[],
): string => {
  const isOtherType = (one: z.core.$ZodIssue) =>
    one.code === 'invalid_type' && one.path.length === 0
  const [meant, ...more] = errors.filter((issues) => !issues.some(isOtherType))
  if (meant && more.length === 0) return meant.map((issue) => describeIssue(issue, path)).join('; ')
  const forms = errors.flatMap(([issue]) => (issue && (wantedBy(issue) ?? ownWords(issue))) ?? [])
  return `${formatPath(path)}: expected ${[...new Set(forms)].join(' or ')}`
}

const ownWords = ({ message }: z.core.$ZodIssue) => message.replace(/^expected /, '')

/** A path in the notation of code. */
export const formatPath = (path: readonly PropertyKey[]): string =>
  path
    .map((part) =>
      typeof part === 'number' ? `[${part}]` : part === '' ? '[""]' : `.${String(part)}`,
    )
    .join('')
    .replace(/^\./, '') || '(the file)'

const DURATION = 'a number of milliseconds, such as 86400000 for 24 hours'

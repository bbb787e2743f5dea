/** Describes problems of a configuration or a request: a field's path and the expected value. */

import type * as z from 'zod'

/** One wrong value, by the path of its field below `under`. */
export const describeIssue = (
  issue: z.core.$ZodIssue,
  under: readonly PropertyKey[] = [],
): string => {
  const path = [...under, ...issue.path]
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${formatPath([...path, key])}: unknown field`).join('; ')
  if (issue.code === 'invalid_key')
    return `${formatPath(path)}: ${issue.issues[0]?.message ?? issue.message}`
  if (issue.message.endsWith('received undefined')) return `${formatPath(path)}: is missing`
  const isDuration = issue.code === 'invalid_type' && /Ms$/.test(String(path.at(-1)))
  const wanted = isDuration ? DURATION : wantedBy(issue)
  return `${formatPath(path)}: ${wanted === undefined ? issue.message : `expected ${wanted}`}`
}

/** A path in the notation of code. */
export const formatPath = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '') || '(the file)'

/** The expected value, if the schema has no message of its own. */
export const wantedBy = (issue: z.core.$ZodIssue): string | undefined => {
  if (!/^(Invalid|Too) /.test(issue.message)) return undefined
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected]
    case 'invalid_value':
      return `${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`
    case 'too_small':
      return sizeOf(issue.origin, 'at least', Number(issue.minimum))
    case 'too_big':
      return sizeOf(issue.origin, 'at most', Number(issue.maximum))
    case 'invalid_format':
      return issue.format === 'datetime' ? 'an ISO 8601 time in UTC' : undefined
    default:
      return undefined
  }
}

const DURATION = 'a number of milliseconds, such as 86400000 for 24 hours'

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
}

const sizeOf = (origin: string, bound: string, size: number): string => {
  if (origin === 'string') return `text of ${bound} ${size} character${size === 1 ? '' : 's'}`
  return origin === 'array' ? `a list of ${bound} ${size}` : `${bound} ${size}`
}

/** Describes in our words why a schema refuses a value. */

import type * as z from 'zod'

/** The problem, to be read after the field's name; parse with `reportInput`. */
export const problemOf = (issue: z.core.$ZodIssue): string => {
  if (issue.input === undefined && issue.code === 'invalid_type') return 'is required'
  const wanted = wantedBy(issue)
  return wanted === undefined ? issue.message : `must be ${wanted}`
}

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
      return FORMATS[issue.format]
    default:
      return undefined
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  datetime: 'an ISO 8601 time in UTC',
  url: 'a web address, such as https://example.com/a.pdf',
}

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
  if (origin === 'array') return `a list of ${bound} ${size} ${size === 1 ? 'entry' : 'entries'}`
  return `${bound} ${size}`
}

/** How a problem of the configuration is told: the path of the field, and what was expected of it. */

import type * as z from 'zod'

/** One wrong value, by the path of its field below `under`. */
export const describeIssue = (
  issue: z.core.$ZodIssue,
  under: readonly PropertyKey[] = [],
): string => {
  const path = [...under, ...issue.path]
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${spell([...path, key])}: unknown field`).join('; ')
  if (issue.code === 'invalid_key')
    return `${spell(path)}: ${issue.issues[0]?.message ?? issue.message}`
  return `${spell(path)}: ${issue.message}`
}

/** A path as it is written in code. */
export const spell = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '') || '(the file)'

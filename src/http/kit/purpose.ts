/** Checks the purpose that a message names. */

import type { Rules } from '../../core/model/policy/policy.ts'
import { purposesOf } from '../../core/model/purpose.ts'
import { invalid } from './problem.ts'

/** Throws for a purpose that is not configured: it may be a typing error, and contacts could not stop it. */
export const checkPurpose = (
  rules: Pick<Rules, 'purposes'>,
  purpose: string,
  field = 'purpose',
): void => {
  const known = purposesOf(rules)
  if (!known.includes(purpose)) throw invalid(field, `must be one of ${known.join(', ')}`)
}

/** The doctor's checks, one line each. */

import type { Finding } from '../../../src/ports/side.ts'

/** A check, named by what should be true; `advice` says what to do when it isn't. */
export type Find = (about: string, advice?: string) => Finding

export const createFind =
  (connection: string): Find =>
  (about, advice) => ({
    ok: advice === undefined,
    check: `${connection}: ${about}`,
    ...(advice !== undefined && { advice }),
  })

/** Whether an app has every scope it needs. */
export const scopesFinding = (
  find: Find,
  scopes: readonly string[],
  granted: readonly unknown[],
): Finding => {
  const missing = scopes.filter((scope) => !granted.includes(scope))
  return find(
    'the app has every scope',
    missing.length > 0
      ? `Missing: ${missing.join(', ')}. Add them to the app and install it again.`
      : undefined,
  )
}

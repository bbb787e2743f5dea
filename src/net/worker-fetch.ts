/** The `fetch` of a Worker. */

import type { Fetch } from './http.ts'
import { checkUrl } from './public-address.ts'

/**
 * Goes over https only, unless a request says `allowPrivate`. Where a name leads need not be looked
 * at: a Worker reaches nothing but the public Internet (`global_fetch_strictly_public`).
 */
export const workerFetch: Fetch = async (url, { allowPrivate, ...init }) => {
  if (!allowPrivate) checkUrl(new URL(url))
  return fetch(url, init)
}

/** Whether a change comes from one of our own pages. */

import type { Context } from 'hono'

/** Every browser sends one of these headers with a form; a client without them is not a browser. */
export const isSameOrigin = (c: Context): boolean => {
  const site = c.req.header('Sec-Fetch-Site')
  if (site !== undefined) return site === 'same-origin'
  const origin = c.req.header('Origin')
  return origin !== undefined && hostOf(origin) === c.req.header('Host')
}

const hostOf = (origin: string): string | undefined =>
  URL.canParse(origin) ? new URL(origin).host : undefined

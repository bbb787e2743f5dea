/** Whether a change was asked for by one of our own pages. */

import type { Context } from 'hono'

/** Every browser says where a form comes from, by one header or the other; who says nothing is none. */
export const isSameOrigin = (c: Context): boolean => {
  const site = c.req.header('Sec-Fetch-Site')
  if (site !== undefined) return site === 'same-origin'
  const origin = c.req.header('Origin')
  return origin !== undefined && hostOf(origin) === c.req.header('Host')
}

const hostOf = (origin: string): string | undefined =>
  URL.canParse(origin) ? new URL(origin).host : undefined

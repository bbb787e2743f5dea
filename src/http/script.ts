/** Scripts for browsers, served from memory. */

import type { Context } from 'hono'
import { protect } from './kit/answer.ts'

/** A module that `npm run build:browser` wrote. */
export type Script = { readonly SCRIPT: string; readonly HASH: string }

/** The script, or 304 when the browser has this very one. Pages of any origin may load it. */
export const serveScript = (c: Context, { SCRIPT, HASH }: Script): Response => {
  const tag = `"${HASH}"`
  protect(c)
  c.header('Access-Control-Allow-Origin', '*')
  c.header('Cross-Origin-Resource-Policy', 'cross-origin')
  // Short enough that a new version is there soon; after that the tag saves the bytes.
  c.header('Cache-Control', 'public, max-age=300, stale-while-revalidate=86400')
  c.header('ETag', tag)
  if (c.req.header('If-None-Match')?.includes(tag)) return c.body(null, 304)
  c.header('Content-Type', 'text/javascript; charset=utf-8')
  return c.body(SCRIPT)
}

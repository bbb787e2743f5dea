/** Scripts for browsers, which `npm run build:browser` wrote. */

import type { Context } from 'hono'
import { HASHES } from '../generated/hashes.ts'
import { protect } from './kit/answer.ts'

type ScriptName = keyof typeof HASHES

/** Reads one of them from where this runtime has its files. */
export type ReadScript = (name: ScriptName) => Promise<string>

/** The script, or 304 when the browser has this very one. Pages of any origin may load it. */
export const serveScript = async (
  c: Context,
  name: ScriptName,
  read: ReadScript,
): Promise<Response> => {
  const tag = `"${HASHES[name]}"`
  const isKnown = c.req.header('If-None-Match')?.includes(tag)
  const script = isKnown ? '' : await read(name)
  protect(c)
  c.header('Access-Control-Allow-Origin', '*')
  c.header('Cross-Origin-Resource-Policy', 'cross-origin')
  // Short enough that a new version is there soon; after that the tag saves the bytes.
  c.header('Cache-Control', 'public, max-age=300, stale-while-revalidate=86400')
  c.header('ETag', tag)
  if (isKnown) return c.body(null, 304)
  c.header('Content-Type', 'text/javascript; charset=utf-8')
  return c.body(script)
}

/** Scripts and styles for browsers, which `npm run build:browser` wrote. */

import type { Context } from 'hono'
import { HASHES } from '../generated/hashes.ts'
import { protect } from './kit/answer.ts'

type AssetName = keyof typeof HASHES

/** Reads one of them from where this runtime has its files. */
export type ReadAsset = (name: AssetName) => Promise<string>

/**
 * The asset, or 304 when the browser has this very one. Pages of any origin may load it.
 *
 * @example app.get('/composer.js', (c) => serveAsset(c, 'composer.js', readAsset))
 */
export const serveAsset = async (
  c: Context,
  name: AssetName,
  read: ReadAsset,
): Promise<Response> => {
  const tag = `"${HASHES[name]}"`
  const isKnown = c.req.header('If-None-Match')?.includes(tag)
  const text = isKnown ? '' : await read(name)
  protect(c)
  c.header('Access-Control-Allow-Origin', '*')
  c.header('Cross-Origin-Resource-Policy', 'cross-origin')
  // Short enough that a new version is there soon; after that the tag saves the bytes.
  c.header('Cache-Control', 'public, max-age=300, stale-while-revalidate=86400')
  c.header('ETag', tag)
  if (isKnown) return c.body(null, 304)
  const type = name.endsWith('.css') ? 'css' : 'javascript'
  c.header('Content-Type', `text/${type}; charset=utf-8`)
  return c.body(text)
}

/** Parsed URLs: nearly all requests go to a few. */

import { LRUCache } from 'lru-cache'

/** Longer URLs are of files, each requested once. */
const MAX_LENGTH = 300

const parsed = new LRUCache<string, URL>({ max: 200 })

/** Throws like `new URL`. The result is shared, so it must not be changed. */
export const parseUrl = (text: string): URL => {
  const known = parsed.get(text)
  if (known) return known
  const url = new URL(text)
  if (text.length <= MAX_LENGTH) parsed.set(text, url)
  return url
}

/** Parsed URLs: nearly all requests go to a few. */

const MAX_URLS = 200
/** Longer ones are of files, and each is asked for once. */
const MAX_LENGTH = 300

const parsed = new Map<string, URL>()

/** Throws like `new URL`. The result is shared, so it must not be changed. */
export const parseUrl = (text: string): URL => {
  const known = parsed.get(text)
  if (known) return known
  const url = new URL(text)
  if (text.length > MAX_LENGTH) return url
  if (parsed.size >= MAX_URLS) parsed.clear()
  parsed.set(text, url)
  return url
}

/** Takes secrets and people's words out of a request or an answer that is kept. Pure. */

/** Characters kept of a body. */
export const MAX_KEPT_BODY = 2_048
const MAX_HEADER = 200

const SECRET = '(secret)'
const WORDS = '(words)'

/** The headers that help to find out what went wrong; the others may be secrets. */
const KEPT = new Set([
  'allow',
  'cf-ray',
  'content-length',
  'content-type',
  'date',
  'request-id',
  'retry-after',
  'server',
  'webhook-id',
  'webhook-timestamp',
  'x-correlation-id',
  'x-request-id',
])

export const maskHeaders = (
  headers: Iterable<readonly [string, string]>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...headers]
      .map(([name, value]) => [name.toLowerCase(), value.slice(0, MAX_HEADER)] as const)
      .filter(([name]) => KEPT.has(name)),
  )

/** A part of a path this long may be a secret, even if it has only letters. */
const MIN_SECRET = 20

/** The URL of a webhook can be a secret: its query and the long parts of its path are left out. */
export const maskUrl = (url: string): string => {
  const parsed = URL.parse(url)
  if (!parsed) return '(no valid address)'
  const path = parsed.pathname
    .split('/')
    .map((part) => (part.length >= MIN_SECRET ? '…' : part))
    .join('/')
  return `${parsed.origin}${path}${parsed.search && '?…'}`
}

type About = {
  /** The content type. */
  readonly type: string
  /** The message's own words. */
  readonly words: readonly string[]
  /** Our own request: everything that may be a message text is masked. */
  readonly isOurs: boolean
}

/** JSON and forms keep their shape; in any other text only the message's own words are replaced. */
export const maskBody = (text: string, about: About): string => {
  const json = jsonOf(text)
  if (json !== undefined) return JSON.stringify(maskValue(json, '', about))
  if (!about.type.includes('x-www-form-urlencoded')) return maskWords(text, about.words)
  const fields = [...new URLSearchParams(text)]
  return fields.map(([name, value]) => `${name}=${maskText(value, name, about)}`).join('&')
}

const jsonOf = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

const maskValue = (value: unknown, name: string, about: About): unknown => {
  if (typeof value === 'string') return maskText(value, name, about)
  if (SECRETS.test(name) && typeof value === 'number') return SECRET
  if (Array.isArray(value)) return value.map((one) => maskValue(one, name, about))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, maskValue(one, key, about)]),
  )
}

const SECRETS =
  /secret|token|passw|authorization|signature|credential|cookie|(?:api|access|private)[-_]?key/i
/** Names under which systems keep what people write. */
const WRITTEN =
  /^(?:text|body|content|caption|html|words|snippet|rich_?text|file_?name|profile_?name)$/i
/** Masked in our requests only: in an answer these members say what is wrong with the request. */
const WRITTEN_BY_US = /^(?:message|note|subject|title|description|payload|evidence|reason)$/i

const maskText = (value: string, name: string, { words, isOurs }: About): string => {
  if (value === '') return value
  if (SECRETS.test(name)) return SECRET
  if (WRITTEN.test(name) || (isOurs && WRITTEN_BY_US.test(name))) return WORDS
  if (words.includes(value)) return WORDS
  return /^https?:\/\//.test(value) ? maskUrl(value) : maskWords(value, words)
}

/** Shorter words would match everywhere, so they are masked only as a whole value. */
const MIN_WORDS = 4

const maskWords = (text: string, words: readonly string[]): string =>
  words
    .filter(({ length }) => length >= MIN_WORDS)
    .toSorted((a, b) => b.length - a.length)
    .reduce((masked, one) => masked.replaceAll(one, WORDS), text)

/** The beginning, and how much there was. */
export const cut = (text: string): string =>
  text.length <= MAX_KEPT_BODY
    ? text
    : `${text.slice(0, MAX_KEPT_BODY)}… (${text.length} characters)`

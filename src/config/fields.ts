/** Configuration fields for adapters. */

import { createHash } from 'node:crypto'
import * as z from 'zod'
import { nameSchema } from '../core/model/text.ts'

/** The name of an environment variable. */
export const VARIABLE = /^[A-Z][A-Z0-9_]*$/

/** A secret is in the environment; the file names the variable. */
export const secretSchema = z.strictObject(
  {
    env: z.string().regex(VARIABLE, 'expected the name of an environment variable: A-Z, 0-9 and _'),
  },
  {
    error: ({ code }) =>
      code === 'invalid_type'
        ? 'expected {"env": "NAME"}, naming an environment variable: secrets do not belong in this file'
        : undefined,
  },
)

/** A secret chosen by the operator, so a short one is refused. */
export const issuedSecretSchema = secretSchema.transform((secret) => ({
  ...secret,
  minLength: MIN_KEY,
}))

/** The fewest characters of an API key; `openssl rand -hex 24` makes 48. */
export const MIN_KEY = 24

/** Keys are long and random, so a plain hash can't be reversed, and looking up by it reveals nothing through timing. */
export const hashKey = (key: string): string => createHash('sha256').update(key).digest('hex')

/** A base URL, without a slash at its end. */
export const urlSchema = z
  .url({ protocol: /^https?$/, error: 'expected https:// or http:// and a host' })
  .refine((url) => !/[?@]/.test(url), 'expected no user, password or query')
  .transform((url) => url.replace(/#.*$/, '').replace(/\/+$/, ''))

/** The URL of a single page, where a slash at the end matters. */
export const pageSchema = z
  .url({ protocol: /^https?$/, error: 'expected https:// or http:// and a host' })
  .transform((url) => url.replace(/#.*$/, ''))

const ID_WANTED =
  'expected 1 to 63 lower-case letters, digits, - and _, with a letter or digit first'

/** An id given in the configuration: of a connection, an organisation or a line. */
export const idSchema = z.string(ID_WANTED).regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, ID_WANTED)

/** An id of a prefix and 32 hexadecimal digits. */
export const hexIdSchema = (prefix: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`), `expected ${prefix} and 32 hexadecimal digits`)

/** Numeric ids of the other side, as text so that no digit is lost. */
export const digitsSchema = z.string().regex(/^\d{1,32}$/, 'expected digits, in quotes')

/** The name of the agent it is sent as. */
export const agentSchema = nameSchema(200)

/** Goes with a `…url` that may be on a private address. */
export const allowPrivateSchema = z.boolean().default(false)

const isLanguage = (locale: string): boolean => {
  if (!/^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$/.test(locale)) return false
  const [language = ''] = locale.split(/[-_]/)
  // Intl takes 20 ms for its first answer, for which a start need not wait.
  if (language === 'en') return true
  return Intl.DateTimeFormat.supportedLocalesOf(language).length > 0
}

const LANGUAGE_WANTED = 'expected a language, such as en, de, es-MX or pt_BR'

/**
 * A language with or without a country, as providers and CRMs write it: `es`, `es-MX`, `pt_BR`. Templates may
 * be in any language, so that those without texts of ours are allowed.
 */
export const localeSchema = z.string(LANGUAGE_WANTED).refine(isLanguage, LANGUAGE_WANTED)

/** Whether it is a name of the IANA time zone database. */
export const isTimeZone = (name: string): boolean => {
  // An offset such as +02:00 knows no summer time.
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

const ZONE_WANTED = 'expected an IANA time zone, such as Europe/Berlin'

/** A name of the IANA time zone database. */
export const timeZoneSchema = z.string(ZONE_WANTED).refine(isTimeZone, ZONE_WANTED)

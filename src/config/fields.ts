/** Fields that the configurations of adapters are made of. */

import * as z from 'zod'

/** A secret stands in the environment; the file names the variable. */
export const secretSchema = z.strictObject(
  {
    env: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]*$/, 'expected the name of an environment variable: A-Z, 0-9 and _'),
  },
  {
    error: ({ code }) =>
      code === 'invalid_type'
        ? 'expected {"env": "NAME"}, naming an environment variable: secrets do not belong in this file'
        : undefined,
  },
)

/** A secret that we issue: as long as its owner makes it, so a short one stops the start. */
export const issuedSecretSchema = secretSchema.transform((secret) => ({
  ...secret,
  minLength: MIN_KEY,
}))

/** Characters of an API key: what `openssl rand -hex 24` makes is twice as long. */
export const MIN_KEY = 24

/** An address below which requests are made, without a slash at its end. */
export const urlSchema = z
  .url({ protocol: /^https?$/, error: 'expected https:// or http:// and a host' })
  .refine((url) => !/[?@]/.test(url), 'expected no user, password or query')
  .transform((url) => url.replace(/#.*$/, '').replace(/\/+$/, ''))

/** One page of the other side's, where a slash at the end makes a difference. */
export const pageSchema = z
  .url({ protocol: /^https?$/, error: 'expected https:// or http:// and a host' })
  .transform((url) => url.replace(/#.*$/, ''))

/** An id that the configuration itself gives: of a connection, an organisation, a line. */
export const idSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'expected lower-case letters, digits, - and _')

/** Twilio's ids: two letters that say what it is of, and 32 hexadecimal digits. */
export const sidSchema = (prefix: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`), `expected ${prefix} and 32 hexadecimal digits`)

/** Ids that are numbers at the other side, written as text so that no digit is lost. */
export const digitsSchema = z.string().regex(/^\d{1,32}$/, 'expected digits, in quotes')

/** The name of the agent it is sent as. */
export const agentSchema = z.string().min(1).max(200)

/** Beside a `…url` that may stand on a private address. */
export const allowPrivateSchema = z.boolean().default(false)

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** A name of the IANA time zone database. */
export const timeZoneSchema = z
  .string()
  .refine(isTimeZone, 'expected an IANA time zone, such as Europe/Berlin')

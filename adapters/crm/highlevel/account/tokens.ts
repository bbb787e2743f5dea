/** Access to a location by OAuth: https://marketplace.gohighlevel.com/docs/Authorization/OAuth2.0 */

import { createHash } from 'node:crypto'
import * as z from 'zod'
import { BusyError, HttpError } from '../../../../src/ports/errors.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Clock } from '../../../../src/ports/side.ts'
import type { Vault } from '../../../../src/ports/vault.ts'
import type { HighLevelConfig } from '../config.ts'
import { early, later } from './trouble.ts'

/** Refreshed that long before it ends. */
const MARGIN_MS = 60_000
/** Another process refreshes, or a person has to do something: so long until it is worth another look. */
const BUSY_MS = 2_000
const HELPLESS_MS = 5 * 60_000
/** What an access token is good for where they don't say. */
const USUAL_MS = 86_399_000

/** What one refresh gave. The refresh token can be used once, so it is kept before the access token is used. */
export type Grant = {
  /** Which refresh token of the configuration it all began with: another one begins anew. */
  readonly seed: string
  readonly accessToken: string
  readonly refreshToken: string
  readonly expiresAt: number
  readonly locationId?: string
  readonly userType?: string
  readonly scope?: string
}

export type Tokens = {
  /** A grant that hasn't expired. Throws `CallError` when there is none to be had now. */
  current(http: Http): Promise<Grant>
  /** They didn't accept this access token: the next `current` gives another one. */
  refuse(accessToken: string): void
}

const grantSchema = z.object({
  seed: z.string(),
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresAt: z.number(),
  locationId: z.string().optional(),
  userType: z.string().optional(),
  scope: z.string().optional(),
})

/** Their answer, in both spellings. */
const answerSchema = z
  .object({
    access_token: z.string().optional(),
    accessToken: z.string().optional(),
    refresh_token: z.string().optional(),
    refreshToken: z.string().optional(),
    expires_in: z.number().optional(),
    expiresIn: z.number().optional(),
    locationId: z.string().nullish(),
    userType: z.string().nullish(),
    scope: z.string().nullish(),
  })
  .transform(({ access_token, refresh_token, expires_in, ...rest }) => ({
    accessToken: rest.accessToken ?? access_token,
    refreshToken: rest.refreshToken ?? refresh_token,
    expiresInMs: (rest.expiresIn ?? expires_in ?? USUAL_MS / 1000) * 1000,
    ...(rest.locationId && { locationId: rest.locationId }),
    ...(rest.userType && { userType: rest.userType }),
    ...(rest.scope && { scope: rest.scope }),
  }))

export type TokenParts = {
  readonly connection: string
  readonly config: HighLevelConfig
  readonly vault: Vault
  readonly clock: Clock
}

/** The tokens of a connection: one refresh at a time, in this process and among all of them. */
export const createTokens = (parts: TokenParts): Tokens => {
  const { connection, config, vault, clock } = parts
  const name = `highlevel ${connection}`
  const seed = createHash('sha256').update(config.refreshToken).digest('hex')
  let known: Grant | undefined
  let refused = ''
  let running: Promise<Grant> | undefined

  const isGood = ({ accessToken, expiresAt }: Grant): boolean =>
    accessToken !== refused && expiresAt - MARGIN_MS > clock()

  const kept = async (): Promise<Grant | undefined> => {
    const grant = readGrant(await vault.read(name))
    return grant?.seed === seed ? grant : undefined
  }

  const renew = async (http: Http): Promise<Grant> => {
    try {
      return await renewed(http)
    } catch (error) {
      if (error instanceof BusyError) throw early('store_busy', BUSY_MS)
      throw error
    }
  }

  const renewed = async (http: Http): Promise<Grant> => {
    const before = await kept()
    if (before && isGood(before)) return before
    const used = before?.refreshToken ?? config.refreshToken
    const next = readGrant(
      // With the access token it gave: one that stays the same is used for each of them once.
      await vault.rotate(name, `${used} ${before?.accessToken ?? ''}`, async () =>
        JSON.stringify({ ...(await refresh(parts, used, http)), seed }),
      ),
    )
    if (!next) throw early('token_refreshing', BUSY_MS)
    return next
  }

  return {
    current: async (http) => {
      if (known && isGood(known)) return known
      running ??= renew(http).finally(() => {
        running = undefined
      })
      known = await running
      return known
    },
    refuse: (accessToken) => {
      refused = accessToken
    },
  }
}

const refresh = async (
  { connection, config, clock }: TokenParts,
  used: string,
  http: Http,
): Promise<Omit<Grant, 'seed'>> => {
  const at = clock()
  const { status, body } = await post({ connection, config }, used, http)
  if (status === 400 || status === 401 || status === 403 || status === 422)
    throw later('refresh_token_refused', HELPLESS_MS, status)
  if (status < 200 || status >= 300) throw later(`token_http_${status}`, undefined, status)
  const answer = answerSchema.safeParse(readJson(body))
  const { accessToken, refreshToken, expiresInMs, ...rest } = answer.data ?? {}
  if (!accessToken) throw later('token_malformed')
  return {
    accessToken,
    // One that they don't replace can be used again.
    refreshToken: refreshToken ?? used,
    expiresAt: at + (expiresInMs ?? USUAL_MS),
    ...rest,
  }
}

const post = async (
  { connection, config }: Pick<TokenParts, 'connection' | 'config'>,
  refreshToken: string,
  http: Http,
) => {
  try {
    return await http({
      method: 'POST',
      url: `${config.apiUrl}/oauth/token`,
      ...formOf(config, refreshToken),
      connection,
      purpose: 'oauth.token',
      allowPrivate: config.allowPrivate,
    })
  } catch (error) {
    if (error instanceof HttpError) throw later(`token_${error.code}`)
    throw error
  }
}

const formOf = (
  { apiVersion, clientId, clientSecret }: HighLevelConfig,
  refreshToken: string,
): { readonly headers: Readonly<Record<string, string>>; readonly body: string } => {
  const isV3 = apiVersion === 'v3'
  const fields = isV3
    ? { clientId, clientSecret, grantType: 'refresh_token', refreshToken, userType: 'Location' }
    : {
        client_id: clientId,
        client_secret: clientSecret,
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        user_type: 'Location',
      }
  return {
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      ...(isV3 && { version: 'v3' }),
    },
    body: new URLSearchParams(fields).toString(),
  }
}

const readGrant = (text: string | undefined): Grant | undefined => {
  const { data } = grantSchema.safeParse(text === undefined ? undefined : readJson(text))
  return data as Grant | undefined
}

const readJson = (text: string | Uint8Array): unknown => {
  try {
    return JSON.parse(typeof text === 'string' ? text : new TextDecoder().decode(text))
  } catch {
    return undefined
  }
}

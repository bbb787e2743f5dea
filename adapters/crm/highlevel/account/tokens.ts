/** Access to a location by OAuth: https://marketplace.gohighlevel.com/docs/Authorization/OAuth2.0 */

import * as z from 'zod'
import type { Http } from '../../../../src/ports/http.ts'
import type { Clock } from '../../../../src/ports/side.ts'
import type { Vault } from '../../../../src/ports/vault.ts'
import { parseJson } from '../../../kit/json.ts'
import { retryLater, tooEarly } from '../../kit/call-error.ts'
import {
  type BaseGrant,
  createTokens as createKitTokens,
  postRefresh,
  type Tokens,
} from '../../kit/tokens.ts'
import type { HighLevelConfig } from '../config.ts'

/** A token is refreshed this long before it expires. */
const MARGIN_MS = 60_000
/** The waits while another process refreshes, and after a refusal that only a person can fix. */
const BUSY_MS = 2_000
const HELPLESS_MS = 5 * 60_000
/** The lifetime of an access token when the answer doesn't name one. */
const USUAL_MS = 86_399_000

export type Grant = BaseGrant & {
  readonly expiresAt: number
  readonly locationId?: string
  readonly userType?: string
  readonly scope?: string
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

/** The token answer, in both spellings. */
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

export type TokenOptions = {
  readonly connection: string
  readonly config: HighLevelConfig
  readonly vault: Vault
  readonly clock: Clock
}

/** The tokens of a location. */
export const createTokens = (parts: TokenOptions): Tokens<Grant> => {
  const { connection, config, vault, clock } = parts
  return createKitTokens<Grant>({
    name: `highlevel ${connection}`,
    configured: config.refreshToken,
    vault,
    clock,
    parse: (stored) => grantSchema.safeParse(stored).data as Grant | undefined,
    refreshAt: ({ expiresAt }) => expiresAt - MARGIN_MS,
    refresh: (used, http) => refresh(parts, used, http),
    busy: (code) => tooEarly(code, BUSY_MS),
  })
}

const refresh = async (
  { connection, config, clock }: TokenOptions,
  used: string,
  http: Http,
): Promise<Omit<Grant, 'seed'>> => {
  const at = clock()
  const { status, body } = await post({ connection, config }, used, http)
  if (status === 400 || status === 401 || status === 403 || status === 422)
    throw retryLater('refresh_token_refused', HELPLESS_MS, status)
  if (status < 200 || status >= 300) throw retryLater(`token_http_${status}`, undefined, status)
  const answer = answerSchema.safeParse(parseJson(body))
  const { accessToken, refreshToken, expiresInMs, ...rest } = answer.data ?? {}
  if (!accessToken) throw retryLater('token_malformed')
  return {
    accessToken,
    // Without a new refresh token, the old one stays valid.
    refreshToken: refreshToken ?? used,
    expiresAt: at + (expiresInMs ?? USUAL_MS),
    ...rest,
  }
}

const post = (
  { connection, config }: Pick<TokenOptions, 'connection' | 'config'>,
  refreshToken: string,
  http: Http,
) =>
  postRefresh(
    http,
    {
      url: `${config.apiUrl}/oauth/token`,
      ...formOf(config, refreshToken),
      connection,
      allowPrivate: config.allowPrivate,
    },
    retryLater,
  )

const formOf = ({ apiVersion, clientId, clientSecret }: HighLevelConfig, refreshToken: string) => {
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
  return { fields, headers: isV3 ? { version: 'v3' } : {} }
}

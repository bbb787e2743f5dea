/** Access to an account by OAuth: https://developers.hubspot.com/docs/guides/api/app-management/oauth-tokens */

import * as z from 'zod'
import type { Http } from '../../../../src/ports/http.ts'
import type { Clock } from '../../../../src/ports/side.ts'
import type { Vault } from '../../../../src/ports/vault.ts'
import { parseJson } from '../../../kit/json.ts'
import { retryLater, tooEarly } from '../../kit/call-error.ts'
import { type BaseGrant, createTokens as createKitTokens, postRefresh } from '../../kit/tokens.ts'
import type { HubspotConfig } from '../config.ts'
import type { Paths } from '../paths.ts'

/** The wait while another process refreshes. */
const BUSY_MS = 2_000
/** The wait after a refusal that only a person can fix. */
const HELPLESS_MS = 15 * 60_000
/** The lifetime of an access token in seconds, when the answer doesn't name one. */
const USUAL_S = 1_800
/** A token is refreshed after this part of its lifetime. */
const USED_PART = 0.8

type Grant = BaseGrant & { readonly refreshAt: number }

const grantSchema = z.object({
  seed: z.string(),
  accessToken: z.string(),
  refreshToken: z.string(),
  refreshAt: z.number(),
})

const answerSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  expires_in: z.number().positive().optional(),
})

export type Tokens = {
  /** A valid token. Throws `CallError` when none is available now. */
  current(http: Http): Promise<string>
  /** Marks a token as rejected: the next `current` returns another. */
  refuse(accessToken: string): void
  /** The token comes from the configuration and can't be refreshed: after a 401 a person must act. */
  readonly isFixed: boolean
}

export type TokenOptions = {
  readonly connection: string
  readonly config: HubspotConfig
  readonly paths: Paths
  readonly vault: Vault
  readonly clock: Clock
}

/** The tokens of a connection: a fixed one, or those refreshed from the configured refresh token. */
export const createTokens = (parts: TokenOptions): Tokens => {
  const { connection, config, vault, clock } = parts
  const { accessToken: fixed, refreshToken: configured = '' } = config
  if (fixed !== undefined) return { current: async () => fixed, refuse: () => {}, isFixed: true }

  let helplessUntil = 0
  const refresh = async (used: string, http: Http): Promise<Omit<Grant, 'seed'>> => {
    const at = clock()
    const { status, body } = await post(parts, used, http)
    const answer = parseJson(body)
    if (isFinal(status, answer)) {
      helplessUntil = clock() + HELPLESS_MS
      throw retryLater('refresh_token_refused', HELPLESS_MS, status)
    }
    if (status < 200 || status >= 300) throw retryLater(`token_http_${status}`, undefined, status)
    const { data } = answerSchema.safeParse(answer)
    if (!data) throw retryLater('token_malformed')
    const { access_token, refresh_token, expires_in = USUAL_S } = data
    return {
      accessToken: access_token,
      refreshToken: refresh_token ?? used,
      refreshAt: at + expires_in * 1000 * USED_PART,
    }
  }

  const { current, refuse } = createKitTokens<Grant>({
    name: `hubspot ${connection}`,
    configured,
    vault,
    clock,
    parse: (stored) => grantSchema.safeParse(stored).data,
    refreshAt: (grant) => grant.refreshAt,
    refresh,
    busy: (code) => tooEarly(code, BUSY_MS),
  })
  return {
    isFixed: false,
    current: async (http) => {
      if (clock() < helplessUntil)
        throw retryLater('refresh_token_refused', helplessUntil - clock())
      return (await current(http)).accessToken
    },
    refuse,
  }
}

const post = ({ connection, config, paths }: TokenOptions, refreshToken: string, http: Http) =>
  postRefresh(
    http,
    {
      url: `${config.apiUrl}${paths.token}`,
      fields: {
        grant_type: 'refresh_token',
        client_id: config.clientId ?? '',
        client_secret: config.clientSecret,
        refresh_token: refreshToken,
      },
      connection,
      allowPrivate: config.allowPrivate,
    },
    retryLater,
  )

/** The token belongs to another app, or the account is gone: a retry can't help. */
const isFinal = (status: number, answer: unknown): boolean => {
  if (status === 400 || status === 401 || status === 403) return true
  const named = typeof answer === 'object' && answer !== null ? Object.values(answer) : []
  return status >= 400 && named.some((word) => FINAL.has(String(word)))
}

const FINAL = new Set(['BAD_REFRESH_TOKEN', 'BAD_HUB', 'access_denied', 'BAD_CLIENT_ID'])

/** Access to an account by OAuth: https://developers.hubspot.com/docs/guides/api/app-management/oauth-tokens */

import { createHash } from 'node:crypto'
import * as z from 'zod'
import { HttpError } from '../../../../src/ports/errors.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Clock } from '../../../../src/ports/side.ts'
import type { Vault } from '../../../../src/ports/vault.ts'
import { CallError } from '../../kit/calls.ts'
import type { HubspotConfig } from '../config.ts'
import type { Paths } from '../paths.ts'

/** Another process is at it. */
const BUSY_MS = 2_000
/** A person has to do something: asking more often would change nothing. */
const HELPLESS_MS = 15 * 60_000
/** What an access token is good for where they don't say. */
const USUAL_S = 1_800
/** Refreshed when this part of its time is over. */
const USED_PART = 0.8

/** What one refresh gave, and with what: another configured token begins anew. */
type Grant = {
  readonly seed: string
  readonly accessToken: string
  readonly refreshToken: string
  readonly refreshAt: number
}

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
  /** One that hasn't expired. Throws `CallError` when there is none to be had now. */
  current(http: Http): Promise<string>
  /** It was not accepted: the next `current` gives another one. */
  refuse(accessToken: string): void
  /** A 401 means that a person has to act: the token is configured and never replaced. */
  readonly isFixed: boolean
}

export type TokenParts = {
  readonly connection: string
  readonly config: HubspotConfig
  readonly paths: Paths
  readonly vault: Vault
  readonly clock: Clock
}

/** The tokens of a connection: one refresh at a time, in this process and among all of them. */
export const createTokens = (parts: TokenParts): Tokens => {
  const { connection, config, vault, clock } = parts
  const { accessToken: fixed, refreshToken: configured = '' } = config
  if (fixed !== undefined) return { current: async () => fixed, refuse: () => {}, isFixed: true }

  const name = `hubspot ${connection}`
  const seed = createHash('sha256').update(configured).digest('hex')
  let known: Grant | undefined
  let refused = ''
  let running: Promise<Grant> | undefined
  let helplessUntil = 0

  const isGood = ({ accessToken, refreshAt }: Grant): boolean =>
    accessToken !== refused && refreshAt > clock()

  const kept = async (): Promise<Grant | undefined> => {
    const grant = readGrant(await vault.read(name))
    return grant?.seed === seed ? grant : undefined
  }

  const renew = async (http: Http): Promise<Grant> => {
    if (clock() < helplessUntil) throw later('refresh_token_refused', helplessUntil - clock())
    const before = await kept()
    if (before && isGood(before)) return before
    const used = before?.refreshToken ?? configured
    // The refresh token usually stays the same: beside the access token it can be told from before.
    const round = `${used} ${before?.accessToken ?? ''}`
    const next = readGrant(
      await vault.rotate(name, round, async () =>
        JSON.stringify({ ...(await refresh(used, http)), seed }),
      ),
    )
    if (!next) throw later('token_refreshing', BUSY_MS)
    return next
  }

  const refresh = async (used: string, http: Http): Promise<Omit<Grant, 'seed'>> => {
    const at = clock()
    const { status, body } = await post(parts, used, http)
    const answer = readJson(body)
    if (isFinal(status, answer)) {
      helplessUntil = clock() + HELPLESS_MS
      throw later('refresh_token_refused', HELPLESS_MS, status)
    }
    if (status < 200 || status >= 300) throw later(`token_http_${status}`, undefined, status)
    const { data } = answerSchema.safeParse(answer)
    if (!data) throw later('token_malformed')
    const { access_token, refresh_token, expires_in = USUAL_S } = data
    return {
      accessToken: access_token,
      refreshToken: refresh_token ?? used,
      refreshAt: at + expires_in * 1000 * USED_PART,
    }
  }

  return {
    isFixed: false,
    current: async (http) => {
      if (known && isGood(known)) return known.accessToken
      running ??= renew(http).finally(() => {
        running = undefined
      })
      known = await running
      return known.accessToken
    },
    refuse: (accessToken) => {
      refused = accessToken
    },
  }
}

const later = (code: string, afterMs?: number, status?: number): CallError =>
  new CallError({ status: 'retry', code, ...(afterMs !== undefined && { afterMs }) }, status)

/** The secrets go in the form, never into an address. */
const post = async (
  { connection, config, paths }: TokenParts,
  refreshToken: string,
  http: Http,
) => {
  try {
    return await http({
      method: 'POST',
      url: `${config.apiUrl}${paths.token}`,
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: config.clientId ?? '',
        client_secret: config.clientSecret,
        refresh_token: refreshToken,
      }).toString(),
      connection,
      purpose: 'oauth.token',
      allowPrivate: config.allowPrivate,
    })
  } catch (error) {
    if (error instanceof HttpError) throw later(`token_${error.code}`)
    throw error
  }
}

/** The token is another app's, or the account is gone: no repetition helps. */
const isFinal = (status: number, answer: unknown): boolean => {
  if (status === 400 || status === 401 || status === 403) return true
  const named = typeof answer === 'object' && answer !== null ? Object.values(answer) : []
  return status >= 400 && named.some((word) => FINAL.has(String(word)))
}

const FINAL = new Set(['BAD_REFRESH_TOKEN', 'BAD_HUB', 'access_denied', 'BAD_CLIENT_ID'])

const readGrant = (text: string | undefined): Grant | undefined =>
  grantSchema.safeParse(text === undefined ? undefined : readJson(text)).data

const readJson = (text: string | Uint8Array): unknown => {
  try {
    return JSON.parse(typeof text === 'string' ? text : new TextDecoder().decode(text))
  } catch {
    return undefined
  }
}

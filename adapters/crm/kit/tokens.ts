/** OAuth tokens of a connection, kept in the vault: one refresh at a time, across all processes. */

import { createHash } from 'node:crypto'
import type { Instant } from '../../../src/core/model/contact.ts'
import { BusyError, HttpError } from '../../../src/ports/errors.ts'
import type { Http, HttpAnswer, HttpRequest } from '../../../src/ports/http.ts'
import type { Clock } from '../../../src/ports/side.ts'
import type { Vault } from '../../../src/ports/vault.ts'
import { parseJson } from '../../kit/json.ts'

/** The result of a refresh. The refresh token may work only once, so it is stored before use. */
export type BaseGrant = {
  /** Hash of the configured refresh token it began with; a different one starts over. */
  readonly seed: string
  readonly accessToken: string
  readonly refreshToken: string
}

export type Tokens<G extends BaseGrant> = {
  /** A grant that hasn't expired. Throws the CRM's `CallError` when none is available now. */
  current(http: Http): Promise<G>
  /** Marks an access token as rejected: the next `current` returns another. */
  refuse(accessToken: string): void
}

export type TokenOptions<G extends BaseGrant> = {
  /** The key in the vault. */
  readonly name: string
  /** The configured refresh token. */
  readonly configured: string
  readonly vault: Vault
  readonly clock: Clock
  readonly parse: (stored: unknown) => G | undefined
  readonly refreshAt: (grant: G) => Instant
  readonly refresh: (refreshToken: string, http: Http) => Promise<Omit<G, 'seed'>>
  /** The error while another process refreshes, or while the store is busy. */
  readonly busy: (code: 'token_refreshing' | 'store_busy') => Error
}

/** The tokens of one connection. */
export const createTokens = <G extends BaseGrant>(options: TokenOptions<G>): Tokens<G> => {
  const { name, configured, vault, clock, parse, refreshAt, refresh, busy } = options
  const seed = createHash('sha256').update(configured).digest('hex')
  let known: G | undefined
  let refused = ''
  let running: Promise<G> | undefined

  const isGood = (grant: G): boolean => grant.accessToken !== refused && refreshAt(grant) > clock()

  const read = (text: string | undefined): G | undefined =>
    text === undefined ? undefined : parse(parseJson(text))

  const renew = async (http: Http): Promise<G> => {
    const stored = read(await vault.read(name))
    const before = stored?.seed === seed ? stored : undefined
    if (before && isGood(before)) return before
    const used = before?.refreshToken ?? configured
    // The refresh token may stay the same; together with the access token, each refresh has its own key.
    const round = `${used} ${before?.accessToken ?? ''}`
    const next = read(
      await vault.rotate(name, round, async () =>
        JSON.stringify({ ...(await refresh(used, http)), seed }),
      ),
    )
    if (!next) throw busy('token_refreshing')
    return next
  }

  const tryRenew = async (http: Http): Promise<G> => {
    try {
      return await renew(http)
    } catch (error) {
      if (error instanceof BusyError) throw busy('store_busy')
      throw error
    }
  }

  return {
    current: async (http) => {
      if (known && isGood(known)) return known
      running ??= tryRenew(http).finally(() => {
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

/** Posts a refresh. Secrets go into the form, never into the URL. */
export const postRefresh = async (
  http: Http,
  {
    fields,
    headers,
    ...request
  }: Pick<HttpRequest, 'url' | 'connection' | 'allowPrivate'> & {
    readonly fields: Readonly<Record<string, string>>
    readonly headers?: Readonly<Record<string, string>>
  },
  later: (code: string) => Error,
): Promise<HttpAnswer> => {
  try {
    return await http({
      ...request,
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      body: new URLSearchParams(fields).toString(),
      purpose: 'oauth.token',
    })
  } catch (error) {
    if (error instanceof HttpError) throw later(`token_${error.code}`)
    throw error
  }
}

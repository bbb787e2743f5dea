/** An account at Telnyx and its API: https://developers.telnyx.com/development/api-fundamentals */

import type { Address } from '../../../src/core/model/address.ts'
import type { Http } from '../../../src/ports/http.ts'
import { type Json, parseObject } from '../../kit/json.ts'
import { bearerRequest, webhookUrl } from '../kit/account.ts'
import { errorIn } from './errors.ts'

export type Account = {
  readonly connection: string
  /** Our public URL, without a slash at the end. */
  readonly publicUrl: string
  readonly apiKey: string
  /** Public keys of the account or the profile, base64; several during a rotation. */
  readonly publicKey: string | readonly string[]
  readonly messagingProfileId: string
  readonly apiUrl: string
  readonly allowPrivate: boolean
  /** The numbers of this connection. */
  readonly senders: readonly Address[]
}

/** The receipt URL of one message. Each receipt repeats it, under Telnyx's signature. */
export const receiptUrl = (account: Account, message: string): string =>
  `${webhookUrl(account)}?${new URLSearchParams({ message })}`

/** Our message id in such a URL; undefined for any other URL. */
export const messageIn = (
  { connection }: Pick<Account, 'connection'>,
  text: string | undefined,
) => {
  const url = text === undefined ? null : URL.parse(text)
  if (!url?.pathname.endsWith(`/webhooks/${connection}`)) return undefined
  return url.searchParams.get('message') ?? undefined
}

/** Default options of every request. */
export const requestOf = (account: Account, purpose: string) =>
  bearerRequest(account, account.apiKey, purpose)

/** Telnyx's error, reduced to its code: the texts may quote what we sent. */
export class TelnyxError extends Error {
  readonly code: string
  readonly status: number
  constructor(purpose: string, status: number, code: string) {
    super(`telnyx: ${purpose}: answered ${code}`)
    this.code = code
    this.status = status
  }
}

/** One GET below `/v2/`, parsed. Throws `HttpError` without an answer, and `TelnyxError` for an error. */
export const getJson = async (
  account: Account,
  http: Http,
  path: string,
  purpose: string,
): Promise<Json> => {
  const answer = await http({
    ...requestOf(account, purpose),
    method: 'GET',
    url: `${account.apiUrl}/v2/${path}`,
    maxBytes: 8_388_608,
  })
  const json = parseObject(answer.body)
  if (!json || answer.status !== 200)
    throw new TelnyxError(
      purpose,
      answer.status,
      (json && errorIn(json)?.code) ?? `http_${answer.status}`,
    )
  return json
}

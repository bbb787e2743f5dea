/** One account at Telnyx, and how its API is asked: https://developers.telnyx.com/development/api-fundamentals */

import type { Address } from '../../../src/core/model/address.ts'
import type { Http } from '../../../src/ports/http.ts'
import { bearerRequest, webhookUrl } from '../kit/account.ts'
import { type Json, parseObject } from '../kit/json.ts'
import { errorIn } from './errors.ts'

export type Account = {
  readonly connection: string
  /** Ours, without a slash at the end. */
  readonly publicUrl: string
  readonly apiKey: string
  /** Of the account or the profile, base64; several while one is being replaced. */
  readonly publicKey: string | readonly string[]
  readonly messagingProfileId: string
  readonly apiUrl: string
  readonly allowPrivate: boolean
  /** The numbers that this connection carries. */
  readonly senders: readonly Address[]
}

/** Where the receipts of one message come to: the address is repeated in them, and signed there. */
export const receiptUrl = (account: Account, message: string): string =>
  `${webhookUrl(account)}?${new URLSearchParams({ message })}`

/** Our id of the message that such an address was made for; undefined for an address of others. */
export const messageIn = (
  { connection }: Pick<Account, 'connection'>,
  text: string | undefined,
) => {
  const url = text === undefined ? null : URL.parse(text)
  if (!url?.pathname.endsWith(`/webhooks/${connection}`)) return undefined
  return url.searchParams.get('message') ?? undefined
}

/** Defaults of every request. */
export const requestOf = (account: Account, purpose: string) =>
  bearerRequest(account, account.apiKey, purpose)

/** An error that Telnyx answered with, by its code alone: the texts may quote what we sent. */
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

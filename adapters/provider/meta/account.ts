/** A business account at Meta and its Graph API: https://developers.facebook.com/docs/graph-api */

import type { Address } from '../../../src/core/model/address.ts'
import type { Http } from '../../../src/ports/http.ts'
import { type Json, parseObject } from '../../kit/json.ts'
import { bearerRequest } from '../kit/account.ts'
import { errorIn, faultOf } from './errors.ts'

export type Account = {
  readonly connection: string
  /** Our public URL, without a slash at the end. */
  readonly publicUrl: string
  readonly businessAccountId: string
  readonly accessToken: string
  readonly markAsRead?: boolean
  readonly appSecrets: readonly string[]
  readonly verifyToken: string
  readonly appId?: string | undefined
  readonly graphUrl: string
  readonly graphVersion: string
  readonly allowPrivate: boolean
  /** The numbers of this connection. */
  readonly senders: readonly Sender[]
}

export type Sender = { readonly address: Address; readonly phoneNumberId: string }

/** A URL below the version of the Graph API. */
export const graphUrl = ({ graphUrl, graphVersion }: Account, path: string): string =>
  `${graphUrl}/${graphVersion}/${path}`

/** Default options of every request. */
export const requestOf = (account: Account, purpose: string) =>
  bearerRequest(account, account.accessToken, purpose)

/** Meta's error: act on the code; its texts may quote what we sent. */
export class GraphError extends Error {
  readonly code: string
  constructor(purpose: string, code: string, fault?: string) {
    super(`meta: ${purpose}: answered ${code}${fault ? ` (${fault})` : ''}`)
    this.code = code
  }
}

/** One GET, parsed. Throws `HttpError` without an answer, and `GraphError` for an error. */
export const getJson = async (
  account: Account,
  http: Http,
  path: string,
  purpose: string,
): Promise<Json> => {
  const answer = await http({
    ...requestOf(account, purpose),
    method: 'GET',
    url: graphUrl(account, path),
    maxBytes: 8_388_608,
  })
  const json = parseObject(answer.body)
  const error = json && errorIn(json)
  if (error) throw new GraphError(purpose, error.code, faultOf(error.code, error.subcode))
  if (!json || answer.status !== 200) throw new GraphError(purpose, `http_${answer.status}`)
  return json
}

/** The sender with this id at Meta; undefined for other numbers of the account. */
export const senderOf = ({ senders }: Account, phoneNumberId: string | undefined) =>
  senders.find((sender) => sender.phoneNumberId === phoneNumberId)

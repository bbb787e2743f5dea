/** Twilio's REST API with our credentials: https://www.twilio.com/docs/usage/requests-to-twilio */

import type { Http } from '../../../src/ports/http.ts'
import { isObject, type Json, parseObject } from '../../kit/json.ts'

/** An account at Twilio, as configured. */
export type Account = {
  readonly connection: string
  /** Our public URL, without a fragment or a slash at the end. */
  readonly publicUrl: string
  readonly accountSid: string
  /** The first one signs our requests unless there is an API key; all verify webhooks. */
  readonly authTokens: readonly string[]
  readonly apiKey?: { readonly sid: string; readonly secret: string } | undefined
  readonly apiUrl: string
  readonly contentUrl: string
  readonly messagingServiceSid?: string | undefined
  readonly allowPrivate: boolean
}

/** The account's part of the API. */
export const accountUrl = (account: Account): string =>
  `${account.apiUrl}/2010-04-01/Accounts/${account.accountSid}`

/** The host of Twilio's `messaging.` API, in the region or test server of `apiUrl`. */
export const messagingUrl = (account: Account): string =>
  account.apiUrl.replace('://api.', '://messaging.')

/** The API key's credentials, else those of the account. */
export const authorize = (account: Account): string => {
  const [name, secret] = account.apiKey
    ? [account.apiKey.sid, account.apiKey.secret]
    : [account.accountSid, account.authTokens[0] ?? '']
  return `Basic ${btoa(`${name}:${secret}`)}`
}

/** One GET, parsed. Throws `HttpError` without an answer, and an error naming the status for any but 200. */
export const getJson = async (
  account: Account,
  http: Http,
  url: string,
  purpose: string,
): Promise<Json> => {
  const answer = await http({
    method: 'GET',
    url,
    headers: { authorization: authorize(account), accept: 'application/json' },
    connection: account.connection,
    purpose,
    maxBytes: 8_388_608,
    allowPrivate: account.allowPrivate,
  })
  const json = answer.status === 200 ? parseObject(answer.body) : undefined
  if (!json) throw new Error(`twilio: ${purpose}: answered ${answer.status}`)
  return json
}

/** All items of a list, page by page. Throws when there are more than `maxPages`. */
export async function* list(
  account: Account,
  http: Http,
  request: {
    readonly url: string
    readonly key: string
    readonly purpose: string
    readonly maxPages: number
  },
): AsyncGenerator<Json> {
  const { origin } = new URL(request.url)
  let url: string | undefined = request.url
  for (let page = 0; url; page++) {
    if (page === request.maxPages) throw new Error(`twilio: ${request.purpose}: too many pages`)
    const json: Json = await getJson(account, http, url, request.purpose)
    const items = json[request.key]
    if (!Array.isArray(items)) throw new Error(`twilio: ${request.purpose}: no ${request.key}`)
    yield* items.filter(isObject)
    const meta = isObject(json.meta) ? json.meta : {}
    const next = json.next_page_uri ?? meta.next_page_url
    // Whatever host the page names, our credentials only go to the one we asked.
    url = typeof next === 'string' && next ? onOrigin(origin, next) : undefined
  }
}

/** A text member as Twilio sent it; unlike `textIn`, an empty one is ''. */
export const text = (json: Json, name: string): string | undefined => {
  const value = json[name]
  return typeof value === 'string' ? value : undefined
}

const onOrigin = (origin: string, next: string): string => {
  const { pathname, search } = new URL(next, origin)
  return `${origin}${pathname}${search}`
}

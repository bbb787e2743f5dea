/** Pages as Twilio's lists of 2010-04-01 have them: https://www.twilio.com/docs/usage/twilios-response#response-formats-list-paging-information */

import { first, type Params } from '../request.ts'
import type { Call } from './call.ts'

const USUAL_SIZE = 50
const MAX_SIZE = 1000

export type PageRequest = {
  readonly size: number
  readonly number: number
  readonly token?: string
}

/** Which page is asked for; a size out of bounds is brought within them, as at Twilio. */
export const pageOf = (query: Params): PageRequest => {
  const token = first(query, 'PageToken')
  const size = Number(first(query, 'PageSize') ?? USUAL_SIZE)
  const number = Number(first(query, 'Page') ?? 0)
  return {
    size: Number.isInteger(size) ? Math.min(Math.max(size, 1), MAX_SIZE) : USUAL_SIZE,
    number: Number.isInteger(number) && number > 0 ? number : 0,
    ...(token !== undefined && { token }),
  }
}

/** What stands around the items of a page. */
export const pageUris = (call: Call, { size, number }: PageRequest, next?: string) => {
  const url = new URL(call.context.req.url)
  const uri = (page: number, token?: string) => {
    const query = new URLSearchParams(url.search)
    for (const name of [...query.keys()])
      if (/^page(?:token|size)?$/i.test(name)) query.delete(name)
    query.append('PageSize', String(size))
    query.append('Page', String(page))
    if (token !== undefined) query.append('PageToken', token)
    return `${url.pathname}?${query}`
  }
  return {
    first_page_uri: uri(0),
    next_page_uri: next === undefined ? null : uri(number + 1, next),
    previous_page_uri: null,
    page: number,
    page_size: size,
    uri: `${url.pathname}${url.search}`,
  }
}

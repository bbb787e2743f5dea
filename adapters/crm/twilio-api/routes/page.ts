/** Pages as Twilio's lists of 2010-04-01 have them: https://www.twilio.com/docs/usage/twilios-response#response-formats-list-paging-information */

import { first, type Params } from '../params.ts'
import type { Call } from './call.ts'
import { TwilioError } from './error.ts'

const USUAL_SIZE = 50
const MAX_SIZE = 1000

export type PageRequest = {
  readonly size: number
  readonly number: number
  readonly token?: string
}

/** The requested page; a size out of bounds is moved within them, as at Twilio. */
export const pageOf = (query: Params): PageRequest => {
  const token = first(query, 'PageToken')
  const size = wholeNumber(query, 'PageSize') ?? USUAL_SIZE
  return {
    size: Math.min(Math.max(size, 1), MAX_SIZE),
    number: wholeNumber(query, 'Page') ?? 0,
    ...(token !== undefined && { token }),
  }
}

const wholeNumber = (query: Params, name: string): number | undefined => {
  const given = first(query, name)
  if (given === undefined) return undefined
  if (!/^\d{1,9}$/.test(given)) throw new TwilioError(20001, `${name} must be a whole number.`)
  return Number(given)
}

/** Later pages need their token: a client that only counts up reaches the end. */
export const isPastEnd = ({ number, token }: PageRequest): boolean =>
  number > 0 && token === undefined

type Span = {
  /** The number of items before the page, and on it. */
  readonly start: number
  readonly count: number
  /** Tokens of the neighbouring pages. */
  readonly previous?: string | undefined
  readonly next?: string | undefined
}

/** The members around a page's items. */
export const pageUris = (
  call: Call,
  { size, number }: PageRequest,
  { start, count, previous, next }: Span,
) => {
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
    previous_page_uri: previous === undefined ? null : uri(Math.max(number - 1, 0), previous),
    page: number,
    page_size: size,
    start,
    end: start + Math.max(count - 1, 0),
    uri: `${url.pathname}${url.search}`,
  }
}

/** One page of a list that is in memory. */
export const pageOfItems = <T>(call: Call, all: readonly T[]) => {
  const page = pageOf(call.query)
  const { size, number } = page
  const start = number * size
  const items = isPastEnd(page) ? [] : all.slice(start, start + size)
  const span = {
    start,
    count: items.length,
    ...(number > 0 && { previous: `PB${number - 1}` }),
    ...(items.length > 0 && start + size < all.length && { next: `PA${number + 1}` }),
  }
  return { items, uris: pageUris(call, page, span) }
}

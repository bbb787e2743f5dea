/** `GET Messages.json`: newest first, filtered by sender, recipient and time, in Twilio's pages. */

import type { Address } from '../../../../src/core/model/address.ts'
import type { Instant } from '../../../../src/core/model/contact.ts'
import type { Message } from '../../../../src/core/model/message/message.ts'
import type { Page, Paged } from '../../../../src/ports/store/page.ts'
import { readAddress } from '../names.ts'
import { first, readDay, readTime } from '../params.ts'
import type { Call, Resource } from './call.ts'
import { TwilioError } from './error.ts'
import { resourceOf } from './messages.ts'
import { isPastEnd, pageOf, pageUris } from './page.ts'

/** Rows per read, and the reads after which a page is sent even if it is short. */
const CHUNK = 200
const MAX_CHUNKS = 50
const SECOND_MS = 1_000
const DAY_MS = 24 * 3_600_000

/** Twilio's pages may be short or empty while more follow, and so may ours. */
export const listMessages: Resource = async (call) => {
  const page = pageOf(call.query)
  const filter = readFilter(call)
  if (isPastEnd(page)) {
    const span = { start: page.number * page.size, count: 0 }
    return { status: 200, body: { ...pageUris(call, page, span), messages: [] } }
  }
  const token =
    page.token === undefined ? { skip: 0, start: 0, before: filter.before } : readToken(page.token)
  const { before, start } = token
  const rows = await rowsOf(call, filter, before)
  const { found, next } = await collect(rows, filter, { ...token, size: page.size })
  const back = Math.max(start - page.size, 0)
  const span = {
    start,
    count: found.length,
    ...(next && { next: JSON.stringify({ ...next, start: start + found.length }) }),
    // Cursors only go forward, so the previous page is counted from the start.
    ...(start > 0 && { previous: JSON.stringify({ skip: 0, start: back, before, pass: back }) }),
  }
  return {
    status: 200,
    body: {
      ...pageUris(call, page, span),
      messages: await Promise.all(found.map((message) => resourceOf(call, message))),
    },
  }
}

type Filter = {
  readonly from?: Address | undefined
  readonly to?: Address | undefined
  readonly since: Instant
  readonly before: Instant
}

/** The start of a page: a chunk, and the rows of it to skip. */
type Place = {
  readonly cursor?: string
  readonly skip: number
  /** Messages of the listing still to be skipped. */
  readonly pass?: number
  readonly before: Instant
}
/** The start of a page, and the number of messages before it. */
type Token = Place & { readonly start: number }
type Rows = (page: Page) => Promise<Paged<Message>>

const collect = async (
  rows: Rows,
  filter: Filter,
  { size, pass = 0, ...place }: Place & { readonly size: number },
) => {
  const found: Message[] = []
  let left = pass
  let at: Place = place
  for (let chunk = 0; chunk < MAX_CHUNKS; chunk++) {
    const { cursor, before } = at
    const { items, next } = await rows({ limit: CHUNK, ...(cursor !== undefined && { cursor }) })
    for (const [i, message] of items.entries()) {
      if (i < at.skip) continue
      if (found.length === size) return { found, next: { ...at, skip: i, pass: 0 } }
      if (!matches(message, filter)) continue
      if (left > 0) left--
      else found.push(message)
    }
    if (next === undefined) return { found }
    at = { cursor: next, skip: 0, before, pass: left }
  }
  return { found, next: at }
}

/** A named contact has few messages; without one, all contacts' messages are read. */
const rowsOf = async (call: Call, filter: Filter, before: Instant): Promise<Rows> => {
  const { gateway, organisation } = call
  const { store, directory } = gateway
  const named = [filter.from, filter.to].find((one) => one !== undefined && !directory.sender(one))
  if (named === undefined)
    return (page) => store.recentMessages(organisation.id, { ...page, from: filter.since, before })
  const loaded = await store.load({ organisation: organisation.id, addresses: [named] })
  if (!loaded || loaded.version === 0) return async () => ({ items: [] })
  return (page) => store.messages(organisation.id, loaded.contact.id, page)
}

const matches = (message: Message, { from, to, since, before }: Filter): boolean => {
  const { direction, sender, address, at, redacted } = message
  const [source, target] = direction === 'inbound' ? [address, sender] : [sender, address]
  return (
    redacted !== 'whole' &&
    at >= since &&
    at < before &&
    (from === undefined || from === source) &&
    (to === undefined || to === target)
  )
}

const readFilter = ({ query, at }: Call): Filter => {
  const address = (name: string) => {
    const given = first(query, name)
    const read = given === undefined ? undefined : readAddress(given, true)
    if (given !== undefined && !read) throw new TwilioError(20001, `${name} is not an address.`)
    return read
  }
  // A day, even when an SDK writes it as a time.
  const on = readSpan(query, 'DateSent', DAY_MS)
  const after = readSpan(query, 'DateSent>')
  const until = readSpan(query, 'DateSent<')
  return {
    from: address('From'),
    to: address('To'),
    since: Math.max(on?.from ?? 0, after?.from ?? 0),
    // Messages that arrive during paging are left out.
    before: Math.min(on?.before ?? at + 1, until?.before ?? at + 1),
  }
}

/** The span of a day or of a second, from its start to before its end: Twilio's times are no finer. */
const readSpan = (query: Call['query'], name: string, leastMs = SECOND_MS) => {
  const given = first(query, name)
  if (given === undefined) return undefined
  const day = readDay(given)
  // A bare `+` of an offset is a space.
  const at = day ?? readTime(given.replace(' ', '+'))
  if (at === undefined)
    throw new TwilioError(
      20001,
      `${name} must be a date such as 2026-11-24, or a time such as 2026-11-24T09:00:00Z.`,
    )
  const spanMs = day === undefined ? leastMs : DAY_MS
  const from = Math.floor(at / spanMs) * spanMs
  return { from, before: from + spanMs }
}

const readToken = (text: string): Token => {
  try {
    const { cursor, skip, before, start = 0, pass = 0 } = JSON.parse(text)
    if ([skip, before, start, pass].every(Number.isInteger))
      return { skip, before, start, pass, ...(typeof cursor === 'string' && { cursor }) }
  } catch {}
  throw new TwilioError(20001, 'PageToken is not a valid cursor.')
}

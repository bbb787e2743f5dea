/** The rows of the inbox: filtered by need, owner and a search for a number, a name or words. */

import type * as z from 'zod'
import { listMessages } from '../../http/v1/contacts/contacts.ts'
import { listAllMessages, listContacts } from '../../http/v1/lists.ts'
import {
  contactListSchema,
  messageListSchema,
  type messageSchema,
} from '../../http/v1/shared/resources.ts'
import { callApi, type PageContext } from '../kit/page-context.ts'
import { doubtsOf } from '../pages/contacts.ts'
import { readAtOf } from './read-marks.ts'

export type Contact = z.output<typeof contactListSchema>['contacts'][number]
export type Message = z.output<typeof messageSchema>

export const NEEDS = ['', 'unanswered', 'unread', 'doubt', 'held', 'closing'] as const
export type Need = (typeof NEEDS)[number]

export type Wanted = {
  readonly need: Need
  readonly q: string
  /** An agent; `none` stands for contacts without an owner. */
  readonly owner: string
  readonly line: string
  readonly cursor: string | undefined
}

export type Row = {
  readonly contact: Contact
  /** The newest message that is not automatic, or the newest of all. */
  readonly last: Message | undefined
  /** Written by the contact, with no answer by a person since. */
  readonly unansweredSince: string | undefined
  readonly isUnread: boolean
  /** Free text is possible for less than an hour. */
  readonly closesAt: string | undefined
}

/** Rows per page, and the most contacts and messages read for one page. */
const ENOUGH = 25
const PAGE = 25
const MAX_READ = 300
const MAX_MESSAGES = 2_000
/** How many of a contact's newest messages are searched for the last one by a person. */
const RECENT = 10
const SOON_MS = 3_600_000

/** Newest change first. A page of the store is always shown whole, so that nothing is left out. */
export const findRows = async (
  context: PageContext,
  wanted: Wanted,
): Promise<{ readonly rows: readonly Row[]; readonly next: string | undefined }> => {
  const { q, cursor: start } = wanted
  const rows: Row[] = []
  // One character would match nearly everything.
  if (q.length === 1) return { rows, next: undefined }
  // A contact found by words in a message needs no look at the list of contacts.
  if (q !== '' && start === undefined) {
    const found = await contactsByWords(context, q)
    rows.push(...(await rowsOf(context, found)).filter((row) => isWanted(row, wanted)))
  }
  let cursor = start
  for (let read = 0; read < MAX_READ; read += PAGE) {
    const page = await callApi(context, listContacts, contactListSchema, {
      query: {
        limit: PAGE,
        ...(cursor && { cursor }),
        ...(q !== '' && { q }),
        ...(wanted.need === 'doubt' && { doubt: 'true' }),
        ...(wanted.need === 'held' && { held: 'true' }),
        ...(wanted.owner && wanted.owner !== 'none' && { owner: wanted.owner }),
      },
    })
    const fresh = page.contacts.filter(({ id }) => !rows.some(({ contact }) => contact.id === id))
    rows.push(...(await rowsOf(context, fresh)).filter((row) => isWanted(row, wanted)))
    cursor = page.next
    // For an empty page the API has read as many as it may.
    if (cursor === undefined || rows.length >= ENOUGH || page.contacts.length === 0) break
  }
  return { rows, next: cursor }
}

/** The contacts in whose newest messages these words are; withheld words are not searched. */
const contactsByWords = async (context: PageContext, q: string): Promise<readonly Contact[]> => {
  const words = q.toLowerCase()
  const addresses = new Map<string, string>()
  let cursor: string | undefined
  for (let read = 0; read < MAX_MESSAGES && addresses.size < ENOUGH; read += 100) {
    const page = await callApi(context, listAllMessages, messageListSchema, {
      query: { limit: 100, ...(cursor && { cursor }) },
    })
    for (const { text, contact, address } of page.messages)
      if (text?.toLowerCase().includes(words)) addresses.set(contact, address)
    cursor = page.next
    if (cursor === undefined) break
  }
  const pages = await Promise.all(
    [...addresses.values()].map((address) =>
      callApi(context, listContacts, contactListSchema, { query: { address } }),
    ),
  )
  return pages.flatMap(({ contacts }) => contacts)
}

const rowsOf = (context: PageContext, contacts: readonly Contact[]): Promise<readonly Row[]> =>
  Promise.all(contacts.map((contact) => rowOf(context, contact)))

/** A contact's latest message and needs. */
export const rowOf = async (context: PageContext, contact: Contact): Promise<Row> => {
  const [address = ''] = contact.addresses
  const [{ messages }, readAt] = await Promise.all([
    callApi(context, listMessages, messageListSchema, {
      params: { address },
      query: { limit: RECENT },
    }),
    readAtOf(context, contact.id),
  ])
  const byPeople = messages.filter(({ automatic }) => automatic === undefined)
  const written = byPeople.find(({ direction }) => direction === 'inbound')
  const last = byPeople[0] ?? messages[0]
  const closing = contact.senders.find(
    ({ session: { state, closesAt } }) =>
      state === 'open' &&
      closesAt !== undefined &&
      Date.parse(closesAt) - context.caller.at <= SOON_MS,
  )
  return {
    contact,
    last,
    unansweredSince: last?.direction === 'inbound' ? last.at : undefined,
    isUnread: written !== undefined && Date.parse(written.at) > readAt,
    closesAt: closing?.session.closesAt,
  }
}

const isWanted = (row: Row, { need, owner, line }: Wanted): boolean => {
  const { senders } = row.contact
  const inLine = senders.filter((sender) => !line || sender.line === line)
  if (inLine.length === 0 && line) return false
  if (owner === 'none' && inLine.some((sender) => sender.owner !== null)) return false
  if (owner && owner !== 'none' && !inLine.some((sender) => sender.owner === owner)) return false
  return NEEDED[need](row)
}

const NEEDED: Readonly<Record<Need, (row: Row) => boolean>> = {
  '': () => true,
  unanswered: ({ unansweredSince }) => unansweredSince !== undefined,
  unread: ({ isUnread }) => isUnread,
  doubt: ({ contact }) => doubtsOf(contact).length > 0,
  held: ({ contact }) => contact.held.length > 0,
  closing: ({ closesAt }) => closesAt !== undefined,
}

/** Looks messages up: https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources */

import type { Address } from '../../../src/core/model/address.ts'
import type { Instant } from '../../../src/core/model/contact.ts'
import type { Inbound, Media, Message } from '../../../src/core/model/message/message.ts'
import { HttpError } from '../../../src/ports/errors.ts'
import type { Http } from '../../../src/ports/http.ts'
import type { Outcome } from '../../../src/ports/side.ts'
import type { Json } from '../../kit/json.ts'
import { fromAddress, toAddress } from './address.ts'
import { type Account, accountUrl, list, text } from './api.ts'
import { faultOf } from './errors.ts'
import { clean, inboundId } from './inbound.ts'
import { textOf } from './send.ts'
import { toStatus } from './status.ts'

/** Tolerance for the difference between Twilio's clock and ours; its dates have no milliseconds. */
const SLACK_MS = 30_000
const PAGE_SIZE = 1000

/** Finds the message of an attempt in doubt. `absent` only when every page was read. */
export const find = async (
  account: Account,
  http: Http,
  message: Message,
  takenIds: readonly string[],
): Promise<Outcome | { readonly status: 'absent' }> => {
  const from = floorOf(message)
  const candidates: Json[] = []
  const possible: Json[] = []
  try {
    // No DateSent filter: a message in Twilio's queue has no date yet and would be left out.
    const pages = listMessages(account, http, 'look up', 10, {
      To: fromAddress(message.address),
      From: fromAddress(message.sender),
    })
    for await (const item of pages) {
      if (createdAt(item) < from) continue
      if (text(item, 'direction') !== 'outbound-api') continue
      const likeness = likenessOf(item, message)
      if (likeness === 'same') candidates.push(item)
      else if (likeness === 'possible') possible.push(item)
    }
  } catch (error) {
    return { status: 'unknown', code: error instanceof HttpError ? `http_${error.code}` : 'list' }
  }
  const isFree = (item: Json) => !takenIds.includes(text(item, 'sid') ?? '')
  const found = candidates.filter(isFree).sort((a, b) => createdAt(a) - createdAt(b))[0]
  const id = found && text(found, 'sid')
  // Another program may have sent a message that looks like ours: its callback or a person decides.
  if (!found || !id)
    return possible.some(isFree) ? { status: 'unknown', code: 'ambiguous' } : { status: 'absent' }
  const reached = toStatus(text(found, 'status'))
  // Its callback may have come while we were down and won't be repeated.
  const code = found.error_code ? String(found.error_code) : undefined
  const fault = faultOf(code)
  return {
    status: 'accepted',
    id,
    ...(reached ? { reached } : {}),
    ...(code ? { code } : {}),
    ...(fault ? { fault } : {}),
  }
}

/** Inbound messages since then, oldest first, with the ids of their webhooks. */
export const missed = async (
  account: Account,
  http: Http,
  sender: Address,
  since: Instant,
): Promise<readonly Inbound[]> => {
  const inputs: Inbound[] = []
  const pages = listMessages(account, http, 'missed messages', 50, {
    To: fromAddress(sender),
    'DateSent>': new Date(since).toISOString().slice(0, 10),
  })
  for await (const item of pages) {
    const at = dateOf(item, 'date_sent') ?? createdAt(item)
    // The list is sorted by DateSent, newest first: the rest of the day is older.
    if (at < since) break
    const from = toAddress(text(item, 'from'))
    const providerId = text(item, 'sid')
    if (text(item, 'direction') !== 'inbound' || !from || !providerId) continue
    const media = Number(item.num_media) > 0 ? await listedMedia(account, http, providerId) : []
    const body = clean(text(item, 'body'))
    inputs.push({
      kind: 'inbound',
      id: inboundId(providerId),
      at,
      sender,
      from,
      aliases: [],
      providerId,
      message: {
        form: 'message',
        type: media.length > 0 ? 'media' : 'text',
        media,
        ...(body ? { text: body } : {}),
      },
    })
  }
  // Times are whole seconds; within one second, the list's order decides.
  return inputs.reverse().sort((a, b) => a.at - b.at)
}

const listMessages = (
  account: Account,
  http: Http,
  purpose: string,
  maxPages: number,
  query: Readonly<Record<string, string>>,
) => {
  const search = new URLSearchParams({ ...query, PageSize: String(PAGE_SIZE) })
  const url = `${accountUrl(account)}/Messages.json?${search}`
  return list(account, http, { url, key: 'messages', purpose, maxPages })
}

const listedMedia = async (
  account: Account,
  http: Http,
  sid: string,
): Promise<readonly Media[]> => {
  const media: Media[] = []
  const url = `${accountUrl(account)}/Messages/${encodeURIComponent(sid)}/Media.json`
  for await (const item of list(account, http, {
    url,
    key: 'media_list',
    purpose: 'media',
    maxPages: 1,
  })) {
    const contentType = text(item, 'content_type')
    const path = text(item, 'uri')?.replace(/\.json$/, '')
    if (path) media.push({ url: account.apiUrl + path, ...(contentType ? { contentType } : {}) })
  }
  return media
}

/** It can't have been sent before its latest handover to the outbox. */
const floorOf = (message: Message): Instant =>
  (message.history.findLast((entry) => entry.status === 'accepted')?.at ?? message.at) - SLACK_MS

type Likeness = 'same' | 'possible' | 'different'

/**
 * Whether the words match. Punctuation and spaces may have changed on the way (smart encoding), a trial
 * account adds a sentence in front, and a template may differ from our preview.
 */
const likenessOf = (item: Json, message: Message): Likeness => {
  const { content } = message
  const ours = (textOf(message) ?? '').trim()
  const theirs = (text(item, 'body') ?? '').replace(TRIAL, '').trim()
  const isSame = words(ours) === '' ? ours === theirs : words(ours) === words(theirs)
  if (content?.kind === 'template') return likenessOfTemplate(item, content, isSame, ours, theirs)
  const files = content?.kind === 'media' ? content.media.length : 0
  if (Number(item.num_media) !== files) return 'different'
  if (files === 0) return isSame && ours !== '' ? 'same' : 'different'
  // Without a caption, any picture to this contact may be the one.
  if (!isSame) return 'different'
  return words(ours) === '' ? 'possible' : 'same'
}

type TemplateContent = Extract<NonNullable<Message['content']>, { readonly kind: 'template' }>

const likenessOfTemplate = (
  item: Json,
  { templateId, variables }: TemplateContent,
  isSame: boolean,
  ours: string,
  theirs: string,
): Likeness => {
  const sid = text(item, 'content_sid')
  if (sid !== undefined && sid !== templateId) return 'different'
  if (isSame && ours !== '') return 'same'
  if (words(theirs) === '') return 'possible'
  // All inserted values must appear, whatever the rest is; without any, the longest line.
  const put = Object.values(variables).map(words).filter(Boolean)
  const line =
    ours
      .split('\n')
      .map(words)
      .sort((a, b) => b.length - a.length)[0] ?? ''
  const marks = put.length > 0 ? put : [line].filter(Boolean)
  const body = words(theirs)
  return marks.every((mark) => body.includes(mark)) ? 'possible' : 'different'
}

const TRIAL = /^Sent from your Twilio trial account - /

const words = (body: string): string => body.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '')

const createdAt = (item: Json): Instant => dateOf(item, 'date_created') ?? 0

const dateOf = (item: Json, name: string): Instant | undefined => {
  const at = Date.parse(text(item, name) ?? '')
  return Number.isNaN(at) ? undefined : at
}

/** Finds what webhooks didn't bring: detail records of sends, and failed webhook deliveries. */

import type { Address } from '../../../src/core/model/address.ts'
import type { Instant } from '../../../src/core/model/contact.ts'
import type { Inbound, Message } from '../../../src/core/model/message/message.ts'
import { HttpError } from '../../../src/ports/errors.ts'
import type { Http } from '../../../src/ports/http.ts'
import type { Found } from '../../../src/ports/provider.ts'
import type { Outcome } from '../../../src/ports/side.ts'
import { type Json, listIn, objectIn, textIn } from '../../kit/json.ts'
import { type Account, getJson, messageIn, TelnyxError } from './account.ts'
import { fromAddress } from './address.ts'
import { errorIn, faultOfReceipt } from './errors.ts'
import { idIn } from './json.ts'
import { toInbound } from './receive/inbound.ts'
import { toStatus } from './status.ts'

/**
 * The send whose detail record carries our id: https://developers.telnyx.com/docs/messaging/messages/message-detail-records
 * A missing record proves nothing: messages in Telnyx's queue aren't in the records yet.
 */
export const find = async (account: Account, http: Http, message: Message): Promise<Found> => {
  // By number only: a time filter reportedly leaves records out.
  const query = new URLSearchParams({
    'filter[record_type]': 'messaging',
    'filter[direction]': 'outbound',
    'filter[cld]': fromAddress(message.address),
    'filter[cli]': fromAddress(message.sender),
    sort: '-created_at',
    'page[size]': '50',
  })
  try {
    const json = await getJson(account, http, `detail_records?${query}`, 'look up')
    const record = listIn(json, 'data').find(
      (item) => messageIn(account, textIn(item, 'delivery_status_webhook_url')) === message.id,
    )
    const id = record && (idIn(record, 'uuid') ?? idIn(record, 'id'))
    return id ? toFound(id, record) : { status: 'undecided', code: 'no_record' }
  } catch (error) {
    if (error instanceof TelnyxError) return { status: 'unknown', code: error.code }
    if (error instanceof HttpError) return { status: 'unknown', code: `http_${error.code}` }
    throw error
  }
}

const toFound = (id: string, record: Json): Outcome => {
  const reached = toStatus(textIn(record, 'status'))
  const error = reached === 'failed' ? errorIn(record) : undefined
  const fault = error && faultOfReceipt(error)
  return {
    status: 'accepted',
    id,
    ...(reached ? { reached } : {}),
    ...(error ? { code: error.code } : {}),
    ...(fault ? { fault } : {}),
  }
}

const PAGE_SIZE = 250
const MAX_PAGES = 20

/** Inbound messages whose webhooks Telnyx gave up on, with the ids of those webhooks. */
export const missed = async (
  account: Account,
  http: Http,
  sender: Address,
  since: Instant,
  now: Instant,
): Promise<readonly Inbound[]> => {
  const inputs = new Map<string, Inbound>()
  for (let page = 1; page <= MAX_PAGES; page++) {
    const query = new URLSearchParams({
      'filter[status][eq]': 'failed',
      'filter[event_type]': 'message.received',
      'filter[started_at][gte]': new Date(since).toISOString(),
      'page[number]': String(page),
      'page[size]': String(PAGE_SIZE),
    })
    const json = await getJson(account, http, `webhook_deliveries?${query}`, 'missed messages')
    const deliveries = listIn(json, 'data')
    for (const delivery of deliveries) {
      const input = readDelivery(account, delivery, now)
      if (input?.sender === sender && input.at >= since) inputs.set(input.id, input)
    }
    if (deliveries.length < PAGE_SIZE) break
    if (page === MAX_PAGES) throw new Error('telnyx: missed messages: too many pages')
  }
  return [...inputs.values()].sort((a, b) => a.at - b.at)
}

/** The record holds the webhook as posted, with or without its envelope. */
const readDelivery = (account: Account, delivery: Json, now: Instant): Inbound | undefined => {
  const webhook = objectIn(delivery, 'webhook')
  const event = 'data' in webhook ? objectIn(webhook, 'data') : webhook
  if (textIn(event, 'event_type') !== 'message.received') return undefined
  const input = toInbound(account, event, now)
  return typeof input === 'string' ? undefined : input
}

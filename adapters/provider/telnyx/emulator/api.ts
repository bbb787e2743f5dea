/** Telnyx's API, as far as the adapter uses it: https://developers.telnyx.com/docs/messaging/messages/send-message */

import type { Fault } from '../../../../src/core/model/message/message.ts'
import {
  type ApiAnswer,
  type ApiRequest,
  type EmulatedNetwork,
  type Emulator,
  fileAnswer,
  jsonAnswer,
  type SendRequest,
} from '../../../../src/ports/emulator.ts'
import { type Json, memberIn, parseObject, textIn } from '../../../kit/json.ts'
import { messageIn } from '../account.ts'
import { toAddress } from '../address.ts'
import { API_URL, type EmulatedAccount, uuidOf, webhookUrl } from './account.ts'
import { outboundMessage } from './message.ts'

export const createApi =
  (account: EmulatedAccount): Emulator['answer'] =>
  async (request, network) => {
    const { method, url, headers } = request
    // Files are public.
    if (url.origin !== API_URL) return fileAnswer(account)
    if (headers.get('authorization') !== `Bearer ${account.apiKey}`)
      return refusal('10009', 'Authentication failed', 401)
    if (method === 'POST' && url.pathname === '/v2/messages')
      return postMessage(account, request, network)
    if (url.pathname === '/v2/detail_records') return listRecords(account, url, network)
    // Every customer's message was posted, so no delivery has failed.
    if (url.pathname === '/v2/webhook_deliveries') return jsonAnswer({ data: [] })
    return refusal('10005', 'Resource not found', 404)
  }

const refusal = (code: string, title: string, status: number, headers = {}): ApiAnswer =>
  jsonAnswer({ errors: [{ code, title, detail: title }] }, status, headers)

const REFUSALS: Readonly<Partial<Record<Fault, readonly [code: string, title: string]>>> = {
  opted_out: ['40300', 'Blocked due to STOP message'],
}

const postMessage = async (
  account: EmulatedAccount,
  { body }: ApiRequest,
  network: EmulatedNetwork,
): Promise<ApiAnswer> => {
  const json = parseObject(new TextEncoder().encode(body)) ?? {}
  const send = readSend(account, json)
  if (!send) return refusal('10016', 'Phone number must be in +E.164 format', 422)
  const result = await network.take(send)
  switch (result.is) {
    case 'timeout':
      return { status: 504 }
    case 'throttled': {
      const seconds = String(Math.ceil(result.afterMs / 1000))
      return refusal('10011', 'Too many requests', 429, { 'retry-after': seconds })
    }
    case 'refused':
      return refusal(...(REFUSALS[result.fault] ?? ['40008', 'Undeliverable']), 400)
    case 'accepted':
      return jsonAnswer({ data: outboundMessage(account, send, 'queued', network.now()) })
  }
}

const readSend = (account: EmulatedAccount, json: Json): SendRequest | undefined => {
  const [from, to] = [toAddress(memberIn(json, 'from')), toAddress(memberIn(json, 'to'))]
  if (!from || !account.senders.includes(from) || !to) return undefined
  const urls = memberIn(json, 'media_urls')
  const media = (Array.isArray(urls) ? urls : []).map((url) => ({ url: String(url) }))
  return {
    message: messageIn(account, textIn(json, 'webhook_url')) ?? crypto.randomUUID(),
    from,
    to,
    text: textIn(json, 'text') ?? '',
    ...(media.length > 0 && { media }),
  }
}

/** https://developers.telnyx.com/docs/messaging/messages/message-detail-records */
const listRecords = async (
  account: EmulatedAccount,
  { searchParams }: URL,
  network: EmulatedNetwork,
): Promise<ApiAnswer> => {
  const to = toAddress(searchParams.get('filter[cld]'))
  const sent = to ? await network.sentTo(to) : []
  const data = sent.map(({ message, at }) => ({
    record_type: 'messaging',
    direction: 'outbound',
    uuid: uuidOf(message),
    status: 'delivered',
    created_at: new Date(at).toISOString(),
    delivery_status_webhook_url: webhookUrl(account, message),
  }))
  return jsonAnswer({ data: data.reverse() })
}

/** Twilio's API, as far as the adapter uses it: https://www.twilio.com/docs/messaging/api/message-resource */

import type { Instant } from '../../../../src/core/model/contact.ts'
import {
  type ApiAnswer,
  type ApiRequest,
  type EmulatedNetwork,
  type Emulator,
  fileAnswer,
  jsonAnswer,
  type SendRequest,
} from '../../../../src/ports/emulator.ts'
import { fromAddress, toAddress } from '../address.ts'
import { contentSidOf, type EmulatedAccount, hex32, sidOf } from './account.ts'
import { failsLater, failureOf } from './failures.ts'

export const createApi = (account: EmulatedAccount): Emulator['answer'] => {
  const credentials = `Basic ${btoa(`${account.accountSid}:${account.authToken}`)}`
  const root = `/2010-04-01/Accounts/${account.accountSid}`
  return async (request, network) => {
    const { method, url, headers } = request
    if (headers.get('authorization') !== credentials) return refusal(401, 20003, 'Authenticate')
    const path = url.pathname
    if (path === `${root}/Messages.json`)
      return method === 'POST'
        ? createMessage(account, request, network)
        : listMessages(account, url, network)
    if (path === '/v1/ContentAndApprovals') return jsonAnswer(contentsOf(account))
    if (path.endsWith('/Media.json')) return jsonAnswer({ media_list: [], next_page_uri: null })
    if (path.startsWith(`${root}/Messages/`) && path.includes('/Media/')) return fileAnswer(account)
    return refusal(404, 20404, `The requested resource ${path} was not found`)
  }
}

const refusal = (status: number, code: number, message: string, more = {}): ApiAnswer =>
  jsonAnswer(
    { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
    status,
    more,
  )

const createMessage = async (
  account: EmulatedAccount,
  { body }: ApiRequest,
  network: EmulatedNetwork,
): Promise<ApiAnswer> => {
  const send = readSend(account, new URLSearchParams(body))
  if (typeof send === 'string') return refusal(400, 21211, send)
  const result = await network.take(send)
  switch (result.is) {
    case 'timeout':
      return { status: 504 }
    case 'throttled': {
      const seconds = String(Math.ceil(result.afterMs / 1000))
      return refusal(429, 20429, 'Too Many Requests', { 'retry-after': seconds })
    }
    case 'refused': {
      const { code, message } = failureOf(result.fault)
      return failsLater(result.fault)
        ? accepted(account, send, network.now())
        : refusal(400, code, message)
    }
    case 'accepted':
      return accepted(account, send, network.now())
  }
}

const accepted = (account: EmulatedAccount, send: SendRequest, at: Instant): ApiAnswer =>
  jsonAnswer(resourceOf(account, send, 'queued', at, send.media?.length ?? 0), 201)

const resourceOf = (
  { accountSid }: EmulatedAccount,
  { message, from, to, text }: Pick<SendRequest, 'message' | 'from' | 'to' | 'text'>,
  status: string,
  at: Instant,
  files: number,
) => {
  const sid = sidOf(message)
  const date = new Date(at).toUTCString()
  return {
    sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: text,
    from: fromAddress(from),
    to: fromAddress(to),
    direction: 'outbound-api',
    status,
    num_media: String(files),
    num_segments: '1',
    error_code: null,
    error_message: null,
    date_created: date,
    date_sent: status === 'queued' ? null : date,
    date_updated: date,
    uri: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`,
  }
}

/** Undefined members are left out; a text names the mistake. */
const readSend = (account: EmulatedAccount, form: URLSearchParams): SendRequest | string => {
  const [from, to] = [toAddress(form.get('From')), toAddress(form.get('To'))]
  if (!to) return "The 'To' number is not a valid phone number."
  if (!from || !account.senders.includes(from)) return "The 'From' number is not one of yours."
  const callback = URL.parse(form.get('StatusCallback') ?? '')
  const media = form.getAll('MediaUrl').map((url) => ({ url }))
  const place = /^geo:([-\d.]+),([-\d.]+)(?:\|(.*))?$/s.exec(form.get('PersistentAction') ?? '')
  const template = account.templates.find(({ id }) => contentSidOf(id) === form.get('ContentSid'))
  return {
    message: callback?.searchParams.get('message') ?? crypto.randomUUID(),
    from,
    to,
    text: form.get('Body') ?? '',
    ...(media.length > 0 && { media }),
    ...(template && {
      template: { id: template.id, variables: readVariables(form.get('ContentVariables')) },
    }),
    ...(place && {
      location: {
        latitude: Number(place[1]),
        longitude: Number(place[2]),
        ...(place[3] && { label: place[3] }),
      },
    }),
  }
}

const readVariables = (json: string | null): Readonly<Record<string, string>> => {
  try {
    return Object.fromEntries(
      Object.entries(JSON.parse(json ?? '{}')).map(([name, value]) => [name, String(value)]),
    )
  } catch {
    return {}
  }
}

const listMessages = async (
  account: EmulatedAccount,
  { searchParams }: URL,
  network: EmulatedNetwork,
): Promise<ApiAnswer> => {
  const [from, to] = [toAddress(searchParams.get('From')), toAddress(searchParams.get('To'))]
  // Every customer's message was posted, so none was missed.
  const sent = to && from ? await network.sentTo(to) : []
  const messages = sent
    .filter((message) => message.from === from)
    .map((message) => resourceOf(account, message, 'delivered', message.at, message.files))
    .reverse()
  return jsonAnswer({ messages, next_page_uri: null })
}

/** https://www.twilio.com/docs/content/content-api-resources#fetch-content-and-approvals */
const contentsOf = ({ templates, accountSid }: EmulatedAccount) => ({
  contents: templates.map(({ id, name, language, category, approval, body, variables }) => ({
    sid: contentSidOf(id),
    account_sid: accountSid,
    friendly_name: name,
    language,
    variables: Object.fromEntries(variables.map((variable) => [variable, 'sample'])),
    types: { 'twilio/text': { body } },
    approval_requests: {
      name: `${name}`,
      category: category.toUpperCase(),
      status: approval,
      content_type: 'twilio/text',
      rejection_reason: '',
      approval_request_sid: hex32(`${id} approval`),
    },
  })),
  meta: { key: 'contents', next_page_url: null },
})

/** Twilio's side for tests: its API behind msw, and webhooks signed by its own library. */

import { delay, HttpResponse, http } from 'msw'
import twilio from 'twilio'
import { createTwilio } from '../../../adapters/provider/twilio/index.ts'
import type { Webhook } from '../../../src/ports/side.ts'
import type { Behaviour } from '../../contract/provider.ts'
import contents from '../../fixtures/twilio/contents.json' with { type: 'json' }
import { openProviderServer } from './server.ts'

export const ACCOUNT = {
  connection: 'acme-twilio',
  publicUrl: 'https://gate.example.com',
  accountSid: `AC${'a1'.repeat(16)}`,
  authTokens: ['first-token-0123456789abcdef', 'second-token-0123456789abcde'],
  apiUrl: 'https://api.twilio.com',
  contentUrl: 'https://content.twilio.com',
  allowPrivate: false,
} as const

/** The account as it stands in a configuration, and its secret. */
export const CONNECTION = {
  adapter: 'twilio',
  accountSid: ACCOUNT.accountSid,
  authTokens: [{ env: 'TWILIO_AUTH_TOKEN' }],
}
export const SECRETS = { TWILIO_AUTH_TOKEN: ACCOUNT.authTokens[0] }

export const SENDER = 'whatsapp:+15550001111'
export const CONTACT = 'whatsapp:+6285155501234'
export const NOW = Date.UTC(2026, 10, 24, 12)

type Fields = Readonly<Record<string, string>>
type Resource = Readonly<Record<string, unknown>>

/** A webhook as Twilio sends it. */
export const webhookOf = (
  route: 'messages' | 'status',
  fields: Fields,
  {
    query = '',
    token = ACCOUNT.authTokens[0] as string,
    signedUrl = (url: string) => url,
  }: { query?: string; token?: string; signedUrl?: (url: string) => string } = {},
): Webhook => {
  const url = `${ACCOUNT.publicUrl}/webhooks/${ACCOUNT.connection}/${route}${query}`
  const signature = twilio.getExpectedTwilioSignature(token, signedUrl(url), { ...fields })
  return {
    connection: ACCOUNT.connection,
    route,
    method: 'POST',
    url,
    headers: new Headers({
      'x-twilio-signature': signature,
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
    }),
    body: new TextEncoder().encode(new URLSearchParams(fields).toString()),
    at: NOW,
  }
}

/** A message as Twilio's list has it. */
export const resourceOf = (fields: Resource): Resource => ({
  account_sid: ACCOUNT.accountSid,
  body: 'hello',
  date_created: new Date(NOW).toUTCString(),
  date_sent: null,
  direction: 'outbound-api',
  error_code: null,
  from: SENDER,
  num_media: '0',
  sid: `SM${'5'.repeat(32)}`,
  status: 'queued',
  to: CONTACT,
  ...fields,
})

const API = `${ACCOUNT.apiUrl}/2010-04-01/Accounts/${ACCOUNT.accountSid}`

/** Starts the server; call `close` at the end. What the tests change is in `state`. */
export const startTwilio = async () => {
  const state = {
    behaviour: 'accepts' as Behaviour,
    /** What a send is answered with instead. */
    answer: undefined as undefined | (() => Response),
    /** Newest first, as Twilio has them. */
    messages: [] as Resource[],
    media: [] as Resource[],
    contents: contents as readonly Resource[],
    account: { status: 'active' } as Resource,
    numbers: [] as Resource[],
    senders: [] as Resource[],
    service: {} as Resource,
    pageSize: 50,
    sends: [] as URLSearchParams[],
    requests: [] as Request[],
    lines: [] as string[],
    waits: [] as number[],
  }

  const answerSend = async (): Promise<Response> => {
    if (state.answer) return state.answer()
    if (state.behaviour === 'times_out') await delay('infinite')
    if (state.behaviour === 'throttles')
      return HttpResponse.json(
        { code: 20429, message: 'Too Many Requests', status: 429 },
        { status: 429, headers: { 'retry-after': '7' } },
      )
    if (state.behaviour === 'rejects')
      return HttpResponse.json(
        { code: 21610, message: 'Attempt to send to unsubscribed recipient', status: 400 },
        { status: 400 },
      )
    if (state.behaviour === 'answers_rubbish')
      return HttpResponse.html('<h1>It works!</h1>', { status: 201 })
    return HttpResponse.json(resourceOf({}), { status: 201 })
  }

  const server = await openProviderServer(state, [
    http.post(`${API}/Messages.json`, async ({ request }) => {
      state.sends.push(new URLSearchParams(await request.text()))
      return answerSend()
    }),
    http.get(`${API}/Messages.json`, async ({ request }) => {
      if (state.behaviour === 'times_out') await delay('infinite')
      if (state.behaviour === 'answers_rubbish') return HttpResponse.html('<h1>It works!</h1>')
      const { searchParams, pathname } = new URL(request.url)
      const after = Date.parse(searchParams.get('DateSent>') ?? '')
      const found = state.messages.filter(
        ({ to, from, date_sent }) =>
          (searchParams.get('To') ?? to) === to &&
          (searchParams.get('From') ?? from) === from &&
          (Number.isNaN(after) || Date.parse(String(date_sent)) >= after),
      )
      const page = Number(searchParams.get('Page') ?? 0)
      const end = (page + 1) * state.pageSize
      searchParams.set('Page', String(page + 1))
      return HttpResponse.json({
        messages: found.slice(page * state.pageSize, end),
        next_page_uri: end < found.length ? `${pathname}?${searchParams}` : null,
      })
    }),
    http.get(`${API}/Messages/:sid/Media.json`, ({ params }) =>
      HttpResponse.json({
        media_list: state.media.filter(({ parent_sid }) => parent_sid === params.sid),
      }),
    ),
    http.get(`${API}.json`, () => HttpResponse.json(state.account)),
    http.get(`${API}/IncomingPhoneNumbers.json`, ({ request }) => {
      const number = new URL(request.url).searchParams.get('PhoneNumber')
      const found = state.numbers.filter(({ phone_number }) => phone_number === number)
      return HttpResponse.json({ incoming_phone_numbers: found })
    }),
    http.get('https://messaging.twilio.com/v2/Channels/Senders', () =>
      HttpResponse.json({ senders: state.senders, meta: { next_page_url: null } }),
    ),
    http.get('https://messaging.twilio.com/v1/Services/:sid', () =>
      HttpResponse.json(state.service),
    ),
    http.get(`${ACCOUNT.contentUrl}/v1/ContentAndApprovals`, ({ request }) => {
      const page = Number(new URL(request.url).searchParams.get('Page') ?? 0)
      const end = (page + 1) * state.pageSize
      const next = `https://content.twilio.com/v1/ContentAndApprovals?Page=${page + 1}`
      return HttpResponse.json({
        contents: state.contents.slice(page * state.pageSize, end),
        meta: { key: 'contents', next_page_url: end < state.contents.length ? next : null },
      })
    }),
  ])
  return {
    ...server,
    state,
    provider: createTwilio({
      ...ACCOUNT,
      senders: [SENDER, 'sms:+15550001111'],
      wait: async (ms) => void state.waits.push(ms),
    }),
  }
}

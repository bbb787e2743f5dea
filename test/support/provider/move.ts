/** A number that moves between Twilio and Meta: one process after the other on one database. */

import type { Http } from '../../../src/ports/http.ts'
import type { Webhook } from '../../../src/ports/side.ts'
import type { Store } from '../../../src/ports/store.ts'
import { createApp } from '../../../src/runtime/app.ts'
import { buildGateway } from '../build.ts'
import { API_KEY, configOf, type Part, SECRETS } from '../configuration.ts'
import { createMemoryStore } from '../database/memory-store.ts'
import { createClient } from '../http.ts'
import * as atMeta from './meta.ts'
import * as atTwilio from './twilio.ts'

export const SENDER = atTwilio.SENDER
export const CONTACT = 'whatsapp:+15550100777'

const ENV = { ...SECRETS, ...atTwilio.SECRETS, ...atMeta.SECRETS }
const TWILIO = atTwilio.CONNECTION
const META = atMeta.CONNECTION

/** The number's place in the configuration, at each of the two. */
export const AT_TWILIO = { connection: 'acme-twilio' }
export const AT_META = { connection: 'acme-meta', phoneNumberId: atMeta.PHONE_ID }

type Place = typeof AT_TWILIO | typeof AT_META

export const sidOf = (number: number) => `SM${String(number).padStart(32, '0')}`

/** What one of the two was handed, in order. */
export type Handed = { readonly host: string; readonly body: string; readonly id: string }

type Exchange = Parameters<Http>[0]

/** `network` answers a send instead of accepting it; undefined: it accepts. */
export const startHouse = ({
  store: given,
  flow = 'disclaimer',
}: {
  readonly store?: () => Store
  readonly flow?: string
} = {}) => {
  const only = createMemoryStore({ hashKey: 'the secret of the test' })
  const state = {
    now: atMeta.NOW,
    handed: [] as Handed[],
    /** What Twilio's list shows. */
    list: [] as object[],
    /** Called with each send that has arrived: it may answer late, or not at all. */
    answering: async (_: Handed): Promise<void> => {},
    streamed: [] as string[],
  }
  const answer = (status: number, json: object) => ({
    status,
    headers: new Headers(),
    body: new TextEncoder().encode(JSON.stringify(json)),
  })
  const isSend = ({ method, url }: Exchange) => method === 'POST' && url.includes('essages')
  const exchange = async (request: Exchange) => {
    const { hostname } = new URL(request.url)
    if (!isSend(request))
      return answer(200, {
        ...{ contents: [], data: [], meta: {}, paging: {}, messages: state.list },
      })
    const isTwilio = hostname === 'api.twilio.com'
    const number = state.handed.length + 1
    const id = isTwilio ? sidOf(number) : `wamid.${number}`
    const handed = { host: hostname, body: String(request.body), id }
    state.handed.push(handed)
    await state.answering(handed)
    return isTwilio
      ? answer(201, atTwilio.resourceOf({ sid: id }))
      : answer(200, { messages: [{ id }] })
  }
  const http: Http = Object.assign(exchange, {
    stream: async ({ url }: { readonly url: string }) => {
      state.streamed.push(new URL(url).hostname)
      return new Response('bytes')
    },
  })
  const start = (
    place: Place,
    providers: Record<string, Part> = { 'acme-twilio': TWILIO, 'acme-meta': META },
  ) => {
    const store = given?.() ?? only
    const config = configOf({
      connections: providers,
      senders: [{ address: SENDER, ...place }],
      policy: { flow },
    })
    const gateway = buildGateway({ config, env: ENV, store, http, clock: () => state.now })
    const app = createApp(gateway)
    const { read: call } = createClient<Readonly<Record<string, unknown>>>(app.request, API_KEY)
    return {
      app,
      gateway,
      call,
      read: (id: unknown) => call('GET', `/v1/messages/${id}`),
      send: (text: string, to = CONTACT) =>
        call('POST', '/v1/messages', { from: SENDER, to, agent: 'anna', text }),
      hook: async ({ url, headers, body }: Webhook) => {
        const { pathname, search } = new URL(url)
        const text = new TextDecoder().decode(body)
        const { status } = await app.request(pathname + search, {
          method: 'POST',
          headers,
          body: text,
        })
        return status
      },
      /** Moves the clock, carrying out what is due. */
      advance: async (ms: number) => {
        state.now += ms
        await gateway.pump.drain()
      },
    }
  }
  return { state, start, TWILIO, META }
}

/** A status of Twilio's for one of our messages. */
export const twilioStatus = (fields: Readonly<Record<string, string>>, message: unknown) =>
  atTwilio.webhookOf(
    'status',
    {
      AccountSid: atTwilio.ACCOUNT.accountSid,
      From: SENDER,
      To: CONTACT,
      MessageStatus: 'delivered',
      ...fields,
    },
    { query: `?message=${message}` },
  )

/** A status of Meta's for one of our messages, of the number that Meta shows. */
export const metaStatus = (
  id: string,
  message: unknown,
  { status = 'delivered', shown = '15550001111' } = {},
) =>
  atMeta.posted(
    atMeta.metaJson(
      atMeta.envelopeOf({
        field: 'messages',
        value: {
          messaging_product: 'whatsapp',
          metadata: { display_phone_number: shown, phone_number_id: atMeta.PHONE_ID },
          statuses: [
            {
              id,
              status,
              timestamp: String(atMeta.NOW / 1000 - 5),
              recipient_id: '15550100777',
              biz_opaque_callback_data: message,
            },
          ],
        },
      }),
    ),
  )

/** A customer's message over Twilio. */
export const twilioWritten = (text: string, number = 9_001, more: object = {}) =>
  atTwilio.webhookOf('messages', {
    AccountSid: atTwilio.ACCOUNT.accountSid,
    MessageSid: sidOf(number),
    SmsStatus: 'received',
    From: CONTACT,
    To: SENDER,
    Body: text,
    NumMedia: '0',
    ...more,
  })

/** A customer's message over Meta. */
export const metaWritten = (text: string, id = 'wamid.IN', from = '15550100777') =>
  atMeta.webhookOf({
    contacts: [],
    messages: [
      {
        id,
        from,
        timestamp: String(atMeta.NOW / 1000 - 5),
        type: 'text',
        text: { body: text },
      },
    ],
  })

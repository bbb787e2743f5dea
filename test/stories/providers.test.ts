/** The FAQ over each provider of WhatsApp: the same stories, through its webhooks and its API. */

import { HttpResponse, http as route } from 'msw'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Http } from '../../src/ports/http.ts'
import type { Webhook } from '../../src/ports/side.ts'
import { createApp } from '../../src/runtime/app.ts'
import { buildGateway } from '../support/build.ts'
import { API_KEY, CRM_URL, configOf, SECRETS } from '../support/configuration.ts'
import { createClient } from '../support/http.ts'
import * as atMeta from '../support/provider/meta.ts'
import * as atTwilio from '../support/provider/twilio.ts'

type Written = { readonly id: string; readonly text: string; readonly at: number }

/** A provider's API, and what a customer's message looks like when it comes from there. */
type Stage = {
  readonly connection: string
  readonly config: Readonly<Record<string, unknown>>
  readonly env: Readonly<Record<string, string>>
  readonly sender: string
  readonly contact: string
  readonly fields?: Readonly<Record<string, string>>
  open(): Promise<{
    readonly http: Http
    readonly server: Awaited<ReturnType<typeof atMeta.startMeta>>['server']
    /** What customers were sent: the text, or the name of the template and its values. */
    sent(): readonly unknown[]
    close(): void
  }>
  written(message: Written): Promise<Webhook>
}

const OPT_IN = '{{agent}} of {{organisation}} would like to write to you. YES or STOP?'

const PROVIDERS: readonly (readonly [string, Stage])[] = [
  [
    'Twilio',
    {
      connection: atTwilio.ACCOUNT.connection,
      config: atTwilio.CONNECTION,
      env: atTwilio.SECRETS,
      sender: atTwilio.SENDER,
      contact: atTwilio.CONTACT,
      open: async () => {
        const { http, server, state, close } = await atTwilio.startTwilio()
        const sid = () => `SM${String(state.sends.length).padStart(32, '0')}`
        state.answer = () => HttpResponse.json(atTwilio.resourceOf({ sid: sid() }), { status: 201 })
        state.contents = [
          {
            sid: 'HX1',
            friendly_name: 'opt_in_request',
            language: 'en',
            types: { 'twilio/text': { body: OPT_IN } },
            approval_requests: { name: 'opt_in_request', category: 'UTILITY', status: 'approved' },
          },
        ]
        const sent = () =>
          state.sends.map((form) =>
            form.has('ContentSid')
              ? { template: 'opt_in_request', ...JSON.parse(form.get('ContentVariables') ?? '{}') }
              : form.get('Body'),
          )
        return { http, server, sent, close }
      },
      written: async ({ id, text }) =>
        atTwilio.webhookOf('messages', {
          AccountSid: atTwilio.ACCOUNT.accountSid,
          MessageSid: id,
          SmsStatus: 'received',
          From: atTwilio.CONTACT,
          To: atTwilio.SENDER,
          Body: text,
          NumMedia: '0',
        }),
    },
  ],
  [
    'Meta',
    {
      connection: atMeta.ACCOUNT.connection,
      config: atMeta.CONNECTION,
      env: atMeta.SECRETS,
      sender: atMeta.SENDER,
      contact: atMeta.CONTACT,
      fields: { phoneNumberId: atMeta.PHONE_ID },
      open: async () => {
        const { http, server, state, close } = await atMeta.startMeta()
        state.answer = () =>
          HttpResponse.json({ messages: [{ id: `wamid.OUR${state.sends.length}` }] })
        state.templates = [
          {
            id: '7001',
            name: 'opt_in_request',
            language: 'en',
            status: 'APPROVED',
            category: 'UTILITY',
            components: [{ type: 'BODY', text: OPT_IN }],
          },
        ]
        const sent = () => (state.sends as readonly MetaSend[]).map(sentByMeta)
        return { http, server, sent, close }
      },
      written: ({ id, text, at }) =>
        atMeta.webhookOf({
          messages: [
            atMeta.messageOf({
              id: `wamid.${id}`,
              type: 'text',
              text: { body: text },
              timestamp: String(at / 1000),
            }),
          ],
        }),
    },
  ],
]

type MetaSend = {
  readonly text?: { readonly body: string }
  readonly template?: {
    readonly name: string
    readonly components: readonly {
      readonly parameters: readonly { readonly parameter_name: string; readonly text: string }[]
    }[]
  }
}

const sentByMeta = ({ text, template }: MetaSend) =>
  template
    ? {
        template: template.name,
        ...Object.fromEntries(
          template.components.flatMap(({ parameters }) =>
            parameters.map((one) => [one.parameter_name, one.text]),
          ),
        ),
      }
    : text?.body

const HOUR = 3_600_000

const tell = async ({
  connection,
  config: part,
  env,
  sender,
  contact,
  fields = {},
  open,
  written,
}: Stage) => {
  const { http, server, sent, close } = await open()
  server.use(route.post(CRM_URL, () => new HttpResponse()))
  let now: number = atMeta.NOW
  let ids = 0
  const config = configOf({
    connections: { [connection]: part },
    senders: [{ address: sender, ...fields }],
  })
  const gateway = buildGateway({ config, env: { ...SECRETS, ...env }, http, clock: () => now })
  const app = createApp(gateway)
  const { read: call } = createClient(app.request, API_KEY, gateway.pump.drain)
  /** What goes out while `act` runs. */
  const during = async <T>(act: () => Promise<T>) => {
    const before = sent().length
    const result = await act()
    await gateway.pump.drain()
    return { result, sent: sent().slice(before) }
  }
  return {
    close,
    wait: (ms: number) => {
      now += ms
    },
    sends: (text: string, agent = 'anna') =>
      during(() => call('POST', '/v1/messages', { from: sender, to: contact, agent, text })),
    asks: () =>
      during(() =>
        call('POST', '/v1/opt-in-requests', { from: sender, to: contact, agent: 'anna' }),
      ),
    switches: (active: boolean) =>
      call('PATCH', `/v1/senders/${encodeURIComponent(sender)}`, { active }),
    writes: (text: string) =>
      during(async () => {
        ids += 1
        const { url, headers, body } = await written({ id: `in${ids}`, text, at: now })
        const answer = await app.request(new URL(url).pathname, {
          method: 'POST',
          headers,
          body: new TextDecoder().decode(body),
        })
        return answer.status
      }),
  }
}

describe.each(PROVIDERS)('the FAQ over %s', (_, stage) => {
  let story: Awaited<ReturnType<typeof tell>>
  beforeEach(async () => {
    story = await tell(stage)
  })
  afterEach(() => story.close())

  it('"When you attempt to contact someone they receive a message with instructions on how to opt-in."', async () => {
    const { result, sent } = await story.sends('Your papers are ready.')
    expect(result).toMatchObject({ status: 'held', until: 'consent' })
    expect(sent).toEqual([
      { template: 'opt_in_request', agent: 'anna', organisation: 'Acme Wealth' },
    ])
    expect((await story.writes('YES')).sent).toContain('Your papers are ready.')
  })

  it('"If they opt-out, they are notified of this and receive instruction about how to opt-in again."', async () => {
    await story.sends('Hello')
    const { sent } = await story.writes('STOP')
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatch(/reply YES/i)
    expect(await story.sends('Hello?')).toMatchObject({ result: { status: 409 }, sent: [] })
    story.wait(HOUR)
    await story.writes('YES')
    expect((await story.sends('Welcome back')).sent).toEqual(['Welcome back'])
  })

  it('"They also have the option to reply with any other message, and a new opt-in message will be sent."', async () => {
    await story.sends('Hello')
    await story.writes('NO')
    story.wait(HOUR)
    const { sent } = await story.writes('Who is this?')
    expect(sent).toHaveLength(1)
    expect(sent[0]).toContain('YES')
  })

  it('"You’re allowed to send a new one every 24 hours."', async () => {
    await story.sends('Hello')
    story.wait(23 * HOUR)
    expect(await story.asks()).toMatchObject({ result: { status: 409 }, sent: [] })
    story.wait(HOUR)
    expect((await story.asks()).sent).toHaveLength(1)
  })

  it('"Conversation sessions are limited to a 24 hour timespan."', async () => {
    await story.sends('Hello')
    await story.writes('YES')
    story.wait(23 * HOUR)
    expect((await story.sends('Still there?')).sent).toEqual(['Still there?'])
    story.wait(HOUR)
    expect(await story.sends('And now?')).toMatchObject({
      result: { status: 409, reason: 'session_closed' },
      sent: [],
    })
  })

  it('"This contact is already messaging with another MultiLine user."', async () => {
    await story.sends('Hello')
    await story.writes('YES')
    expect(await story.sends('Hello from me too', 'ben')).toMatchObject({
      result: { status: 409, reason: 'contact_taken' },
      sent: [],
    })
  })

  it('"We\'re not currently using this number to accept WhatsApp messages."', async () => {
    await story.switches(false)
    const { sent } = await story.writes('Hello?')
    expect(sent).toHaveLength(1)
    expect(sent[0]).toContain('not currently using this number to accept WhatsApp messages')
  })
})

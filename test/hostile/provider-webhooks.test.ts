/** Hostile webhooks of Meta and Telnyx over HTTP: nothing unsigned is taken, nothing signed breaks the door. */

import { afterAll, describe, expect, test } from 'vitest'
import type { Webhook } from '../../src/ports/side.ts'
import { createApp } from '../../src/runtime/app.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { buildGateway } from '../support/build.ts'
import { configOf, SECRETS } from '../support/configuration.ts'
import * as meta from '../support/provider/meta.ts'
import * as telnyx from '../support/provider/telnyx.ts'

const lines: string[] = []
const ENV = { ...SECRETS, ...meta.SECRETS, ...telnyx.SECRETS }
const gateway = buildGateway({
  env: ENV,
  clock: () => meta.NOW,
  log: createLog({ level: 'debug', write: (line) => void lines.push(line) }),
  config: configOf({
    connections: { 'acme-meta': meta.CONNECTION, 'acme-telnyx': telnyx.CONNECTION },
    senders: [
      { address: meta.SENDER, phoneNumberId: meta.PHONE_ID },
      { address: telnyx.SENDER, connection: 'acme-telnyx' },
    ],
  }),
})
const app = createApp(gateway)
afterAll(() => gateway.store.close())

type Door = {
  readonly name: string
  readonly maxBytes: number
  readonly sign: (body: string) => Webhook | Promise<Webhook>
  /** A good message of this id, as the JSON that it comes in. */
  readonly message: (id: string) => object
  /** The same beside this spoilt member. */
  readonly inputId: (id: string) => string
}
const DOORS: readonly Door[] = [
  {
    name: 'acme-meta',
    maxBytes: 3 * 1024 * 1024,
    sign: (body) => meta.posted(body),
    message: (id) =>
      meta.envelopeOf({
        field: 'messages',
        value: meta.messagesValue({
          messages: [
            meta.messageOf({ id: `wamid.${id}`, type: 'text', text: { body: 'canary-words' } }),
          ],
        }),
      }),
    inputId: (id) => `meta_${meta.PHONE_ID}_${id}`,
  },
  {
    name: 'acme-telnyx',
    maxBytes: 256 * 1024,
    sign: (body) => telnyx.posted(body),
    message: (id) =>
      telnyx.eventOf(
        'message.received',
        telnyx.inboundOf({ id: `m-${id}`, text: 'canary-words' }),
        {
          id,
        },
      ),
    inputId: (id) => `tx_${id}`,
  },
]

const post = async (name: string, { headers, body }: Pick<Webhook, 'headers' | 'body'>) => {
  const answer = await app.request(`/webhooks/${name}`, {
    method: 'POST',
    headers,
    body: new Uint8Array(body),
  })
  return { status: answer.status, text: await answer.text() }
}
const isStored = async (id: string) => (await gateway.store.message('acme', id)) !== undefined
const nested = (depth: number) => `${'{"data":'.repeat(depth)}1${'}'.repeat(depth)}`

describe.each(DOORS)('$name', ({ name, maxBytes, sign, message, inputId }) => {
  const signed = async (body: string) => post(name, await sign(body))

  test('accepts signed webhooks', async () => {
    expect(await signed(JSON.stringify(message('good')))).toMatchObject({ status: 200 })
    expect(await isStored(inputId('good'))).toBe(true)
  })

  test.each([
    ['without a signature', new Headers()],
    ['with an empty one', new Headers({ 'x-hub-signature-256': '', 'telnyx-timestamp': '' })],
  ])('refuses what comes %s, and says no more', async (_, headers) => {
    const body = new TextEncoder().encode(JSON.stringify(message('unsigned')))
    const { status, text } = await post(name, { headers, body })
    expect(status).toBe(403)
    expect(text).not.toContain('canary-words')
    expect(await isStored(inputId('unsigned'))).toBe(false)
  })

  test('refuses another body’s signature', async () => {
    const { headers } = await sign(JSON.stringify(message('one')))
    const body = new TextEncoder().encode(JSON.stringify(message('two')))
    expect((await post(name, { headers, body })).status).toBe(403)
    expect(await isStored(inputId('two'))).toBe(false)
  })

  test.each(['', 'garbage', '[]', '7', 'null', '"x"', '{'])(
    'answers %j, signed, with a plain refusal',
    async (body) => expect((await signed(body)).status).toBe(400),
  )

  test.each([
    ...['{}', '{"data":null,"entry":null}', '{"data":[],"entry":{}}', '{"data":7,"entry":"x"}'],
    ...['{"entry":[null,7,"x",[],{}],"data":"x"}', '{"__proto__":{"entry":[]},"constructor":1}'],
    '{"data":{"event_type":"message.received","payload":null},"entry":[{"changes":[{"field":"messages","value":null}]}]}',
    '{"data":{"event_type":"message.received","payload":[]},"entry":[{"changes":[{"field":["messages"],"value":[1]}]}]}',
    '{"data":{"event_type":"message.finalized","payload":{"to":{}}},"entry":[{"changes":[{"field":"__proto__","value":{}}]}]}',
    nested(5_000),
  ])('acknowledges what it can’t use: %.60s', async (body) => {
    expect((await signed(body)).status).toBe(200)
  })

  test('reads no body above its limit', async () => {
    expect((await signed(`{"x":"${'x'.repeat(maxBytes)}"}`)).status).toBe(413)
    const { headers } = await sign('{}')
    const body = new TextEncoder().encode('x'.repeat(maxBytes + 1))
    expect((await post(name, { headers, body })).status).toBe(413)
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'trusts the signed bytes when the type says %s',
    async (type) => {
      const id = `type-${type.replace(/\W/g, '')}`.slice(0, 20)
      const { headers, body } = await sign(JSON.stringify(message(id)))
      headers.set('content-type', type)
      expect((await post(name, { headers, body })).status).toBe(200)
      expect(await isStored(inputId(id))).toBe(true)
    },
  )

  test('stores a replay once, even a concurrent one', async () => {
    const webhook = await sign(JSON.stringify(message('again')))
    const answers = await Promise.all([1, 2, 3].map(() => post(name, webhook)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    const { items } = await gateway.store.recentMessages('acme', { limit: 100 })
    expect(items.filter(({ id }) => id === inputId('again'))).toHaveLength(1)
  })
})

test('a timestamp of six minutes ago is refused despite a valid signature', async () => {
  const body = JSON.stringify(DOORS[1]?.message('old'))
  const timestamp = String(telnyx.NOW / 1000 - 360)
  expect((await post('acme-telnyx', telnyx.posted(body, { timestamp }))).status).toBe(403)
  expect(await isStored('tx_old')).toBe(false)
})

test('one bad entry of a batch doesn’t lose the others', async () => {
  const good = meta.messagesValue({
    messages: [meta.messageOf({ id: 'wamid.rest', type: 'text', text: { body: 'x' } })],
  })
  const batch = {
    entry: [
      null,
      7,
      { changes: 'x' },
      { id: meta.WABA, changes: [null, { field: 'messages', value: 7 }] },
    ],
  }
  const { entry } = meta.envelopeOf({ field: 'messages', value: good })
  const body = JSON.stringify({ ...batch, entry: [...batch.entry, ...entry] })
  expect((await post('acme-meta', await meta.posted(body))).status).toBe(200)
  expect(await isStored(`meta_${meta.PHONE_ID}_rest`)).toBe(true)
})

test('a message from one of our own numbers at Telnyx is no customer’s', async () => {
  const from = { phone_number: telnyx.SENDER.slice('sms:'.length) }
  const event = telnyx.eventOf('message.received', telnyx.inboundOf({ id: 'm-own', from }), {
    id: 'own',
  })
  expect((await post('acme-telnyx', telnyx.posted(JSON.stringify(event)))).status).toBe(200)
  expect(await isStored('tx_own')).toBe(false)
})

test('no text and no key is in the log', () => {
  const log = lines.join('\n')
  for (const secret of ['canary-words', ...Object.values(ENV)]) expect(log).not.toContain(secret)
})

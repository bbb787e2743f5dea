/** Telnyx's signature: Ed25519 by WebCrypto in the adapter, by node's own crypto here. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTelnyx } from '../../../../adapters/provider/telnyx/index.ts'
import type { Webhook } from '../../../../src/ports/side.ts'
import { problemsOf } from '../../../support/adapters.ts'
import { configOf, SECRETS } from '../../../support/configuration.ts'
import { createTestHttp } from '../../../support/http.ts'
import {
  ACCOUNT,
  CONNECTION,
  eventOf,
  inboundOf,
  KEYS,
  keyPair,
  NOW,
  posted,
  SENDER,
  SECRETS as TELNYX_SECRETS,
  webhookOf,
} from '../../../support/provider/telnyx.ts'

const http = createTestHttp()
const open = (publicKey: string | readonly string[] = KEYS.text) =>
  createTelnyx({ ...ACCOUNT, publicKey, clock: () => NOW })
const textOf = async (webhook: Webhook, provider = open()) => {
  const [input] = (await provider.receive(webhook, http)).inputs
  return input?.kind === 'inbound' ? input.message.text : undefined
}
const refused = (webhook: Webhook, provider = open()) =>
  expect(provider.receive(webhook, http)).rejects.toMatchObject({ code: 'bad_signature' })
const withHeaders = (webhook: Webhook, more: Readonly<Record<string, string>>): Webhook => {
  const headers = new Headers(webhook.headers)
  for (const [name, value] of Object.entries(more)) headers.set(name, value)
  return { ...webhook, headers }
}
const signatureOf = (webhook: Webhook) => webhook.headers.get('telnyx-signature-ed25519') ?? ''
const plain = webhookOf('message.received', inboundOf())

describe('the signature of a webhook', () => {
  test('covers the raw bytes, however the JSON is written', async () => {
    const { data, meta } = eventOf('message.received', inboundOf({ text: 'é 👋🏽' }))
    const spaced = JSON.stringify({ meta, data }, null, 3).replace('é', '\\u00e9')
    expect(await textOf(posted(spaced))).toBe('é 👋🏽')
    await refused({
      ...posted(spaced),
      body: new TextEncoder().encode(JSON.stringify({ meta, data })),
    })
  })

  test('covers bytes that are not UTF-8, and a byte order mark', async () => {
    const [head, tail] = JSON.stringify(eventOf('message.received', inboundOf())).split('hello')
    const odd = Buffer.concat([
      Buffer.from(`\uFEFF${head}`),
      Buffer.from([0x68, 0xff]),
      Buffer.from(tail ?? ''),
    ])
    expect(await textOf(posted(odd))).toBe('h\uFFFD')
  })

  test('needs the bar between time and body', async () => {
    const body = JSON.stringify(eventOf('message.received', inboundOf()))
    for (const separator of ['.', '']) await refused(posted(body, { separator }))
  })

  test('is read from its header in any case', async () => {
    const headers = new Headers({
      'Telnyx-Signature-Ed25519': signatureOf(plain),
      'TELNYX-TIMESTAMP': String(NOW / 1000),
    })
    expect(await textOf({ ...plain, headers })).toBe('hello')
  })

  test.each([
    ['base64url', (text: string) => text.replace(/.$/, '').replace(/^../, '-_')],
    [
      'another alphabet',
      (text: string) => text.replaceAll('+', '-').replaceAll('/', '_').replace(/^./, '_'),
    ],
    ['no padding', (text: string) => text.replace(/=+$/, '')],
    ['63 bytes', (text: string) => Buffer.from(text, 'base64').subarray(1).toString('base64')],
    [
      '65 bytes',
      (text: string) =>
        Buffer.concat([Buffer.from(text, 'base64'), Buffer.of(1)]).toString('base64'),
    ],
    ['hexadecimal', (text: string) => Buffer.from(text, 'base64').toString('hex')],
    ['nothing', () => ''],
    ['two of them', (text: string) => `${text}, ${text}`],
  ])('is refused as %s, and never an error of ours', async (_, spoil) => {
    await refused(withHeaders(plain, { 'telnyx-signature-ed25519': spoil(signatureOf(plain)) }))
  })

  test('with another key is refused', async () => {
    const { privateKey } = keyPair()
    await refused(
      posted(JSON.stringify(eventOf('message.received', inboundOf())), { key: privateKey }),
    )
  })

  const at = (seconds: number) =>
    posted(JSON.stringify(eventOf('message.received', inboundOf())), {
      timestamp: String(NOW / 1000 + seconds),
    })
  test.each([-300, -299, 0, 300])('may be %i seconds away', async (seconds) => {
    expect(await textOf(at(seconds))).toBe('hello')
  })
  test('counts whole seconds, as Telnyx’s own library does', async () => {
    expect(await textOf({ ...at(-300), at: NOW + 999 })).toBe('hello')
    await refused({ ...at(-300), at: NOW + 1000 })
  })
  test.each([-301, 301, -7200])('may not be %i seconds away', (seconds) => refused(at(seconds)))
  test.each(['abc', '', '1e9', String(NOW), '-1', '0x6921', ' 1', 'NaN'])(
    'is refused with the time %j, although it covers it',
    (timestamp) =>
      refused(posted(JSON.stringify(eventOf('message.received', inboundOf())), { timestamp })),
  )

  test('over any other content is refused or read, and never causes our own error', async () => {
    const provider = open()
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), fc.uint8Array(), async (signature, time, body) => {
        const headers = new Headers()
        headers.set('telnyx-signature-ed25519', encodeURIComponent(signature.toWellFormed()))
        headers.set('telnyx-timestamp', encodeURIComponent(time.toWellFormed()))
        await refused({ ...plain, headers, body: Uint8Array.from(body) }, provider)
      }),
      { numRuns: 200 },
    )
  })
})

describe('the public key', () => {
  test('may be one of several, for a rotation', async () => {
    expect(await textOf(plain, open([keyPair().text, KEYS.text]))).toBe('hello')
    await refused(plain, open([keyPair().text]))
  })

  test('may be in its DER form or in hexadecimal, or have spaces around it', async () => {
    expect(await textOf(plain, open(KEYS.spki))).toBe('hello')
    const hex = Buffer.from(KEYS.text, 'base64').toString('hex')
    expect(await textOf(plain, open(hex))).toBe('hello')
    expect(await textOf(plain, open(` ${KEYS.text}\n`))).toBe('hello')
  })

  const problems = (fields: object, address: string = SENDER) =>
    problemsOf(
      configOf({
        connections: { 'acme-telnyx': { ...CONNECTION, publicKey: KEYS.text, ...fields } },
        senders: [address],
      }),
      { ...SECRETS, ...TELNYX_SECRETS },
    )
  test('is all that a connection needs besides its key and profile', () => {
    expect(problems({})).toEqual([])
    expect(problems({}, 'whatsapp:+15550100001').join()).toContain('is not an SMS number')
  })

  test.each([
    ['missing', undefined],
    ['empty', ''],
    ['of 31 bytes', Buffer.from(KEYS.text, 'base64').subarray(1).toString('base64')],
    ['a placeholder of zeros', Buffer.alloc(32).toString('base64')],
    ['an empty list', []],
  ])('that is %s is a problem of the configuration, by name', (_, publicKey) => {
    expect(problems({ publicKey }).join()).toContain('connections.acme-telnyx.publicKey')
  })
})

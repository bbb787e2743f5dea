/** Webhooks of Meta and Telnyx verified in workerd, signed by its own WebCrypto. */

import { describe, expect, test } from 'vitest'
import { createMeta } from '../../adapters/provider/meta/index.ts'
import { createTelnyx } from '../../adapters/provider/telnyx/index.ts'
import type { Http } from '../../src/ports/http.ts'
import type { Provider } from '../../src/ports/provider.ts'

const NOW = Date.UTC(2026, 10, 24, 12)
const SECRET = 'app-secret-0123456789abcdef'
const bytes = new TextEncoder()
const base64 = (buffer: ArrayBuffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
const hex = (buffer: ArrayBuffer) =>
  [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
const http: Http = Object.assign(
  async () => {
    throw new Error('no network')
  },
  { stream: async () => new Response() },
)
const common = { publicUrl: 'https://gate.example.com', allowPrivate: false, clock: () => NOW }

const receive = (provider: Provider, body: Uint8Array, headers: Record<string, string>) =>
  provider.receive(
    {
      connection: 'acme',
      route: 'root',
      method: 'POST',
      url: 'https://gate.example.com/webhooks/acme',
      headers: new Headers(headers),
      body,
      at: NOW,
    },
    http,
  )

describe('Meta in workerd', () => {
  const meta = createMeta({
    ...common,
    connection: 'meta',
    businessAccountId: '200',
    accessToken: 'token',
    appSecrets: ['another-secret-0123456789abcdef', SECRET],
    verifyToken: 'verify',
    graphUrl: 'https://graph.facebook.com',
    graphVersion: 'v26.0',
    senders: [{ address: 'whatsapp:+15550100001', phoneNumberId: '300' }],
  })
  // As Meta writes it: escaped, with a slash and an at sign.
  const body = bytes.encode(
    '{"entry":[{"id":"200","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"300"},"messages":[{"id":"wamid.A","from":"15550100777","timestamp":"1795521600","type":"text","text":{"body":"caf\\u00e9 \\ud83d\\ude00 a@b.example \\/"}}]}}]}]}',
  )
  const sign = async (signed: Uint8Array<ArrayBuffer>) => {
    const algorithm = { name: 'HMAC', hash: 'SHA-256' }
    const key = await crypto.subtle.importKey('raw', bytes.encode(SECRET), algorithm, false, [
      'sign',
    ])
    return `sha256=${hex(await crypto.subtle.sign('HMAC', key, signed))}`
  }

  test('its own signature holds over the bytes as they came', async () => {
    const { inputs } = await receive(meta, body, { 'x-hub-signature-256': await sign(body) })
    expect(inputs).toMatchObject([{ message: { text: 'café 😀 a@b.example /' } }])
  })

  test.each(['', 'sha256=', `sha256=${'0'.repeat(64)}`, `sha256=${'0'.repeat(62)}`])(
    'another is refused: %j',
    async (header) => {
      const headers = { 'x-hub-signature-256': header }
      await expect(receive(meta, body, headers)).rejects.toMatchObject({ code: 'bad_signature' })
    },
  )

  test('another body’s is refused', async () => {
    const headers = { 'x-hub-signature-256': await sign(bytes.encode('{}')) }
    await expect(receive(meta, body, headers)).rejects.toMatchObject({ code: 'bad_signature' })
  })
})

describe('Telnyx in workerd', async () => {
  const pair = (await crypto.subtle.generateKey({ name: 'Ed25519' }, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair
  const raw = (await crypto.subtle.exportKey('raw', pair.publicKey)) as ArrayBuffer
  const telnyx = createTelnyx({
    ...common,
    connection: 'telnyx',
    apiKey: 'key',
    publicKey: base64(raw),
    messagingProfileId: 'profile',
    apiUrl: 'https://api.telnyx.com',
    senders: ['sms:+15550100001'],
  })
  const body = bytes.encode(
    '{"data":{"event_type":"message.received","id":"e1","payload":{"id":"m1","type":"SMS","from":{"phone_number":"+15550100777"},"to":[{"phone_number":"+15550100001"}],"text":"café 😀"}}}',
  )
  const time = String(NOW / 1000)
  const headersOf = async (timestamp = time, signed = body) => ({
    'telnyx-timestamp': timestamp,
    'telnyx-signature-ed25519': base64(
      await crypto.subtle.sign(
        'Ed25519',
        pair.privateKey,
        new Uint8Array([...bytes.encode(`${timestamp}|`), ...signed]),
      ),
    ),
  })

  test('its own signature holds over the bytes as they came', async () => {
    const { inputs } = await receive(telnyx, body, await headersOf())
    expect(inputs).toMatchObject([{ message: { text: 'café 😀' } }])
  })

  test.each([63, 65, 0])('one of %i bytes is refused, without an exception', async (length) => {
    const signature = base64(new Uint8Array(length).fill(7).buffer)
    const headers = { 'telnyx-timestamp': time, 'telnyx-signature-ed25519': signature }
    await expect(receive(telnyx, body, headers)).rejects.toMatchObject({ code: 'bad_signature' })
  })

  test('another body’s, and one from six minutes ago, are refused', async () => {
    const other = await headersOf(time, bytes.encode('{}'))
    await expect(receive(telnyx, body, other)).rejects.toMatchObject({ code: 'bad_signature' })
    const old = await headersOf(String(NOW / 1000 - 360))
    await expect(receive(telnyx, body, old)).rejects.toMatchObject({ code: 'bad_signature' })
  })
})

import { createPublicKey, verify } from 'node:crypto'
import twilioLibrary from 'twilio'
import { describe, expect, it } from 'vitest'
import { meta } from '../../adapters/provider/meta/index.ts'
import { telnyx } from '../../adapters/provider/telnyx/index.ts'
import { twilio } from '../../adapters/provider/twilio/index.ts'
import type { ProviderAdapter } from '../../src/ports/adapter.ts'
import type { PhoneAction } from '../../src/ports/emulator.ts'

const NOW = Date.UTC(2026, 10, 24, 12)

const emulatorOf = ({ emulator }: ProviderAdapter, sender: PhoneAction['to']) => {
  const made = emulator?.create({
    connection: 'phones',
    publicUrl: 'https://gate.example.com',
    senders: [sender],
    templates: [],
    file: new Uint8Array([1, 2, 3]),
  })
  if (!made) throw new Error('it has no emulator')
  return made
}

const actOf = (channel: 'sms' | 'whatsapp'): PhoneAction => ({
  id: 'id1',
  at: NOW,
  from: `${channel}:+4915112345678`,
  to: `${channel}:+15550001111`,
  form: 'message',
  text: 'Grüße aus Köln 👋 / 100 % + 1',
  media: [],
  aliases: [],
})

describe('the signature of a simulated webhook', () => {
  it('of Twilio is the one its own library expects, for messages and statuses', () => {
    const emulator = emulatorOf(twilio, 'sms:+15550001111')
    const { authTokens } = emulator.config as { authTokens: [string] }
    const sent = {
      message: 'msg_1',
      from: 'sms:+15550001111',
      to: 'sms:+4915112345678',
      text: 'x',
    } as const
    for (const webhook of [
      emulator.inbound(actOf('sms')),
      emulator.receipt(sent, { status: 'delivered' }, NOW),
      emulator.receipt(sent, { status: 'failed', fault: 'opted_out' }, NOW),
    ]) {
      const { url, headers, body } = webhook ?? { url: '', headers: {}, body: '' }
      const params = Object.fromEntries(new URLSearchParams(body))
      const signature = (headers as Record<string, string>)['x-twilio-signature'] ?? ''
      expect(twilioLibrary.validateRequest(authTokens[0], signature, url, params)).toBe(true)
    }
  })

  it('of Meta is an HMAC over the posted bytes', async () => {
    const emulator = emulatorOf(meta, 'whatsapp:+15550001111')
    const { appSecrets } = emulator.config as { appSecrets: [string] }
    const { headers, body } = emulator.inbound(actOf('whatsapp'))
    const bytes = new TextEncoder()
    const algorithm = { name: 'HMAC', hash: 'SHA-256' }
    const key = await crypto.subtle.importKey(
      'raw',
      bytes.encode(appSecrets[0]),
      algorithm,
      false,
      ['verify'],
    )
    const [, hex = ''] = headers['x-hub-signature-256']?.split('=') ?? []
    const mac = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
    expect(await crypto.subtle.verify('HMAC', key, mac, bytes.encode(body))).toBe(true)
    // As Meta writes it: nothing but ASCII, and slashes escaped.
    expect(body).toMatch(/^[\x20-\x7e]*$/)
    expect(body).toContain('\\ud83d\\udc4b \\/ 100 % + 1')
  })

  it('of Telnyx is Ed25519 over the timestamp and the bytes', () => {
    const emulator = emulatorOf(telnyx, 'sms:+15550001111')
    const { publicKey } = emulator.config as { publicKey: string }
    const { headers, body } = emulator.inbound(actOf('sms'))
    const der = Buffer.concat([
      Buffer.from('302a300506032b6570032100', 'hex'),
      Buffer.from(publicKey, 'base64'),
    ])
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
    const signed = Buffer.from(`${headers['telnyx-timestamp']}|${body}`)
    const signature = Buffer.from(headers['telnyx-signature-ed25519'] ?? '', 'base64')
    expect(headers['telnyx-timestamp']).toBe(String(NOW / 1000))
    expect(verify(null, signed, key, signature)).toBe(true)
  })
})

describe.each([twilio, meta, telnyx])('the secrets of a simulated $name', (adapter) => {
  it('are new each time, and accepted by its own configuration', () => {
    const sender = adapter.emulator?.channels.includes('sms')
      ? 'sms:+15550001111'
      : 'whatsapp:+15550001111'
    const [one, other] = [emulatorOf(adapter, sender), emulatorOf(adapter, sender)]
    const secrets = [one, other].map(({ config }) => adapter.secrets(config))
    expect(secrets[0]).not.toEqual(secrets[1])
    expect(secrets[0]?.join('').length).toBeGreaterThanOrEqual(32)
    expect(adapter.sender?.safeParse(one.senderFields(sender)).success ?? true).toBe(true)
  })
})

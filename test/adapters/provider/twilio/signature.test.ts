import { createHash } from 'node:crypto'
import fc from 'fast-check'
import twilio from 'twilio'
import { describe, expect, test } from 'vitest'
import { readSigned, tokenKey } from '../../../../adapters/provider/twilio/signature.ts'
import { WebhookError } from '../../../../src/ports/errors.ts'
import type { Webhook } from '../../../../src/ports/side.ts'
import { ACCOUNT, webhookOf } from '../../../support/provider/twilio.ts'

const TOKENS = ACCOUNT.authTokens
const KEYS = TOKENS.map(tokenKey)
const FIELDS = { MessageSid: 'SM1', AccountSid: ACCOUNT.accountSid, Body: 'hello' }

const read = (webhook: Webhook) => readSigned(webhook, KEYS)
const codeOf = (webhook: Webhook): string => {
  try {
    read(webhook)
    return 'accepted'
  } catch (error) {
    return error instanceof WebhookError ? error.code : String(error)
  }
}
const withBody = (webhook: Webhook, body: string): Webhook => ({
  ...webhook,
  body: new TextEncoder().encode(body),
})

/** Any well-formed text: empty, spaces, `&=+%`, emoji, other scripts. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constant(''),
)
const fields = fc.dictionary(text, text, { maxKeys: 40 }).map((all) => ({ ...all }))

describe('compared with Twilio’s own library', () => {
  test('every signature it makes is accepted, with unchanged parameters', () => {
    fc.assert(
      fc.property(fields, fc.constantFrom(...TOKENS), (all, token) => {
        const { params } = read(webhookOf('messages', all, { token }))
        expect(Object.fromEntries(params)).toEqual(all)
      }),
      { numRuns: 1000 },
    )
  })

  test('whatever it refuses is refused', () => {
    const change = fc.record({ name: text, value: text })
    fc.assert(
      fc.property(fields, change, text, (all, { name, value }, signature) => {
        const webhook = webhookOf('messages', all)
        const changed = { ...all, [name]: value }
        const altered = withBody(webhook, new URLSearchParams(changed).toString())
        const header = webhook.headers.get('x-twilio-signature') ?? ''
        if (!twilio.validateRequest(TOKENS[0], header, webhook.url, changed))
          expect(codeOf(altered)).toBe('bad_signature')
        const headers = new Headers(webhook.headers)
        headers.set('x-twilio-signature', Buffer.from(signature).toString('base64') || 'x')
        expect(codeOf({ ...webhook, headers })).toBe('bad_signature')
      }),
      { numRuns: 500 },
    )
  })

  test.each([
    ['https://gate.example.com/a', 'https://gate.example.com:443/a'],
    ['https://gate.example.com:443/a', 'https://gate.example.com/a'],
    ['http://gate.example.com/a?b=c', 'http://gate.example.com:80/a?b=c'],
    ['https://gate.example.com:8443/a', 'https://gate.example.com/a'],
    ['https://gate.example.com:8443/a', 'https://gate.example.com:8443/a'],
    ['https://u:p@gate.example.com/a', 'https://u:p@gate.example.com:443/a'],
    ['https://[2001:db8::1]/a', 'https://[2001:db8::1]:443/a'],
    ['https://gate.example.com/a#rc=5&rp=all', 'https://gate.example.com/a'],
  ])('at %s a signature of %s is accepted', (url, signed) => {
    const webhook = { ...webhookOf('messages', FIELDS, { signedUrl: () => signed }), url }
    expect(codeOf(webhook)).toBe('accepted')
    const header = webhook.headers.get('x-twilio-signature') ?? ''
    expect(twilio.validateRequest(TOKENS[0], header, url.replace(/#.*/, ''), FIELDS)).toBe(true)
  })

  test.each([
    'http://gate.example.com/webhooks/acme-twilio/messages',
    'https://evil.example.com/webhooks/acme-twilio/messages',
    'https://gate.example.com/webhooks/acme-twilio/messages?x=1',
    'https://gate.example.com/webhooks/other/messages',
  ])('a signature for %s is refused', (signed) => {
    expect(codeOf(webhookOf('messages', FIELDS, { signedUrl: () => signed }))).toBe('bad_signature')
  })

  test('a GET carries its parameters in the signed URL', () => {
    const query = `?${new URLSearchParams({ ...FIELDS, Body: 'a+b c&d é' })}`
    const webhook = {
      ...webhookOf('messages', {}, { query }),
      method: 'GET',
      body: new Uint8Array(),
    }
    expect(read(webhook).params.get('Body')).toBe('a+b c&d é')
    expect(
      codeOf({ ...webhook, url: webhook.url.replace('hello', 'jello').replace('a%2Bb', 'a%2Bc') }),
    ).toBe('bad_signature')
  })

  test('a JSON body is covered by bodySHA256 in the signed URL', () => {
    const body = JSON.stringify({ ...FIELDS, Body: 'ünï', nested: { a: 1 } })
    const hash = createHash('sha256').update(body).digest('hex')
    const signed = withBody(webhookOf('messages', {}, { query: `?bodySHA256=${hash}` }), body)
    const headers = new Headers(signed.headers)
    headers.set('content-type', 'application/json')
    const webhook = { ...signed, headers }
    expect(read(webhook).params.get('Body')).toBe('ünï')
    const header = headers.get('x-twilio-signature') ?? ''
    expect(twilio.validateRequestWithBody(TOKENS[0], header, webhook.url, body)).toBe(true)
    expect(codeOf(withBody(webhook, body.replace('hello', 'jello').replace('ü', 'u')))).toBe(
      'bad_signature',
    )
    expect(codeOf({ ...withBody(webhookOf('messages', {}), body), headers })).toBe('bad_signature')
  })
})

describe('stricter than Twilio’s library', () => {
  test('a repeated parameter is malformed, although its signature is valid', () => {
    const webhook = webhookOf('messages', FIELDS)
    const twice = `${new TextDecoder().decode(webhook.body)}&Body=hello`
    const header = webhook.headers.get('x-twilio-signature') ?? ''
    const seen = { ...FIELDS, Body: ['hello', 'hello'] }
    expect(twilio.validateRequest(TOKENS[0], header, webhook.url, seen)).toBe(true)
    expect(codeOf(withBody(webhook, twice))).toBe('malformed')
  })

  test('257 parameters and 64 KiB + 1 are too large, before anything is parsed', () => {
    const many = Array.from({ length: 257 }, (_, i) => `p${i}=`).join('&')
    const webhook = webhookOf('messages', FIELDS)
    expect(codeOf(withBody(webhook, many))).toBe('too_large')
    expect(codeOf(withBody(webhook, `Body=${'x'.repeat(65_532)}`))).toBe('too_large')
    expect(codeOf({ ...webhook, url: `${webhook.url}?${many}` })).toBe('too_large')
    const fields = Object.fromEntries(Array.from({ length: 256 }, (_, i) => [`p${i}`, '']))
    expect(codeOf(webhookOf('messages', fields))).toBe('accepted')
  })

  test('another content type or method, or text that is not UTF-8, is malformed', () => {
    const webhook = webhookOf('messages', FIELDS)
    const headers = new Headers(webhook.headers)
    headers.set('content-type', 'multipart/form-data')
    expect(codeOf({ ...webhook, headers })).toBe('malformed')
    expect(codeOf({ ...webhook, method: 'PUT' })).toBe('malformed')
    expect(codeOf(withBody(webhook, 'Body=%FF'))).toBe('malformed')
  })

  test('a token removed from the configuration is refused', () => {
    const webhook = webhookOf('messages', FIELDS, { token: TOKENS[1] })
    expect(readSigned(webhook, KEYS).params.get('Body')).toBe('hello')
    expect(() => readSigned(webhook, KEYS.slice(0, 1))).toThrow(WebhookError)
    expect(() => readSigned(webhook, [])).toThrow(WebhookError)
  })
})

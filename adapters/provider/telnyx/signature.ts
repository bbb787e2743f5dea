/** Verifies Telnyx's webhooks: https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks */

import type { Instant } from '../../../src/core/model/contact.ts'
import { WebhookError } from '../../../src/ports/errors.ts'
import type { Webhook } from '../../../src/ports/side.ts'

const MAX_AGE_S = 300
const KEY_BYTES = 32
/** The prefix of such a key's DER form (SPKI), which people paste too. */
const SPKI_PREFIX = '302a300506032b6570032100'
/** 64 bytes in standard base64; other lengths must not reach the crypto of every runtime. */
const SIGNATURE = /^[A-Za-z0-9+/]{86}==$/
const SECONDS = /^\d{1,12}$/
const bytes = new TextEncoder()

/** The 32 bytes of a public key; undefined for other text. */
export const keyBytes = (text: string): Uint8Array<ArrayBuffer> | undefined => {
  const base64 = text.trim()
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) return undefined
  const all = fromBase64(base64)
  const isSpki = all.length === KEY_BYTES + 12 && toHex(all.subarray(0, 12)) === SPKI_PREFIX
  const key = isSpki ? all.slice(12) : all
  // All zeros is a placeholder, and a point for which signatures can be forged.
  return key.length === KEY_BYTES && key.some((byte) => byte !== 0) ? key : undefined
}

/** A check with these keys: passes or throws `WebhookError`. WebCrypto, so that it runs on Workers too. */
export const createVerifier = (
  publicKey: string | readonly string[],
): ((webhook: Webhook) => Promise<void>) => {
  const texts = typeof publicKey === 'string' ? [publicKey] : publicKey
  const raw = texts.map((text) => {
    const key = keyBytes(text)
    if (!key) throw new Error('telnyx: publicKey is not an Ed25519 key')
    return key
  })
  let imported: Promise<readonly CryptoKey[]> | undefined
  return async ({ headers, body, at }) => {
    const timestamp = headers.get('telnyx-timestamp') ?? ''
    const signature = headers.get('telnyx-signature-ed25519') ?? ''
    if (!SIGNATURE.test(signature))
      throw new WebhookError('bad_signature', 'telnyx-signature-ed25519 is missing or no signature')
    if (!isRecent(timestamp, at))
      throw new WebhookError('bad_signature', 'telnyx-timestamp is missing or not recent')
    imported ??= Promise.all(raw.map(importKey))
    // Bytes, not text: a body that isn't UTF-8 is signed too.
    const signed = join(bytes.encode(`${timestamp}|`), body)
    const given = fromBase64(signature)
    for (const key of await imported)
      if (await crypto.subtle.verify('Ed25519', key, given, signed)) return
    throw new WebhookError('bad_signature', 'telnyx-signature-ed25519 does not match')
  }
}

const importKey = (key: Uint8Array<ArrayBuffer>): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', key, { name: 'Ed25519' }, false, ['verify'])

/** In whole seconds, as Telnyx counts them. */
const isRecent = (timestamp: string, at: Instant): boolean =>
  SECONDS.test(timestamp) && Math.abs(Number(timestamp) - Math.floor(at / 1000)) <= MAX_AGE_S

const join = (head: Uint8Array, tail: Uint8Array): Uint8Array<ArrayBuffer> => {
  const all = new Uint8Array(head.length + tail.length)
  all.set(head)
  all.set(tail, head.length)
  return all
}

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (char) => char.charCodeAt(0))

const toHex = (part: Uint8Array): string =>
  [...part].map((byte) => byte.toString(16).padStart(2, '0')).join('')

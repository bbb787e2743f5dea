/** Verifies HighLevel's webhooks: https://marketplace.gohighlevel.com/docs/webhook/WebhookIntegrationGuide */

import { WebhookError } from '../../../../src/ports/errors.ts'

const KEY_BYTES = 32
/** The prefix of such a key's DER form (SPKI). */
const SPKI_PREFIX = '302a300506032b6570032100'
/** 64 bytes in standard base64. */
const SIGNATURE = /^[A-Za-z0-9+/]{86}==$/
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

/** The 32 bytes of a public key in PEM, SPKI as base64, or 32 bytes as base64 or hex; undefined for other text. */
export const keyBytes = (text: string): Uint8Array<ArrayBuffer> | undefined => {
  const bare = text.replace(/-----[A-Z ]+-----/g, '').replace(/\s/g, '')
  const all = /^[0-9a-f]{64}$/i.test(bare) ? fromHex(bare) : fromBase64(bare)
  if (!all) return undefined
  const isSpki = all.length === KEY_BYTES + 12 && toHex(all.subarray(0, 12)) === SPKI_PREFIX
  const key = isSpki ? all.slice(12) : all
  // All zeros is a placeholder, and a point for which signatures can be forged.
  return key.length === KEY_BYTES && key.some((byte) => byte !== 0) ? key : undefined
}

/**
 * A check with this key: passes or throws `WebhookError`. `N/A` is HighLevel's word for unsigned; the retired
 * `X-WH-Signature` counts for nothing.
 */
export const createVerifier = (
  publicKey: string,
): ((headers: Headers, body: Uint8Array) => Promise<void>) => {
  const bytes = keyBytes(publicKey)
  if (!bytes) throw new Error('publicKey is not an Ed25519 public key')
  let imported: Promise<CryptoKey> | undefined
  return async (headers, body) => {
    const signature = headers.get('x-ghl-signature')?.trim() ?? ''
    if (!SIGNATURE.test(signature))
      throw new WebhookError('bad_signature', 'x-ghl-signature is missing or malformed')
    imported ??= crypto.subtle.importKey('raw', bytes, { name: 'Ed25519' }, false, ['verify'])
    const given = fromBase64(signature) ?? new Uint8Array()
    const signed = Uint8Array.from(body)
    if (await crypto.subtle.verify('Ed25519', await imported, given, signed)) return
    throw new WebhookError('bad_signature', 'x-ghl-signature does not match')
  }
}

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> | undefined => {
  if (!BASE64.test(text) || text.length % 4 !== 0) return undefined
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
}

const fromHex = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: text.length / 2 }, (_, i) =>
    Number.parseInt(text.slice(2 * i, 2 * i + 2), 16),
  )

const toHex = (part: Uint8Array): string =>
  [...part].map((byte) => byte.toString(16).padStart(2, '0')).join('')

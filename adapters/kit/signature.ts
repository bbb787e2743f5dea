/** Checks signatures: whether two are the same, and Ed25519. */

import { timingSafeEqual } from 'node:crypto'

/** Compares two texts. The time taken reveals at most their lengths. */
export const isSame = (given: string, expected: string): boolean => {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)]
  return left.length === right.length && timingSafeEqual(left, right)
}

const KEY_BYTES = 32
/** The prefix of such a key's DER form (SPKI), which people paste too. */
const SPKI_PREFIX = '302a300506032b6570032100'
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

/** 64 bytes in standard base64; other lengths must not reach the crypto of every runtime. */
export const ED25519_SIGNATURE = /^[A-Za-z0-9+/]{86}==$/

/** The 32 bytes of a public key in PEM, SPKI as base64, or 32 bytes as base64 or hex; undefined for other text. */
export const ed25519Key = (text: string): Uint8Array<ArrayBuffer> | undefined => {
  const bare = text.replace(/-----[A-Z ]+-----/g, '').replace(/\s/g, '')
  const isHex = /^[0-9a-f]{64}$/i.test(bare)
  if (!isHex && (!BASE64.test(bare) || bare.length % 4 !== 0)) return undefined
  const all = Buffer.from(bare, isHex ? 'hex' : 'base64')
  const isSpki = all.length === KEY_BYTES + 12 && all.toString('hex').startsWith(SPKI_PREFIX)
  const key = Uint8Array.from(isSpki ? all.subarray(12) : all)
  // All zeros is a placeholder, and a point for which signatures can be forged.
  return key.length === KEY_BYTES && key.some((byte) => byte !== 0) ? key : undefined
}

/**
 * A check whether one of these keys made a signature. WebCrypto, so that it runs on Workers too.
 *
 * @example const isSigned = createEd25519Check(keys); if (!(await isSigned(signature, body))) throw …
 */
export const createEd25519Check = (
  publicKeys: readonly string[],
): ((signature: string, signed: Uint8Array) => Promise<boolean>) => {
  const keys = publicKeys.map((text) => {
    const key = ed25519Key(text)
    if (!key) throw new Error('publicKey is not an Ed25519 public key')
    return key
  })
  let imported: Promise<readonly CryptoKey[]> | undefined
  return async (signature, signed) => {
    imported ??= Promise.all(keys.map(importKey))
    const [given, bytes] = [Buffer.from(signature, 'base64'), Uint8Array.from(signed)]
    for (const key of await imported)
      if (await crypto.subtle.verify('Ed25519', key, given, bytes)) return true
    return false
  }
}

const importKey = (key: Uint8Array<ArrayBuffer>): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', key, { name: 'Ed25519' }, false, ['verify'])

/** Encrypts texts under our secret, each for one purpose. */

import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

const IV_BYTES = 12
const TAG_BYTES = 16

export type Seal = {
  close(text: string): string
  /** The text, or undefined if it was sealed under another secret, for another purpose, or changed. */
  open(sealed: string): string | undefined
}

/**
 * The secret has several uses: a text sealed for one purpose can't be opened for another. The first
 * secret seals; texts sealed under former ones can still be opened.
 *
 * @example const { close, open } = createSeal([secret], 'vault')
 */
export const createSeal = (secrets: readonly string[], purpose: string): Seal => {
  const keys = secrets.map((secret) =>
    createHmac('sha256', secret).update(`seal ${purpose}`).digest(),
  )
  const [key] = keys
  if (!key) throw new Error('sealing needs a secret')
  return {
    close: (text) => {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')
    },
    open: (sealed) => {
      const all = Buffer.from(sealed, 'base64url')
      if (all.length < IV_BYTES + TAG_BYTES) return undefined
      for (const one of keys) {
        const text = decrypt(one, all)
        if (text !== undefined) return text
      }
      return undefined
    },
  }
}

const decrypt = (key: Buffer, all: Buffer): string | undefined => {
  const decipher = createDecipheriv('aes-256-gcm', key, all.subarray(0, IV_BYTES))
  decipher.setAuthTag(all.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  try {
    const body = all.subarray(IV_BYTES + TAG_BYTES)
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

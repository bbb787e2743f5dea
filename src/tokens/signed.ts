/** Signed texts: a claim and its tag under our secret. */

import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'

export type Signer = {
  /** The claim, which anybody can read, with its tag. */
  sign(claim: unknown): string
  /** The claim, or undefined when the tag is not ours. */
  read(text: string): unknown
}

/** The secret has several uses: a tag for one purpose is invalid for another. */
export const createSigner = (secret: string, purpose: string): Signer => {
  const key = createSecretKey(createHmac('sha256', secret).update(purpose).digest())
  const tagOf = (claim: string) => createHmac('sha256', key).update(claim).digest('base64url')
  return {
    sign: (value) => {
      const claim = Buffer.from(JSON.stringify(value)).toString('base64url')
      return `${claim}.${tagOf(claim)}`
    },
    read: (text) => {
      const [claim = '', tag = '', ...more] = text.split('.')
      // Compared as written: base64 has several spellings of the same bytes.
      const given = Buffer.from(tag)
      const expected = Buffer.from(tagOf(claim))
      if (more.length > 0 || given.length !== expected.length) return undefined
      if (!timingSafeEqual(given, expected)) return undefined
      return JSON.parse(Buffer.from(claim, 'base64url').toString())
    },
  }
}

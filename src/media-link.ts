/** Expiring links to inbound files on our own host, bound to one file of one message. */

import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import type { Instant } from './core/contact.ts'

const TTL_MS = 15 * 60_000

/** Which file a link leads to. */
export type MediaRef = {
  readonly organisation: string
  readonly message: string
  readonly index: number
}

export type MediaLinks = {
  make(organisation: string, message: string, index: number, at: Instant): string
  /** What a token stands for, or undefined when it is not ours or has expired. */
  read(token: string, at: Instant): MediaRef | undefined
}

/** Links `{publicUrl}/media/{token}`, good for 15 minutes. */
export const createMediaLinks = ({
  publicUrl,
  secret,
  ttlMs = TTL_MS,
}: {
  readonly publicUrl: string
  readonly secret: string
  readonly ttlMs?: number
}): MediaLinks => {
  // The secret has other uses: a tag made for one of them must mean nothing here.
  const key = createSecretKey(createHmac('sha256', secret).update('media links').digest())
  const sign = (claim: string) => createHmac('sha256', key).update(claim).digest('base64url')
  return {
    make: (organisation, message, index, at) => {
      const fields = [organisation, message, index, at + ttlMs]
      const claim = Buffer.from(JSON.stringify(fields)).toString('base64url')
      return `${publicUrl}/media/${claim}.${sign(claim)}`
    },
    read: (token, at) => {
      const [claim = '', tag = '', ...more] = token.split('.')
      // Compared as written: base64 has several spellings of the same bytes.
      const given = Buffer.from(tag)
      const expected = Buffer.from(sign(claim))
      if (more.length > 0 || given.length !== expected.length) return undefined
      if (!timingSafeEqual(given, expected)) return undefined
      const [organisation, message, index, expiresAt] = JSON.parse(
        Buffer.from(claim, 'base64url').toString(),
      ) as [string, string, number, Instant]
      return at < expiresAt ? { organisation, message, index } : undefined
    },
  }
}

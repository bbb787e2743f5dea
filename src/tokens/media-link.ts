/** Expiring links to inbound files on our own host, bound to one file of one message. */

import type { Instant } from '../core/model/contact.ts'
import { createSigner } from './signed.ts'

const TTL_MS = 15 * 60_000

/** The file of a link. */
export type MediaRef = {
  readonly organisation: string
  readonly message: string
  readonly index: number
}

export type MediaLinks = {
  make(organisation: string, message: string, index: number, at: Instant): string
  /** The token's claim, or undefined if the token is invalid or expired. */
  read(token: string, at: Instant): MediaRef | undefined
}

/**
 * Links `{publicUrl}/media/{token}`, good for 15 minutes.
 *
 * @example createMediaLinks({ publicUrl, secret }).make('acme', 'msg_1', 0, at) // for 15 minutes
 */
export const createMediaLinks = ({
  publicUrl,
  secret,
  ttlMs = TTL_MS,
}: {
  readonly publicUrl: string
  readonly secret: string
  readonly ttlMs?: number
}): MediaLinks => {
  const signer = createSigner(secret, 'media links')
  return {
    make: (organisation, message, index, at) =>
      `${publicUrl}/media/${signer.sign([organisation, message, index, at + ttlMs])}`,
    read: (token, at) => {
      const claim = signer.read(token) as [string, string, number, Instant] | undefined
      if (!claim) return undefined
      const [organisation, message, index, expiresAt] = claim
      return at < expiresAt ? { organisation, message, index } : undefined
    },
  }
}

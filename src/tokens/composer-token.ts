/** Short-lived tokens for the composer in a CRM's page: for one agent and one contact, in one line. */

import type { Address } from '../core/model/address.ts'
import type { Instant } from '../core/model/contact.ts'
import { createSigner } from './signed.ts'

const TTL_MS = 15 * 60_000
const PREFIX = 'composer_'

/** The rights of a token. */
export type Grant = {
  readonly organisation: string
  /** The sender; others of its line may be used too. */
  readonly from: Address
  readonly to: Address
  readonly agent: string
  readonly expiresAt: Instant
}

export type ComposerTokens = {
  make(grant: Omit<Grant, 'expiresAt'>, at: Instant): { token: string; expiresAt: Instant }
  /** `expired` once it was ours; undefined when it never was. */
  read(token: string, at: Instant): Grant | 'expired' | undefined
}

/**
 * Tokens that are good for 15 minutes.
 *
 * @example createComposerTokens(secret).make({ organisation, from, to, agent }, at).token
 */
export const createComposerTokens = (secret: string): ComposerTokens => {
  const signer = createSigner(secret, 'composer tokens')
  return {
    make: ({ organisation, from, to, agent }, at) => {
      const expiresAt = at + TTL_MS
      const token = PREFIX + signer.sign([organisation, from, to, agent, expiresAt])
      return { token, expiresAt }
    },
    read: (token, at) => {
      if (!token.startsWith(PREFIX)) return undefined
      const claim = signer.read(token.slice(PREFIX.length))
      if (!claim) return undefined
      const [organisation, from, to, agent, expiresAt] = claim as [
        string,
        Address,
        Address,
        string,
        Instant,
      ]
      return at < expiresAt ? { organisation, from, to, agent, expiresAt } : 'expired'
    },
  }
}

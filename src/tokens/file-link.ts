/** Links to files that agents uploaded: for the provider who fetches one, and for the thread. */

import type { Instant } from '../core/model/contact.ts'
import { FILES_KEPT_MS } from '../core/model/message/upload.ts'
import { createSigner } from './signed.ts'

export type FileRef = { readonly organisation: string; readonly id: string }

export type FileLinks = {
  make(file: FileRef, at: Instant): string
  /** The token's file, or undefined if the token is invalid or expired. */
  read(token: string, at: Instant): FileRef | undefined
}

/**
 * Links `{publicUrl}/files/{token}`, good for as long as files are kept.
 *
 * @example createFileLinks(publicUrl, secret).make({ organisation, id }, at)
 */
export const createFileLinks = (publicUrl: string, secret: string): FileLinks => {
  const signer = createSigner(secret, 'file links')
  return {
    make: ({ organisation, id }, at) =>
      `${publicUrl}/files/${signer.sign([organisation, id, at + FILES_KEPT_MS])}`,
    read: (token, at) => {
      const claim = signer.read(token) as [string, string, Instant] | undefined
      if (!claim) return undefined
      const [organisation, id, expiresAt] = claim
      return at < expiresAt ? { organisation, id } : undefined
    },
  }
}

/** Verifies Telnyx's webhooks: https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks */

import type { Instant } from '../../../src/core/model/contact.ts'
import { WebhookError } from '../../../src/ports/errors.ts'
import type { Webhook } from '../../../src/ports/side.ts'
import { createEd25519Check, ED25519_SIGNATURE } from '../../kit/signature.ts'

const MAX_AGE_S = 300
const SECONDS = /^\d{1,12}$/

/** A check with these keys: passes or throws `WebhookError`. */
export const createVerifier = (
  publicKey: string | readonly string[],
): ((webhook: Webhook) => Promise<void>) => {
  const isSigned = createEd25519Check(typeof publicKey === 'string' ? [publicKey] : publicKey)
  return async ({ headers, body, at }) => {
    const timestamp = headers.get('telnyx-timestamp') ?? ''
    const signature = headers.get('telnyx-signature-ed25519') ?? ''
    if (!ED25519_SIGNATURE.test(signature))
      throw new WebhookError('bad_signature', 'telnyx-signature-ed25519 is missing or no signature')
    if (!isRecent(timestamp, at))
      throw new WebhookError('bad_signature', 'telnyx-timestamp is missing or not recent')
    // Bytes, not text: a body that isn't UTF-8 is signed too.
    if (!(await isSigned(signature, Buffer.concat([Buffer.from(`${timestamp}|`), body]))))
      throw new WebhookError('bad_signature', 'telnyx-signature-ed25519 does not match')
  }
}

/** In whole seconds, as Telnyx counts them. */
const isRecent = (timestamp: string, at: Instant): boolean =>
  SECONDS.test(timestamp) && Math.abs(Number(timestamp) - Math.floor(at / 1000)) <= MAX_AGE_S

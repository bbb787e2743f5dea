/** Verifies HighLevel's webhooks: https://marketplace.gohighlevel.com/docs/webhook/WebhookIntegrationGuide */

import { WebhookError } from '../../../../src/ports/errors.ts'
import { createEd25519Check, ED25519_SIGNATURE } from '../../../kit/signature.ts'

/**
 * A check with this key: passes or throws `WebhookError`. `N/A` is HighLevel's word for unsigned; the retired
 * `X-WH-Signature` counts for nothing.
 */
export const createVerifier = (
  publicKey: string,
): ((headers: Headers, body: Uint8Array) => Promise<void>) => {
  const isSigned = createEd25519Check([publicKey])
  return async (headers, body) => {
    const signature = headers.get('x-ghl-signature')?.trim() ?? ''
    if (!ED25519_SIGNATURE.test(signature))
      throw new WebhookError('bad_signature', 'x-ghl-signature is missing or malformed')
    if (!(await isSigned(signature, body)))
      throw new WebhookError('bad_signature', 'x-ghl-signature does not match')
  }
}

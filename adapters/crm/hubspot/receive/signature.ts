/** HubSpot's signature, version 3: https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation */

import { createHmac } from 'node:crypto'
import { WebhookError } from '../../../../src/ports/errors.ts'
import type { Webhook } from '../../../../src/ports/side.ts'
import { isSame } from '../../../kit/signature.ts'

const TOLERANCE_MS = 300_000

/**
 * Checks method, public URL, raw body and time. Version 1, which app webhooks also carry, has no time in it
 * and is ignored. Throws `WebhookError`.
 */
export const verifySignature = (
  secret: string,
  { method, url, headers, body, at }: Pick<Webhook, 'method' | 'url' | 'headers' | 'body' | 'at'>,
): void => {
  const timestamp = headers.get('x-hubspot-request-timestamp') ?? ''
  const expected = createHmac('sha256', secret)
    .update(`${method}${url}`)
    .update(body)
    // As sent: converted to a number, it could change its form.
    .update(timestamp)
    .digest('base64')
  if (!isSame(headers.get('x-hubspot-signature-v3') ?? '', expected))
    throw new WebhookError('bad_signature', 'x-hubspot-signature-v3 does not match')
  if (!/^\d{1,15}$/.test(timestamp) || Math.abs(at - Number(timestamp)) > TOLERANCE_MS)
    throw new WebhookError(
      'bad_signature',
      'x-hubspot-request-timestamp is more than five minutes off',
    )
}

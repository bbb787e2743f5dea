/** Verifies Meta's webhooks: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint */

import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { WebhookError } from '../../../src/ports/errors.ts'
import type { Webhook, WebhookAnswer } from '../../../src/ports/side.ts'
import { isSame } from '../../kit/signature.ts'

/** An app secret, imported for verifying. */
export const secretKey = (secret: string): KeyObject => createSecretKey(secret, 'utf8')

/**
 * Throws unless one of the secrets signed these exact bytes. Meta escapes all but ASCII before it signs, so
 * JSON that was parsed and written again has a different signature.
 */
export const verifySignature = ({ headers, body }: Webhook, keys: readonly KeyObject[]): void => {
  const header = headers.get('x-hub-signature-256')
  if (!header) throw new WebhookError('bad_signature', 'there is no X-Hub-Signature-256')
  if (!/^sha256=[0-9a-f]{64}$/.test(header))
    throw new WebhookError('bad_signature', 'X-Hub-Signature-256 is not sha256=…')
  const signed = keys.map((key) => `sha256=${createHmac('sha256', key).update(body).digest('hex')}`)
  if (!signed.some((one) => isSame(header, one)))
    throw new WebhookError('bad_signature', 'X-Hub-Signature-256 does not match')
}

/** Longer than any challenge seen. */
const MAX_CHALLENGE = 1024

/** Echoes the challenge byte for byte if the verify token matches. Meta doesn't sign this request. */
export const answerHandshake = (url: string, verifyToken: string): WebhookAnswer => {
  const query = new URL(url).searchParams
  const challenge = query.get('hub.challenge')
  if (query.get('hub.mode') !== 'subscribe' || !challenge || challenge.length > MAX_CHALLENGE)
    throw new WebhookError('bad_signature', 'not a subscription with a challenge')
  if (!isSame(query.get('hub.verify_token') ?? '', verifyToken))
    throw new WebhookError('bad_signature', 'hub.verify_token does not match')
  const headers = { 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' }
  return { status: 200, headers, body: challenge }
}

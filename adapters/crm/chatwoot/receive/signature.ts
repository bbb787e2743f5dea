/** Verifies webhooks: https://www.chatwoot.com/hc/user-guide/articles/1677693021-how-to-use-webhooks */

import { createHmac } from 'node:crypto'
import type { Instant } from '../../../../src/core/model/contact.ts'
import { WebhookError } from '../../../../src/ports/errors.ts'
import { isSame } from '../../../kit/signature.ts'
import { type ChatwootConfig, inboxOf } from '../config.ts'

const TOLERANCE_S = 300

/** What a signature proves: the event is from any inbox, or from this one. */
export type Proof = { readonly inbox?: number }

type Key = Proof & { readonly secret: string }

/** The secrets of a connection: the account's, then each inbox's. */
export const keysOf = ({ webhookSecret, inboxes }: ChatwootConfig): readonly Key[] => [
  ...(webhookSecret === undefined ? [] : [{ secret: webhookSecret }]),
  ...Object.values(inboxes).flatMap((one) => {
    const { id, webhookSecret: secret } = inboxOf(one)
    return secret === undefined ? [] : [{ inbox: id, secret }]
  }),
]

/** `sha256=` and the HMAC of `{timestamp}.{body}` in lower-case hex. */
export const sign = (secret: string, timestamp: string, body: string | Uint8Array): string =>
  `sha256=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`

/**
 * Verifies the webhook's signature. Throws `WebhookError`. A token in the address only counts without a
 * configured secret: a server that signs must not fall back to it.
 */
export const verify = (
  keys: readonly Key[],
  urlToken: string | undefined,
  { headers, url, body, at }: Request,
): Proof => {
  if (keys.length === 0) {
    const given = new URL(url).searchParams.get('token') ?? ''
    if (urlToken === undefined || !isSame(given, urlToken))
      throw new WebhookError('bad_signature', 'the token in the address does not match')
    return {}
  }
  const timestamp = headers.get('x-chatwoot-timestamp') ?? ''
  const given = headers.get('x-chatwoot-signature') ?? ''
  // Compare all of them, so that timing doesn't reveal which one matched.
  const matching = keys.filter(({ secret }) => isSame(given, sign(secret, timestamp, body)))
  const [key] = matching
  if (!key) throw new WebhookError('bad_signature', 'x-chatwoot-signature does not match')
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(at / 1000 - Number(timestamp)) > TOLERANCE_S)
    throw new WebhookError('bad_signature', 'the timestamp is more than five minutes off')
  return key.inbox === undefined ? {} : { inbox: key.inbox }
}

type Request = {
  readonly headers: Headers
  readonly url: string
  readonly body: Uint8Array
  readonly at: Instant
}

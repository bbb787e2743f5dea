/** Signing and verifying: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */

import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import type { Instant } from '../../../src/core/model/contact.ts'
import { WebhookError } from '../../../src/ports/errors.ts'
import { isSame } from '../../kit/signature.ts'

const PREFIX = 'whsec_'
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/
const MIN_KEY_BYTES = 24
const TOLERANCE_S = 300
/** Two while the sender changes secrets. */
const MAX_SIGNATURES = 8

/** `whsec_` and base64, as every Standard Webhooks library reads it. Throws, and says how to make one. */
export const parseSecret = (secret: string): KeyObject => {
  const encoded = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : ''
  const key = Buffer.from(BASE64.test(encoded) ? encoded : '', 'base64')
  if (key.length < MIN_KEY_BYTES)
    throw new Error(
      `expected whsec_ and ${MIN_KEY_BYTES} bytes or more in base64; ` +
        'make one with `echo whsec_$(openssl rand -base64 32)`',
    )
  // Imported once: from bytes, each signature would import the key again and take five times as long.
  return createSecretKey(key)
}

/** The three headers; with two keys, `webhook-signature` contains both signatures. */
export const signHeaders = (
  keys: readonly KeyObject[],
  { id, at, body }: { readonly id: string; readonly at: Instant; readonly body: string },
): Record<string, string> => {
  const timestamp = String(Math.floor(at / 1000))
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': keys.map((key) => sign(key, id, timestamp, body)).join(' '),
  }
}

/** The id of a webhook signed with one of the keys within five minutes. Throws `WebhookError`. */
export const verifyHeaders = (
  keys: readonly KeyObject[],
  headers: Headers,
  body: Uint8Array,
  at: Instant,
): string => {
  const id = headers.get('webhook-id') ?? ''
  const timestamp = headers.get('webhook-timestamp') ?? ''
  const given = (headers.get('webhook-signature') ?? '').split(' ').slice(0, MAX_SIGNATURES)
  const expected = keys.map((key) => sign(key, id, timestamp, body))
  if (!given.some((signature) => expected.some((own) => isSame(signature, own))))
    throw new WebhookError('bad_signature', 'no signature matches')
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(at / 1000 - Number(timestamp)) > TOLERANCE_S)
    throw new WebhookError('bad_signature', 'the timestamp is more than five minutes off')
  if (!/^[\w.:~-]{1,150}$/.test(id))
    throw new WebhookError('malformed', 'webhook-id: expected up to 150 of A-Z a-z 0-9 _ - . : ~')
  return id
}

const sign = (key: KeyObject, id: string, timestamp: string, body: string | Uint8Array): string =>
  `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`

/** Receives HighLevel's posts: agents' messages (Deliveries) and changes to contacts (events). */

import { WebhookError } from '../../../../src/ports/errors.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Received, Webhook } from '../../../../src/ports/side.ts'
import { isObject, parseWebhook } from '../../../kit/json.ts'
import type { Context } from '../context.ts'
import { deliverySchema, readDelivery } from './delivery.ts'
import { readEvent } from './events.ts'

type Verify = (headers: Headers, body: Uint8Array) => Promise<void>

/** HighLevel waits five seconds and only reads the status. */
const ANSWER = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{}',
} as const

/** Verifies, then reads. Requests that aren't for us are acknowledged. */
export const receive = async (
  context: Context,
  verify: Verify,
  webhook: Webhook,
  http: Http,
): Promise<Received> => {
  // A browser, or HighLevel's check that the address exists.
  if (webhook.method !== 'POST')
    throw new WebhookError('bad_signature', 'x-ghl-signature is missing or malformed')
  await verify(webhook.headers, webhook.body)
  const json = parseWebhook(webhook.body)
  if (!isObject(json)) throw new WebhookError('malformed', 'expected a JSON object')
  if (json.locationId !== context.config.locationId) return ignored('another_location')
  const delivery = deliverySchema.safeParse(json)
  const received = delivery.success
    ? await readDelivery(context, delivery.data, webhook, http)
    : await readEvent(context, json, webhook, http)
  return { answer: ANSWER, ...received }
}

const ignored = (what: string): Received => ({
  inputs: [],
  answer: ANSWER,
  ignored: [what.replace(/[^\w .-]/g, '?').slice(0, 80)],
})

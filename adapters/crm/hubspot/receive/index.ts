/** Receives HubSpot's posts at one address: channel events, and the app's subscriptions as a list. */

import { WebhookError } from '../../../../src/ports/errors.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Received, Webhook } from '../../../../src/ports/side.ts'
import { isObject, type Json, parseWebhook } from '../../../kit/json.ts'
import type { Context } from '../context.ts'
import { readChannelEvent } from './channel.ts'
import { verifySignature } from './signature.ts'
import { readSubscription } from './subscriptions.ts'

/** HubSpot only reads the status. */
const ANSWER = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{}',
} as const

const MAX_EVENTS = 200

/** Verifies, then reads. Requests that aren't for us are acknowledged. */
export const receive = async (
  context: Context,
  webhook: Webhook,
  http: Http,
): Promise<Received> => {
  if (webhook.method !== 'POST') throw new WebhookError('bad_signature', 'expected a signed POST')
  verifySignature(context.config.clientSecret, webhook)
  const inputs = []
  const ignored = []
  const erased = []
  for (const event of readEvents(webhook.body)) {
    const read =
      'subscriptionType' in event
        ? await readSubscription(context, event, webhook.at, http)
        : await readChannelEvent(context, event, webhook.at, http)
    inputs.push(...read.inputs)
    ignored.push(...(read.ignored ?? []))
    erased.push(...(read.erased ?? []))
  }
  return {
    inputs,
    answer: ANSWER,
    ...(ignored.length > 0 && { ignored }),
    ...(erased.length > 0 && { erased }),
  }
}

const readEvents = (body: Uint8Array): readonly Json[] => {
  const json = parseWebhook(body)
  const events: readonly unknown[] = Array.isArray(json) ? json : [json]
  if (events.length > MAX_EVENTS)
    throw new WebhookError('malformed', `expected at most ${MAX_EVENTS} events`)
  if (!events.every(isObject))
    throw new WebhookError('malformed', 'expected an event, or a list of events')
  return events
}

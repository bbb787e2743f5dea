/** Any CRM that takes signed events over HTTP: docs/crm-webhook.md, https://www.standardwebhooks.com */

import type { Instant } from '../../src/core/contact.ts'
import { type Crm, type Http, type HttpAnswer, HttpError, type Outcome } from '../../src/port.ts'
import { type Json, wireTell } from '../../src/wire.ts'
import { diagnose } from './webhook-diagnosis.ts'
import { parseSend } from './webhook-send.ts'
import { parseSecret, signHeaders, verifyHeaders } from './webhook-signature.ts'

const TIMEOUT_MS = 15_000
const MAX_ANSWER_BYTES = 65_536

export type WebhookCrmOptions = {
  /** The connection's name. */
  readonly connection: string
  readonly url: string
  readonly secret: string
  /** The former secret: events carry a signature of each, and what comes may carry either. */
  readonly previousSecret?: string | undefined
  readonly allowPrivate: boolean
  /** A link to inbound file number `index` that works for a while from `at`. */
  readonly media: (organisation: string, message: string, index: number, at: Instant) => string
}

/** Posts every event, and takes `message.send`. */
export const createWebhookCrm = (options: WebhookCrmOptions): Crm => {
  const { connection, url, allowPrivate, media } = options
  const secrets = [options.secret, options.previousSecret].filter((secret) => secret !== undefined)
  const keys = secrets.map(parseSecret)

  const post = (id: string, at: Instant | undefined, event: Json, http: Http) => {
    const body = JSON.stringify(event)
    return http({
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/json',
        ...(at === undefined ? {} : signHeaders(keys, { id, at, body })),
      },
      body,
      connection,
      purpose: String(event.type),
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_ANSWER_BYTES,
      allowPrivate,
    })
  }

  return {
    name: 'webhook',
    deliver: async (order, http) => {
      const { effect, organisation, message, at } = order
      const event = wireTell(order, (index) => media(organisation, message?.id ?? '', index, at))
      try {
        return outcomeOf(effect.id, await post(effect.id, at, event, http), at)
      } catch (error) {
        if (!(error instanceof HttpError)) throw error
        if (error.status === undefined) return { status: 'retry', code: error.code }
        // The status had come; what was wrong with the body behind it is no reason to repeat.
        return outcomeOf(effect.id, { status: error.status, headers: new Headers() }, at)
      }
    },
    receive: async ({ headers, body, at }) => {
      const id = verifyHeaders(keys, headers, body, at)
      const message = parseSend(body)
      // Two CRMs may number their webhooks alike.
      return message ? [{ ...message, id: `wh_${connection}_${id}`, at }] : []
    },
    diagnose: (http) => diagnose(connection, (event, at) => post('postern_ping', at, event, http)),
  }
}

const outcomeOf = (
  id: string,
  { status, headers }: Pick<HttpAnswer, 'status' | 'headers'>,
  at: Instant,
): Outcome => {
  if (status >= 200 && status < 300) return { status: 'accepted', id }
  if (status === 410) return { status: 'rejected', code: 'gone' }
  if (status >= 300 && status < 400) return { status: 'retry', code: 'redirect' }
  const afterMs = status === 429 || status === 503 ? retryAfter(headers, at) : undefined
  return { status: 'retry', code: `http_${status}`, ...(afterMs !== undefined && { afterMs }) }
}

/** Seconds or a date (RFC 9110). */
const retryAfter = (headers: Headers, at: Instant): number | undefined => {
  const text = headers.get('retry-after')?.trim() ?? ''
  const afterMs = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - at
  return afterMs >= 0 ? afterMs : undefined
}

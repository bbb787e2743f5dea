/** A CRM that receives signed events over HTTP: docs/crm-webhook.md, https://www.standardwebhooks.com */

import type { Instant } from '../../../src/core/model/contact.ts'
import { defineCrm } from '../../../src/ports/adapter.ts'
import type { Crm } from '../../../src/ports/crm.ts'
import { HttpError } from '../../../src/ports/errors.ts'
import type { Http } from '../../../src/ports/http.ts'
import { deliveryOutcome, type Json, wireEvent } from '../../../src/wire/events.ts'
import { configSchema } from './config.ts'
import { diagnose } from './diagnosis.ts'
import { emulator } from './emulator.ts'
import { parseSend } from './send.ts'
import { parseSecret, signHeaders, verifyHeaders } from './signature.ts'

const TIMEOUT_MS = 15_000
const MAX_ANSWER_BYTES = 65_536

export const webhook = defineCrm({
  name: 'webhook',
  emulator,
  config: configSchema,
  secrets: ({ secret }) => [secret],
  check: (config) =>
    (['secret', 'previousSecret'] as const).flatMap((field) => {
      const problem = problemOf(config[field])
      return problem === undefined ? [] : [{ field, problem }]
    }),
  create: ({ connection, config, media }) => createWebhookCrm({ ...config, connection, media }),
  webhooks: () => [{ path: '', purpose: 'a message that your CRM sends (`message.send`)' }],
})

const problemOf = (secret: string | undefined): string | undefined => {
  try {
    if (secret !== undefined) parseSecret(secret)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

export type WebhookCrmOptions = {
  /** The connection's name. */
  readonly connection: string
  readonly url: string
  readonly secret: string
  /** The previous secret: events carry both signatures, and webhooks to us may carry either. */
  readonly previousSecret?: string | undefined
  readonly allowPrivate: boolean
  /** A temporary link to inbound file number `index`, valid from `at`. */
  readonly media: (organisation: string, message: string, index: number, at: Instant) => string
}

/** Posts every event, and accepts `message.send`. */
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
    deliver: async (order, http) => {
      const { effect, organisation, message, at } = order
      const event = wireEvent(order, (index) => media(organisation, message?.id ?? '', index, at))
      try {
        return deliveryOutcome(effect.id, await post(effect.id, at, event, http), at)
      } catch (error) {
        if (!(error instanceof HttpError)) throw error
        if (error.status === undefined) return { status: 'retry', code: error.code }
        // The status arrived: a broken body is no reason to repeat the request.
        return deliveryOutcome(effect.id, { status: error.status, headers: new Headers() }, at)
      }
    },
    receive: async ({ headers, body, at }) => {
      const id = verifyHeaders(keys, headers, body, at)
      const message = parseSend(body)
      // Two CRMs may use the same webhook ids.
      return {
        inputs: message
          ? [{ ...message, id: `wh_${connection}_${id}`, at, origin: { connection } }]
          : [],
      }
    },
    diagnose: (http) => diagnose(connection, (event, at) => post('postern_ping', at, event, http)),
  }
}

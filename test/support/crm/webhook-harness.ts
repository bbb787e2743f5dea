/** A CRM of one's own, on a real socket, that verifies with the library of Standard Webhooks. */

import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { Webhook as Verifier } from 'standardwebhooks'
import { createWebhookCrm, type WebhookCrmOptions } from '../../../adapters/crm/webhook/index.ts'
import { createNodeFetch } from '../../../src/net/http-node.ts'
import type { Crm } from '../../../src/ports/crm.ts'
import type { Http } from '../../../src/ports/http.ts'
import type { Webhook } from '../../../src/ports/side.ts'
import type { CrmHarness } from '../../contract/crm.ts'
import { createTestHttp, listenLocally } from '../http.ts'
import { withoutHeader } from '../provider/server.ts'
import { ANSWERS, closeServer, NOWHERE, switched } from './server.ts'

export const SECRET = `whsec_${btoa('thirty-two bytes of crm secrets!')}`
const URL_SECRET = 'canary-in-the-path'

type Arrived = { readonly headers: IncomingHttpHeaders; readonly body: string }

/** The CRM's own face beside that of the contract. */
export type WebhookHarness = CrmHarness & {
  readonly arrived: readonly Arrived[]
  answer(respond: (response: ServerResponse) => void): void
}

export const openWebhookCrm = async (
  options: Partial<WebhookCrmOptions> = {},
): Promise<WebhookHarness> => {
  const arrived: Arrived[] = []
  const lines: string[] = []
  let respond: (response: ServerResponse) => void = ANSWERS.accepts
  let refusing = false
  let deadlineMs: number | undefined
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    arrived.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
    respond(response)
  })
  const url = await listenLocally(server)

  const crmAt = (origin: string): Crm =>
    createWebhookCrm({
      connection: 'acme-crm',
      url: `${origin}/hooks/${URL_SECRET}`,
      secret: SECRET,
      allowPrivate: true,
      media: (organisation, message, index, at) =>
        `https://gate.example.com/media/${organisation}-${message}-${index}-${at}`,
      ...options,
    })
  const crm = switched(crmAt(url), crmAt(NOWHERE), () => refusing)
  const http: Http = createTestHttp({
    fetch: createNodeFetch(),
    lines,
    deadlineMs: () => deadlineMs,
  })
  const now = Date.now()

  return {
    crm,
    http,
    now,
    arrived,
    secrets: [SECRET, SECRET.slice(6), atob(SECRET.slice(6)), URL_SECRET],
    answer: (next) => {
      respond = next
    },
    behave: (behaviour) => {
      refusing = behaviour === 'refuses_connections'
      deadlineMs = behaviour === 'never_answers' ? 500 : undefined
      respond = ANSWERS[behaviour]
    },
    replies: () => {},
    events: () =>
      arrived
        // A check of the doctor is no event.
        .filter(({ body }) => !body.includes('postern.ping'))
        .map(({ headers, body }) => {
          new Verifier(SECRET).verify(body, headers as Record<string, string>)
          return { id: String(headers['webhook-id']), json: body }
        }),
    sends: ({ id, text, extra = {} }) =>
      signed(now, id, {
        type: 'message.send',
        ...extra,
        data: {
          ...extra,
          from: 'whatsapp:+15550001111',
          to: 'whatsapp:+15550102030',
          agent: 'ana',
          text,
        },
      }),
    unsigned: (webhook) => withoutHeader(webhook, 'webhook-signature'),
    logged: () => lines,
    close: () => closeServer(server),
  }
}

/** What the CRM posts to us, signed by the library. */
export const signed = (at: number, id: string, event: object, secret = SECRET): Webhook => {
  const body = JSON.stringify(event)
  return {
    connection: 'acme-crm',
    route: 'root',
    method: 'POST',
    url: 'https://gate.example.com/webhooks/acme-crm',
    headers: new Headers({
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at / 1000)),
      'webhook-signature': new Verifier(secret).sign(id, new Date(at), body),
    }),
    body: new TextEncoder().encode(body),
    at,
  }
}

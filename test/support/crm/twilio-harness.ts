/** A CRM that takes Twilio's webhooks, on a real socket, and verifies with Twilio's own library. */

import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import twilio from 'twilio'
import {
  createTwilioApiCrm,
  type TwilioApiCrmOptions,
} from '../../../adapters/crm/twilio-api/index.ts'
import { createNodeFetch } from '../../../src/net/http-node.ts'
import type { Crm } from '../../../src/ports/crm.ts'
import type { Http } from '../../../src/ports/http.ts'
import type { Webhook } from '../../../src/ports/side.ts'
import type { Behaviour, CrmHarness } from '../../contract/crm.ts'
import { createTestHttp, listenLocally } from '../http.ts'
import { ANSWERS, closeServer, NOWHERE, switched } from './server.ts'

export const ACCOUNT_SID = `AC${'c0'.repeat(16)}`
export const AUTH_TOKEN = 'a-token-that-was-issued-to-this-crm'
const URL_SECRET = 'canary-in-the-path'

export type Arrived = {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly form: Readonly<Record<string, string>>
}

export type TwilioCrmServer = {
  /** Without a slash at the end. */
  readonly origin: string
  /** What was posted with a signature that Twilio's library finds right, oldest first. */
  readonly arrived: readonly Arrived[]
  answer(respond: (response: ServerResponse) => void): void
  /** The next answers are this text. */
  says(body: string, type?: string): void
  close(): Promise<void>
}

export const openTwilioCrmServer = async (): Promise<TwilioCrmServer> => {
  const arrived: Arrived[] = []
  let respond: (response: ServerResponse) => void = ANSWERS.accepts
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { url: path = '', headers, method } = request
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()))
    // As any application behind Twilio rebuilds it.
    const seen = `http://${headers.host}${path}`
    const signature = String(headers['x-twilio-signature'])
    if (method === 'POST') {
      if (!twilio.validateRequest(AUTH_TOKEN, signature, seen, form))
        return void response.writeHead(403).end()
      arrived.push({ path, headers, form })
    }
    respond(response)
  })
  return {
    origin: await listenLocally(server),
    arrived,
    answer: (next) => {
      respond = next
    },
    says: (body, type = 'text/xml') => {
      respond = (response) => response.writeHead(200, { 'content-type': type }).end(body)
    },
    close: () => closeServer(server),
  }
}

/** The CRM's own face beside that of the contract. */
export type TwilioCrmHarness = CrmHarness & Omit<TwilioCrmServer, 'close'>

export const openTwilioCrm = async (
  options: Partial<TwilioApiCrmOptions> = {},
): Promise<TwilioCrmHarness> => {
  const server = await openTwilioCrmServer()
  const lines: string[] = []
  let refusing = false
  let deadlineMs: number | undefined
  const crmAt = (origin: string): Crm =>
    createTwilioApiCrm({
      connection: 'acme-crm',
      accountSid: ACCOUNT_SID,
      authToken: AUTH_TOKEN,
      inboundUrl: `${origin}/sms/${URL_SECRET}`,
      agent: 'crm',
      messagingServices: {},
      allowPrivate: true,
      media: (organisation, message, index, at) =>
        `https://gate.example.com/media/${organisation}-${message}-${index}-${at}`,
      ...options,
    })
  const http: Http = createTestHttp({
    fetch: createNodeFetch(),
    lines,
    deadlineMs: () => deadlineMs,
  })
  const now = Date.now()

  return {
    ...server,
    crm: switched(crmAt(server.origin), crmAt(NOWHERE), () => refusing),
    http,
    now,
    secrets: [AUTH_TOKEN, URL_SECRET],
    behave: (behaviour: Behaviour) => {
      refusing = behaviour === 'refuses_connections'
      deadlineMs = behaviour === 'never_answers' ? 500 : undefined
      server.answer(ANSWERS[behaviour])
    },
    replies: (texts) => {
      const response = new twilio.twiml.MessagingResponse()
      for (const text of texts) response.message(text)
      server.says(response.toString())
    },
    events: () =>
      server.arrived.map(({ headers, form }) => ({
        id: String(headers['i-twilio-idempotency-token']),
        json: JSON.stringify(form),
      })),
    sends: (): Webhook => ({
      connection: 'acme-crm',
      route: 'root',
      method: 'POST',
      url: 'https://gate.example.com/webhooks/acme-crm',
      headers: new Headers(),
      body: new Uint8Array(),
      at: now,
    }),
    unsigned: (webhook) => webhook,
    logged: () => lines,
  }
}

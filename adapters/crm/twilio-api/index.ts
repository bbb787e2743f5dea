/** A CRM that uses Twilio's API: docs/drop-in.md, https://www.twilio.com/docs/usage/webhooks/messaging-webhooks */

import { createHash } from 'node:crypto'
import type { Instant } from '../../../src/core/model/contact.ts'
import type { Tell } from '../../../src/core/model/message/message.ts'
import { defineCrm } from '../../../src/ports/adapter.ts'
import type { Crm } from '../../../src/ports/crm.ts'
import { HttpError, WebhookError } from '../../../src/ports/errors.ts'
import type { Http } from '../../../src/ports/http.ts'
import type { Answer, Finding, Order, Outcome } from '../../../src/ports/side.ts'
import { deliveryOutcome } from '../../../src/wire/events.ts'
import { checkConfig, configSchema } from './config.ts'
import { readAnswer } from './deliver/answer.ts'
import { type Account, receivedForm, statusForm } from './deliver/form.ts'
import { type SignedRequest, signRequest } from './deliver/sign.ts'
import { emulator } from './emulator.ts'
import { createNoteSid, notingSids } from './sids.ts'

const TIMEOUT_MS = 15_000
const MAX_ANSWER_BYTES = 65_536
/** A status can also be fetched, so its callback may delay the contact's other events by minutes, not days. */
const MAX_CALLBACK_ATTEMPTS = 4

/** Its routes are in a folder of their own; the list of adapters adds them. */
export const twilioApi = defineCrm({
  name: 'twilio-api',
  emulator,
  config: configSchema,
  // It only sends to us, so it can't tell which phones its messages reach.
  simulated: 'either',
  secrets: ({ authToken }) => [authToken],
  check: checkConfig,
  create: ({ connection, config, media, links }) =>
    notingSids(
      createTwilioApiCrm({ ...config, connection, media }),
      createNoteSid(links, connection),
    ),
})

export type TwilioApiCrmOptions = Account & {
  /** The connection's name. */
  readonly connection: string
  /** Issued to this CRM; signs our posts. */
  readonly authToken: string
  /** Without it, the CRM only gets status callbacks. */
  readonly inboundUrl?: string | undefined
  /** The agent for its answers. */
  readonly agent: string
  readonly allowPrivate: boolean
  /** A temporary link to inbound file number `index`, valid from `at`. */
  readonly media: (organisation: string, message: string, index: number, at: Instant) => string
}

/** Posts inbound messages and statuses in Twilio's form; there are no other events. */
export const createTwilioApiCrm = (options: TwilioApiCrmOptions): Crm => {
  const { connection, authToken, inboundUrl, agent, allowPrivate, media } = options

  const requestOf = (order: Order<Tell>): SignedRequest | undefined => {
    const { effect, organisation, message, at } = order
    if (!message) return undefined
    if (effect.type === 'message.received') {
      const link = (index: number) => media(organisation, message.id, index, at)
      return inboundUrl
        ? signRequest(inboundUrl, receivedForm({ ...order, message }, options, link), authToken)
        : undefined
    }
    const { callback } = message.origin?.connection === connection ? message.origin : {}
    const form = callback && statusForm({ effect, message }, options)
    return form ? signRequest(callback, form, authToken) : undefined
  }

  const post = async (order: Order<Tell>, request: SignedRequest, http: Http): Promise<Outcome> => {
    const { effect, message, at } = order
    const isAnswered = effect.type === 'message.received'
    try {
      const { status, headers, body } = await http({
        method: 'POST',
        url: request.url,
        headers: { ...request.headers, 'i-twilio-idempotency-token': tokenOf(connection, effect) },
        body: request.body,
        connection,
        purpose: effect.type,
        timeoutMs: TIMEOUT_MS,
        maxBytes: MAX_ANSWER_BYTES,
        allowPrivate,
      })
      const outcome = deliveryOutcome(effect.id, { status, headers }, at)
      if (outcome.status !== 'accepted' || !isAnswered || !message) return outcome
      const answered = { connection, agent, message, at, event: effect.id, url: request.url }
      return { ...outcome, answer: readAnswer(body, headers.get('content-type'), answered) }
    } catch (error) {
      if (!(error instanceof HttpError)) throw error
      if (error.status === undefined) return { status: 'retry', code: error.code }
      // The status arrived: a broken body is no reason to repeat the request.
      const outcome = deliveryOutcome(
        effect.id,
        { status: error.status, headers: new Headers() },
        at,
      )
      return outcome.status === 'accepted' && isAnswered
        ? { ...outcome, answer: unread(error) }
        : outcome
    }
  }

  return {
    ignores: (order) => requestOf(order) === undefined,
    deliver: async (order, http) => {
      const request = requestOf(order)
      if (!request) return { status: 'accepted', id: order.effect.id }
      const outcome = await post(order, request, http)
      if (outcome.status !== 'retry' || order.effect.type === 'message.received') return outcome
      // Trouble at another host must not delay or excuse the CRM itself.
      const isHome = !inboundUrl || URL.parse(inboundUrl)?.host === URL.parse(request.url)?.host
      const isLast = !isHome || order.attempt >= MAX_CALLBACK_ATTEMPTS || FINAL.test(outcome.code)
      return isLast ? { status: 'rejected', code: outcome.code } : outcome
    },
    receive: async () => {
      throw new WebhookError(
        'bad_signature',
        'this CRM sends through the Twilio API, not by webhook',
      )
    },
    diagnose: (http) => diagnose(options, http),
  }
}

/** The same in each attempt at one event. */
const tokenOf = (connection: string, { id }: Tell): string =>
  createHash('sha256').update(`${connection} ${id}`).digest('hex').slice(0, 32)

const unread = ({ code }: HttpError): Answer => ({ inputs: [], ignored: [`the answer: ${code}`] })

/** Failures that a retry can't fix. */
const FINAL = /^(?:redirect|forbidden_address|http_4(?!08|29)\d\d)$/

/** Posts nothing: a CRM that doesn't verify would take it for a message. */
const diagnose = async (
  { connection, inboundUrl, allowPrivate }: TwilioApiCrmOptions,
  http: Http,
): Promise<readonly Finding[]> => {
  if (!inboundUrl)
    return [{ ok: true, check: `${connection}: no inboundUrl, so nothing is forwarded` }]
  const check = `${connection}: the CRM is reachable`
  try {
    await http({ method: 'HEAD', url: inboundUrl, connection, purpose: 'doctor', allowPrivate })
    return [{ ok: true, check }]
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    const advice =
      error.code === 'forbidden_address'
        ? 'Only https to public addresses is allowed. For a private address, set "allowPrivate": true.'
        : `No answer (${error.code}). Check host, port and certificate of inboundUrl.`
    return [{ ok: false, check, advice }]
  }
}

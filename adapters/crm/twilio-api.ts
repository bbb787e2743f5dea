/** A CRM that believes we are Twilio: docs/drop-in.md, https://www.twilio.com/docs/usage/webhooks/messaging-webhooks */

import { createHash } from 'node:crypto'
import type { Instant } from '../../src/core/contact.ts'
import type { Tell } from '../../src/core/message.ts'
import {
  type Answer,
  type Crm,
  type Finding,
  type Http,
  type HttpAnswer,
  HttpError,
  type Order,
  type Outcome,
  WebhookError,
} from '../../src/port.ts'
import { tellOutcome } from '../../src/wire.ts'
import { readAnswer } from './twilio-answer.ts'
import { type Account, receivedForm, statusForm } from './twilio-form.ts'
import { type Form, seal } from './twilio-sign.ts'

const TIMEOUT_MS = 15_000
const MAX_ANSWER_BYTES = 65_536
/** A status can be fetched too: its callback holds up what else the contact does for minutes, not days. */
const MAX_CALLBACK_ATTEMPTS = 4

export type TwilioApiCrmOptions = Account & {
  /** The connection's name. */
  readonly connection: string
  /** Issued to this CRM; what we post is signed with it. */
  readonly authToken: string
  /** Without it the CRM is sent statuses alone. */
  readonly inboundUrl?: string | undefined
  /** In whose name its answers are sent. */
  readonly agent: string
  readonly allowPrivate: boolean
  /** A link to inbound file number `index` that works for a while from `at`. */
  readonly media: (organisation: string, message: string, index: number, at: Instant) => string
}

/** Posts inbound messages and statuses in Twilio's form; what else happens, Twilio has no form for. */
export const createTwilioApiCrm = (options: TwilioApiCrmOptions): Crm => {
  const { connection, authToken, inboundUrl, agent, allowPrivate, media } = options

  const post = (url: string, form: Form, order: Order<Tell>, http: Http) => {
    const letter = seal(url, form, authToken)
    if (!letter) throw new HttpError('forbidden_address', false)
    return http({
      method: 'POST',
      url: letter.url,
      headers: { ...letter.headers, 'i-twilio-idempotency-token': tokenOf(connection, order) },
      body: letter.body,
      connection,
      purpose: order.effect.type,
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_ANSWER_BYTES,
      allowPrivate,
    })
  }

  const forward = async (order: Order<Tell>, http: Http): Promise<Outcome> => {
    const { effect, organisation, message, at } = order
    if (!inboundUrl || !message) return accepted(order)
    const link = (index: number) => media(organisation, message.id, index, at)
    const form = receivedForm({ ...order, message }, options, link)
    const { sender, address } = message
    return attempt(
      order,
      () => post(inboundUrl, form, order, http),
      (body) =>
        readAnswer({
          connection,
          url: inboundUrl,
          event: effect.id,
          at,
          sender,
          address,
          agent,
          body,
        }),
    )
  }

  const callBack = async (order: Order<Tell>, http: Http): Promise<Outcome> => {
    const { effect, message } = order
    const { callback } = message?.origin?.connection === connection ? message.origin : {}
    const form = message && callback && statusForm({ effect, message }, options)
    if (!form || !callback) return accepted(order)
    const outcome = await attempt(order, () => post(callback, form, order, http))
    if (outcome.status !== 'retry') return outcome
    const isFinal = FINAL.test(outcome.code) || order.attempt >= MAX_CALLBACK_ATTEMPTS
    return isFinal ? { status: 'rejected', code: outcome.code } : outcome
  }

  return {
    name: 'twilio-api',
    deliver: (order, http) =>
      order.effect.type === 'message.received' ? forward(order, http) : callBack(order, http),
    receive: async () => {
      throw new WebhookError('bad_signature', 'this CRM sends as it would to Twilio')
    },
    diagnose: (http) => diagnose(options, http),
  }
}

/** Nothing is posted: a CRM that does not verify would take it for a message. */
const diagnose = async (
  { connection, inboundUrl, allowPrivate }: TwilioApiCrmOptions,
  http: Http,
): Promise<readonly Finding[]> => {
  if (!inboundUrl)
    return [{ ok: true, check: `${connection}: no inboundUrl, so that nothing is forwarded` }]
  const check = `${connection}: the CRM is reachable`
  try {
    await http({ method: 'HEAD', url: inboundUrl, connection, purpose: 'doctor', allowPrivate })
    return [{ ok: true, check }]
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    const advice =
      error.code === 'forbidden_address'
        ? 'Only https to public addresses is allowed. If it is meant to be private, say "allowPrivate": true.'
        : `No answer (${error.code}). Check host, port and certificate of inboundUrl.`
    return [{ ok: false, check, advice }]
  }
}

/** What trying again does not help. */
const FINAL = /^(?:redirect|forbidden_address|http_4(?!08|29)\d\d)$/

const accepted = ({ effect }: Order<Tell>): Outcome => ({ status: 'accepted', id: effect.id })

/** The same for every attempt at one event. */
const tokenOf = (connection: string, { effect }: Order<Tell>): string =>
  createHash('sha256').update(`${connection} ${effect.id}`).digest('hex').slice(0, 32)

const attempt = async (
  { effect, at }: Order<Tell>,
  exchange: () => Promise<HttpAnswer>,
  read?: (body: Uint8Array) => Answer,
): Promise<Outcome> => {
  try {
    const answer = await exchange()
    const outcome = tellOutcome(effect.id, answer, at)
    return read && outcome.status === 'accepted'
      ? { ...outcome, answer: read(answer.body) }
      : outcome
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    if (error.status === undefined) return { status: 'retry', code: error.code }
    // The status had come; what was wrong with the body behind it is no reason to repeat.
    const outcome = tellOutcome(effect.id, { status: error.status, headers: new Headers() }, at)
    return read && outcome.status === 'accepted'
      ? { ...outcome, answer: { inputs: [], ignored: [`an answer that was ${error.code}`] } }
      : outcome
  }
}

/** `Messages.json`: https://www.twilio.com/docs/messaging/api/message-resource */

import type { Sender } from '../../../../src/config/schema.ts'
import type { Message } from '../../../../src/core/model/message/message.ts'
import { MARKETING, SERVICE } from '../../../../src/core/model/purpose.ts'
import { nameSchema } from '../../../../src/core/model/text.ts'
import type { Answer } from '../../../../src/http/kit/answer.ts'
import { isOwnSender } from '../../../../src/http/v1/shared/lookup.ts'
import { submit } from '../../../../src/http/v1/shared/send.ts'
import { isWithheld } from '../../../../src/http/v1/shared/views.ts'
import { first } from '../params.ts'
import { readSendRequest } from '../request.ts'
import { messageResource } from '../resource.ts'
import { type Call, partOf, type Resource } from './call.ts'
import { absent, refusal, TwilioError } from './error.ts'
import { isAmericanService, requestedContent, senderFor } from './parties.ts'

/** Sends a message, or holds it: 201 either way. */
export const createMessage: Resource = async (call) => {
  const { form, at, account, gateway, organisation } = call
  const request = readSendRequest(form, at, (service) => isAmericanService(call, service))
  if ('code' in request) throw new TwilioError(request.code, request.message)
  const { to, callback, notBefore, validUntil } = request
  if (isOwnSender(organisation, to))
    throw new TwilioError(21211, "The 'To' number is one of this account's own senders.")
  const sender = await senderFor(call, request)
  const submitted = await submit(call, {
    sender,
    to,
    agent: agentOf(call),
    content: await requestedContent(call, sender, request),
    ...purposeFor(call, sender),
    ...(account.onHeld === 'refuse' && { mayWait: false }),
    ...(notBefore !== undefined && { notBefore }),
    ...(validUntil !== undefined && { validUntil }),
    origin: {
      connection: account.connection,
      ...(callback !== undefined && { callback }),
      ...(request.from.service !== undefined && { service: request.from.service }),
    },
  })
  if (submitted.verdict.status === 'refused') throw refusal(submitted.verdict)
  const message = submitted.message ?? (await gateway.store.message(organisation.id, submitted.id))
  if (!message) throw absent(call.context.req.path)
  return { status: 201, body: messageResource(account.sid, message) }
}

/** Shows a message. */
export const fetchMessage: Resource = async (call) => ({
  status: 200,
  body: await resourceOf(call, await findOwn(call)),
})

/** `Status=canceled` withdraws a waiting message; an empty `Body` deletes its text. */
export const updateMessage: Resource = async (call) => {
  const { form } = call
  const status = first(form, 'Status')
  const isRedaction = form.has('body') && first(form, 'Body') === undefined
  if ((status === 'canceled') === isRedaction || (form.has('body') && !isRedaction))
    throw new TwilioError(30400, "Either 'Status=canceled' or an empty 'Body' is expected.")
  const message = await findOwn(call)
  await (isRedaction ? redact(call, message, 'text') : cancel(call, message))
  return { status: 200, body: await resourceOf(call, await findOwn(call)) }
}

/** Deletes a message; for the CRM it is gone. */
export const deleteMessage: Resource = async (call) => {
  await redact(call, await findOwn(call), 'whole')
  return { status: 204 } satisfies Answer
}

/** The message named by the SID in the path. */
export const findOwn = async (call: Call): Promise<Message> => {
  const message = await call.sids.find(call.organisation.id, partOf(call.context, 'message'))
  if (!message || message.redacted === 'whole') throw absent(call.context.req.path)
  return message
}

/** A message as shown; from now on its SID can be looked up. */
export const resourceOf = async (call: Call, message: Message) => {
  await call.sids.note(call.organisation.id, message)
  return messageResource(call.account.sid, message, await isWithheld(call, message))
}

const AGENT = nameSchema(200)

/** A blank header is an error: the message would go out in another agent's name. */
const agentOf = ({ context, account }: Call): string => {
  const header = context.req.header('X-Postern-Agent')
  if (header === undefined) return account.agent
  const { data: named } = AGENT.safeParse(readHeader(header))
  if (named === undefined)
    throw new TwilioError(20001, 'X-Postern-Agent is blank or not a valid name.')
  return named
}

/** The purpose from our header, else from the messaging service's line. */
const purposeFor = ({ context }: Call, { rules }: Sender) => {
  const purpose = context.req.header('X-Postern-Purpose')?.trim()
  if (purpose === undefined) return {}
  if (![SERVICE, MARKETING].includes(purpose) && !Object.hasOwn(rules.purposes, purpose))
    throw new TwilioError(20001, 'X-Postern-Purpose is not a purpose of this sender.')
  return { purpose }
}

/** Header values are bytes: most clients write UTF-8, the others Latin-1. Contacts read the name. */
const readHeader = (bytes: string): string => {
  // Some runtimes decode them already, so characters beyond bytes occur.
  if (/[\u0100-\uffff]/.test(bytes)) return bytes
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(bytes, 'latin1'))
  } catch {
    return bytes
  }
}

const cancel = async (call: Call, { id: message, address, status }: Message) => {
  if (status === 'cancelled') return
  const { gateway, organisation, at, id } = call
  const recall = { kind: 'recall', id: id('rec'), at, address, message } as const
  const handled = await gateway.handle(organisation.id, recall)
  if (handled?.verdict.status === 'accepted') return
  throw handled
    ? refusal(handled.verdict)
    : new TwilioError(30409, 'This message is no longer waiting, so it cannot be withdrawn.')
}

const redact = async (call: Call, { id: message, sender }: Message, extent: 'text' | 'whole') => {
  const { gateway, organisation, at, id } = call
  const handled = await gateway.handle(organisation.id, {
    kind: 'redaction',
    id: id('red'),
    at,
    sender,
    message,
    extent,
  })
  if (!handled) throw absent(call.context.req.path)
  if (handled.verdict.status !== 'accepted') throw refusal(handled.verdict)
}

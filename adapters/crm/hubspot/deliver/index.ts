/** Delivers events to HubSpot: messages, their states, notes, assignees, properties. */

import type { MessageStatus, Tell } from '../../../../src/core/model/message/message.ts'
import type { Objected } from '../../../../src/core/model/verdict.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Order, Outcome } from '../../../../src/ports/side.ts'
import { attempt, CallError } from '../../kit/call-error.ts'
import type { AnsweredInquiry } from '../../kit/notes.ts'
import { accountOf } from '../config.ts'
import { agentMessageOf, type Context, originOf } from '../context.ts'
import { mirrorConsent } from './consent.ts'
import { type About, postMessage } from './message.ts'
import { writeNote } from './note.ts'
import { mirrorOwner } from './owner.ts'
import { failMessage, setStatus } from './status.ts'

/** One attempt to deliver an event. */
export const deliver = (context: Context, order: Order<Tell>, http: Http): Promise<Outcome> =>
  attempt(async () => {
    await deliverEvent(context, order, http)
    return { status: 'accepted', id: order.effect.id }
  })

/** Events HubSpot can't show, or whose sender has no channel account. */
export const ignores = ({ config }: Context, { effect, message }: Order<Tell>): boolean => {
  if (accountOf(config, message?.sender ?? effect.sender) === undefined) return true
  return effect.type === 'session.closed' || effect.type === 'message.observed'
}

const deliverEvent = async (context: Context, order: Order<Tell>, http: Http): Promise<void> => {
  const { effect, message } = order
  const account = accountOf(context.config, message?.sender ?? effect.sender)
  if (account === undefined || ignores(context, order)) return
  switch (effect.type) {
    case 'message.received':
      return message && postMessage(context, { ...order, message }, account, http)
    case 'message.sent':
      return message && deliverSent(context, { ...order, message }, account, http)
    case 'message.status':
      return message && deliverStatus(context, { ...order, message }, http)
    case 'message.held':
      return message && deliverHeld(context, { ...order, message }, http)
    case 'message.released':
      if (!message || !agentMessageOf(context.connection, message)) return
      return note(context, order, context.notesFor(message.sender).say('released'), http)
    case 'message.in_doubt': {
      const { verdict } = message ?? {}
      return (
        verdict &&
        note(context, order, context.notesFor(effect.sender).refused(verdict, order.at), http)
      )
    }
    case 'message.refused':
      return answerRefusal(context, order, http)
    case 'agent.answered':
      return answerInquiry(context, order, http)
    case 'consent.granted':
    case 'consent.refused':
    case 'consent.revoked':
      return mirrorConsent(context, order, http)
    case 'consent.questioned':
      return deliverDoubt(context, order, http)
    case 'consent.requested':
      return answerCommand(context, order, http)
    case 'contact.taken':
    case 'contact.released':
      await mirrorOwner(context, order, await threadOf(context, order), http)
      return answerCommand(context, order, http)
    default:
      return
  }
}

/** An agent's message was accepted; text from elsewhere appears in the thread, marked. */
const deliverSent = async (
  context: Context,
  order: About,
  account: string,
  http: Http,
): Promise<void> => {
  const { message, organisation, contact } = order
  const theirs = agentMessageOf(context.connection, message)
  if (!theirs) return postMessage(context, order, account, http)
  const { sender, address } = message
  const threadKey = { organisation, contact, sender, address }
  await context.recordLinks.linkThread(threadKey, theirs.thread)
  await setStatus(context, theirs.message, 'SENT', http)
  // Links the contact so that an erasure in HubSpot is recognised; the next message retries.
  try {
    await context.recordLinks.contactId(threadKey, http)
  } catch (error) {
    if (!(error instanceof CallError)) throw error
  }
}

/** "Sent" is set once; a delivered message was sent. */
const STATUS_OF: Partial<Readonly<Record<MessageStatus, 'SENT' | 'READ'>>> = {
  sent: 'SENT',
  read: 'READ',
}

const deliverStatus = async (context: Context, order: About, http: Http): Promise<void> => {
  const { effect, message, organisation, at } = order
  const { connection, recordLinks } = context
  const written = agentMessageOf(connection, message)
  const id = written?.message ?? (await recordLinks.get(organisation, 'message', message.id))
  // This state may be outdated by now.
  const reported = (effect.detail?.status ?? message.status) as MessageStatus
  if (id === undefined) return
  const status = STATUS_OF[reported]
  if (status) return setStatus(context, id, status, http)
  if (reported !== 'failed' && reported !== 'expired' && reported !== 'cancelled') return
  const notes = context.notesFor(message.sender)
  const verdict = (effect.detail?.verdict ?? message.verdict) as Objected | undefined
  const isRefused = reported === 'failed' && verdict?.status === 'refused'
  await failMessage(context, id, isRefused ? verdict.sentence : notes.say(reported), http)
  if (isRefused) await note(context, order, notes.refused(verdict, at), http)
}

/** HubSpot has no state for it: a note names the reason for the wait. */
const deliverHeld = async (context: Context, order: About, http: Http): Promise<void> => {
  const { message } = order
  if (!agentMessageOf(context.connection, message) || !message.verdict) return
  await note(context, order, context.notesFor(message.sender).held(message.verdict), http)
}

const deliverDoubt = async (context: Context, order: Order<Tell>, http: Http): Promise<void> => {
  const { sender, detail } = order.effect
  await note(context, order, context.notesFor(sender).questioned(detail), http)
}

/** Fails the message with our sentence; the advice becomes a note. */
const answerRefusal = async (context: Context, order: Order<Tell>, http: Http): Promise<void> => {
  const { effect, at } = order
  const { id = '', verdict } = (effect.detail ?? {}) as { id?: string; verdict?: Objected }
  const theirs = originOf(context.connection, id)
  if (!theirs || !verdict) return
  await failMessage(context, theirs.message, verdict.sentence, http)
  await note(context, order, context.notesFor(effect.sender).refused(verdict, at), http)
}

/** The list of templates, or of commands. */
const answerInquiry = async (context: Context, order: Order<Tell>, http: Http): Promise<void> => {
  const inquiry = (order.effect.detail ?? {}) as AnsweredInquiry
  const { id = '', command } = inquiry
  const theirs = originOf(context.connection, id)
  if (!theirs) return
  const notes = context.notesFor(order.effect.sender)
  if (command === undefined) await setStatus(context, theirs.message, 'SENT', http)
  else await failMessage(context, theirs.message, notes.say('unknownCommand', { command }), http)
  await note(context, order, notes.answer(inquiry), http)
}

/** The result of a command that sent nothing to the contact. */
const answerCommand = async (context: Context, order: Order<Tell>, http: Http): Promise<void> => {
  const theirs = originOf(context.connection, order.effect.id)
  // A message may also assign the contact, but shows its own state.
  if (!theirs?.isCommand) return
  await setStatus(context, theirs.message, 'SENT', http)
  await note(context, order, context.notesFor(order.effect.sender).say('commandOnly'), http)
}

/** The thread of the question, else the contact's. */
const threadOf = async (
  { connection, recordLinks }: Context,
  { effect, message, organisation }: Order<Tell>,
): Promise<string | undefined> => {
  const detail = effect.detail as { readonly id?: string } | undefined
  const asked = originOf(connection, detail?.id ?? message?.id ?? effect.id)
  if (asked?.thread !== undefined) return asked.thread
  const sender = message?.sender ?? effect.sender
  return sender && recordLinks.thread({ organisation, sender, address: effect.address })
}

const note = async (
  context: Context,
  order: Order<Tell>,
  text: string,
  http: Http,
): Promise<void> => {
  const thread = await threadOf(context, order)
  const { attempt, effect } = order
  if (thread !== undefined)
    await writeNote(context, { thread, text, attempt, since: effect.at }, http)
}

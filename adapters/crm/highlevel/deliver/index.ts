/** Delivers events to HighLevel: bubbles, their states, notes, DND, assigned users. */

import type { Message, Tell } from '../../../../src/core/model/message/message.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Order, Outcome } from '../../../../src/ports/side.ts'
import { attempt } from '../../kit/call-error.ts'
import { authorLine, messageText } from '../../kit/message-text.ts'
import { bubbleOf, type Context } from '../context.ts'
import { answerCommand, answerInquiry, answerRefusal } from './answers.ts'
import { mirrorConsent } from './dnd.ts'
import { deliverInbound } from './inbound.ts'
import { writeNote } from './note.ts'
import { mirrorOwner } from './owner.ts'
import { failureOf, putStatus, theirStatusOf } from './status.ts'

/** One attempt to deliver an event. */
export const deliver = (context: Context, order: Order<Tell>, http: Http): Promise<Outcome> =>
  attempt(async () => {
    await deliverEvent(context, order, http)
    return { status: 'accepted', id: order.effect.id }
  })

/** Events HighLevel can't show, or whose sender has no conversation provider. */
export const ignores = (
  { config, connection }: Context,
  { effect, message }: Order<Tell>,
): boolean => {
  switch (effect.type) {
    case 'message.received':
      return !message || providerOf(config.providers, message) === undefined
    case 'message.released':
    case 'message.observed':
    case 'consent.settled':
    case 'session.closed':
      return true
    case 'message.status':
    case 'message.held':
      return !message || bubbleOf(connection, message) === undefined
    default:
      return effect.sender !== undefined && !Object.hasOwn(config.providers, effect.sender)
  }
}

const providerOf = (
  providers: Readonly<Record<string, string>>,
  { sender }: Message,
): string | undefined => (Object.hasOwn(providers, sender) ? providers[sender] : undefined)

const deliverEvent = async (context: Context, order: Order<Tell>, http: Http): Promise<void> => {
  const { effect, message } = order
  if (ignores(context, order)) return
  switch (effect.type) {
    case 'message.received': {
      const provider = message && providerOf(context.config.providers, message)
      if (message && provider) await deliverInbound(context, { ...order, message }, provider, http)
      return
    }
    case 'message.sent':
      if (message) await deliverSent(context, { ...order, message }, http)
      return
    case 'message.status':
      if (message) await deliverStatus(context, { ...order, message }, http)
      return
    case 'message.held':
      if (message) await deliverHeld(context, { ...order, message }, http)
      return
    case 'message.in_doubt': {
      const notes = context.notesFor(effect.sender)
      const advice = message?.verdict ? notes.refused(message.verdict, effect.at) : ''
      if (advice !== '') await writeNote(context, order, advice, http)
      return
    }
    case 'message.refused':
      return answerRefusal(context, order, http)
    case 'agent.answered':
      return answerInquiry(context, order, http)
    case 'consent.requested':
      return answerCommand(context, order, http)
    case 'consent.granted':
    case 'consent.refused':
    case 'consent.revoked':
      await mirrorConsent(context, order, http)
      if (effect.type !== 'consent.granted')
        await writeNote(context, order, context.notesFor(effect.sender).say('optedOut'), http)
      return
    case 'consent.questioned':
      return writeNote(
        context,
        order,
        context.notesFor(effect.sender).questioned(effect.detail),
        http,
      )
    case 'contact.taken':
    case 'contact.released':
      await mirrorOwner(context, order, http)
      return answerCommand(context, order, http)
    default:
      return
  }
}

type About = Order<Tell> & { readonly message: Message }

/** An agent's message was accepted; text from elsewhere becomes a note. */
const deliverSent = async (context: Context, order: About, http: Http): Promise<void> => {
  const { message, attempt } = order
  const id = bubbleOf(context.connection, message)
  if (id !== undefined) return putStatus(context, id, { status: 'pending', attempt }, http)
  const notes = context.notesFor(message.sender)
  const body = `${authorLine(message, notes)}:\n${messageText(message, notes)}`
  return writeNote(context, order, body, http)
}

const deliverStatus = async (context: Context, order: About, http: Http): Promise<void> => {
  const { effect, message, attempt } = order
  const id = bubbleOf(context.connection, message)
  // This state may be outdated by now.
  const reported = (effect.detail?.status ?? message.status) as Message['status']
  const status = theirStatusOf(reported)
  if (id === undefined || status === undefined) return
  if (status !== 'failed') return putStatus(context, id, { status, attempt }, http)
  const notes = context.notesFor(message.sender)
  const failure = failureOf(message, notes.say(reported === 'failed' ? 'failed' : endOf(reported)))
  await putStatus(context, id, { status, failure, attempt }, http)
  const advice = message.verdict ? notes.refused(message.verdict, effect.at) : ''
  if (advice !== '') await writeNote(context, order, advice, http)
}

/** Messages that the gate ended, not the provider. */
const endOf = (status: Message['status']) => (status === 'expired' ? 'expired' : 'cancelled')

/** A bubble can't show the reason for a wait. */
const deliverHeld = async (context: Context, order: About, http: Http): Promise<void> => {
  const { message, attempt } = order
  const id = bubbleOf(context.connection, message)
  if (id === undefined) return
  await putStatus(context, id, { status: 'pending', attempt }, http)
  const body = message.verdict ? context.notesFor(message.sender).held(message.verdict) : ''
  if (body !== '') await writeNote(context, order, body, http)
}

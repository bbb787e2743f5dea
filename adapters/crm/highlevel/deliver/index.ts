/** Delivers events to HighLevel: bubbles, their states, notes, DND, assigned users. */

import type { Message, Tell } from '../../../../src/core/model/message/message.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Order, Outcome } from '../../../../src/ports/side.ts'
import { attempt } from '../../kit/calls.ts'
import { authorLine, spokenText } from '../../kit/spoken.ts'
import { bubbleOf, type Desk } from '../desk.ts'
import { answerCommand, answerInquiry, answerRefusal } from './answers.ts'
import { mirrorConsent } from './dnd.ts'
import { deliverInbound } from './inbound.ts'
import { writeNote } from './note.ts'
import { mirrorOwner } from './owner.ts'
import { failureOf, putStatus, theirStatusOf } from './status.ts'

/** One attempt to deliver an event. */
export const deliver = (desk: Desk, order: Order<Tell>, http: Http): Promise<Outcome> =>
  attempt(async () => {
    await tell(desk, order, http)
    return { status: 'accepted', id: order.effect.id }
  })

/** Events HighLevel can't show, or whose sender has no conversation provider. */
export const ignores = (
  { config, connection }: Desk,
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

const tell = async (desk: Desk, order: Order<Tell>, http: Http): Promise<void> => {
  const { effect, message } = order
  if (ignores(desk, order)) return
  switch (effect.type) {
    case 'message.received': {
      const provider = message && providerOf(desk.config.providers, message)
      if (message && provider) await deliverInbound(desk, { ...order, message }, provider, http)
      return
    }
    case 'message.sent':
      if (message) await tellSent(desk, { ...order, message }, http)
      return
    case 'message.status':
      if (message) await tellStatus(desk, { ...order, message }, http)
      return
    case 'message.held':
      if (message) await tellHeld(desk, { ...order, message }, http)
      return
    case 'message.in_doubt': {
      const notes = desk.notesFor(effect.sender)
      const advice = message?.verdict ? notes.refused(message.verdict, effect.at) : ''
      if (advice !== '') await writeNote(desk, order, advice, http)
      return
    }
    case 'message.refused':
      return answerRefusal(desk, order, http)
    case 'agent.answered':
      return answerInquiry(desk, order, http)
    case 'consent.requested':
      return answerCommand(desk, order, http)
    case 'consent.granted':
    case 'consent.refused':
    case 'consent.revoked':
      await mirrorConsent(desk, order, http)
      if (effect.type !== 'consent.granted')
        await writeNote(desk, order, desk.notesFor(effect.sender).say('optedOut'), http)
      return
    case 'consent.questioned':
      return writeNote(desk, order, questionOf(desk, effect), http)
    case 'contact.taken':
    case 'contact.released':
      await mirrorOwner(desk, order, http)
      return answerCommand(desk, order, http)
    default:
      return
  }
}

type About = Order<Tell> & { readonly message: Message }

/** An agent's message was accepted; text from elsewhere becomes a note. */
const tellSent = async (desk: Desk, order: About, http: Http): Promise<void> => {
  const { message, attempt } = order
  const id = bubbleOf(desk.connection, message)
  if (id !== undefined) return putStatus(desk, id, { status: 'pending', attempt }, http)
  const notes = desk.notesFor(message.sender)
  const body = `${authorLine(message, notes)}:\n${spokenText(message, notes)}`
  return writeNote(desk, order, body, http)
}

const tellStatus = async (desk: Desk, order: About, http: Http): Promise<void> => {
  const { effect, message, attempt } = order
  const id = bubbleOf(desk.connection, message)
  // This state may be outdated by now.
  const reported = (effect.detail?.status ?? message.status) as Message['status']
  const status = theirStatusOf(reported)
  if (id === undefined || status === undefined) return
  if (status !== 'failed') return putStatus(desk, id, { status, attempt }, http)
  const notes = desk.notesFor(message.sender)
  const failure = failureOf(message, notes.say(reported === 'failed' ? 'failed' : endOf(reported)))
  await putStatus(desk, id, { status, failure, attempt }, http)
  const advice = message.verdict ? notes.refused(message.verdict, effect.at) : ''
  if (advice !== '') await writeNote(desk, order, advice, http)
}

/** Messages that the gate ended, not the provider. */
const endOf = (status: Message['status']) => (status === 'expired' ? 'expired' : 'cancelled')

const questionOf = ({ notesFor }: Desk, { sender, detail }: Tell): string => {
  const notes = notesFor(sender)
  const words = detail?.words
  return typeof words === 'string'
    ? notes.say('questioned', { words })
    : notes.say('questionedHidden')
}

/** A bubble can't show the reason for a wait. */
const tellHeld = async (desk: Desk, order: About, http: Http): Promise<void> => {
  const { message, attempt } = order
  const id = bubbleOf(desk.connection, message)
  if (id === undefined) return
  await putStatus(desk, id, { status: 'pending', attempt }, http)
  const body = message.verdict ? desk.notesFor(message.sender).held(message.verdict) : ''
  if (body !== '') await writeNote(desk, order, body, http)
}

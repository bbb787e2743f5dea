/** Answers to what agents typed: refusals, lists, and results of commands. */

import type { Tell } from '../../../../src/core/model/message/message.ts'
import type { Objected } from '../../../../src/core/model/verdict.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Order } from '../../../../src/ports/side.ts'
import type { AnsweredInquiry, Notes } from '../../kit/notes.ts'
import { COMMAND_SUFFIX, type Context, theirMessageIn } from '../context.ts'
import { writeNote } from './note.ts'
import { type Failure, putStatus, refusalFailure } from './status.ts'

/** Fails the bubble with our sentence; the advice becomes a note. */
export const answerRefusal = async (
  context: Context,
  order: Order<Tell>,
  http: Http,
): Promise<void> => {
  const { effect, attempt } = order
  const { id = '', verdict } = (effect.detail ?? {}) as { id?: string; verdict?: Objected }
  const theirs = theirMessageIn(context.connection, id)
  if (theirs === undefined || !verdict) return
  await putStatus(
    context,
    theirs,
    { status: 'failed', failure: refusalFailure(verdict), attempt },
    http,
  )
  const advice = context.notesFor(effect.sender).refused(verdict, effect.at)
  if (advice !== '') await writeNote(context, order, advice, http)
}

/** The list of templates, or of commands. */
export const answerInquiry = async (
  context: Context,
  order: Order<Tell>,
  http: Http,
): Promise<void> => {
  const { effect, attempt } = order
  const inquiry = (effect.detail ?? {}) as AnsweredInquiry
  const { id = '', command } = inquiry
  const theirs = theirMessageIn(context.connection, id)
  if (theirs === undefined) return
  const notes = context.notesFor(effect.sender)
  const failure =
    command === undefined
      ? commandOnly(notes)
      : { code: 'unknown_command', message: notes.say('unknownCommand', { command }) }
  await putStatus(context, theirs, { status: 'failed', failure, attempt }, http)
  await writeNote(context, order, notes.answer(inquiry), http)
}

/** The result of a command. */
export const answerCommand = async (
  context: Context,
  order: Order<Tell>,
  http: Http,
): Promise<void> => {
  const { effect, attempt } = order
  const theirs = theirMessageIn(context.connection, effect.id)
  // A message also assigns the contact, but its bubble shows its own state.
  if (theirs === undefined || !effect.id.includes(COMMAND_SUFFIX)) return
  const failure = commandOnly(context.notesFor(effect.sender))
  await putStatus(context, theirs, { status: 'failed', failure, attempt }, http)
}

/** The command ran but no message went to the contact, so "delivered" would be false. */
const commandOnly = (notes: Notes): Failure => ({
  code: 'command',
  message: notes.say('commandOnly'),
})

/** Answers to what agents typed: refusals, lists, and what a command did. */

import type { Tell } from '../../../../src/core/model/message/message.ts'
import type { Objected } from '../../../../src/core/model/verdict.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Order } from '../../../../src/ports/side.ts'
import type { NotedTemplate, Notes } from '../../kit/notes.ts'
import { COMMAND_SUFFIX, type Desk, theirMessageIn } from '../desk.ts'
import { writeNote } from './note.ts'
import { type Failure, putStatus, refusalFailure } from './status.ts'

/** The bubble fails with the gate's sentence; what would help is a note. */
export const answerRefusal = async (desk: Desk, order: Order<Tell>, http: Http): Promise<void> => {
  const { effect, attempt } = order
  const { id = '', verdict } = (effect.detail ?? {}) as { id?: string; verdict?: Objected }
  const theirs = theirMessageIn(desk.connection, id)
  if (theirs === undefined || !verdict) return
  await putStatus(
    desk,
    theirs,
    { status: 'failed', failure: refusalFailure(verdict), attempt },
    http,
  )
  const advice = desk.notesFor(effect.sender).refused(verdict, effect.at)
  if (advice !== '') await writeNote(desk, order, advice, http)
}

/** The list of templates, or what commands there are. */
export const answerInquiry = async (desk: Desk, order: Order<Tell>, http: Http): Promise<void> => {
  const { effect, attempt } = order
  const { id = '', about, command, templates = [] } = (effect.detail ?? {}) as Asked
  const theirs = theirMessageIn(desk.connection, id)
  if (theirs === undefined) return
  const notes = desk.notesFor(effect.sender)
  const failure =
    command === undefined
      ? commandOnly(notes)
      : { code: 'unknown_command', message: notes.say('unknownCommand', { command }) }
  await putStatus(desk, theirs, { status: 'failed', failure, attempt }, http)
  const text = about === 'templates' ? notes.templates(templates) : notes.help(command)
  await writeNote(desk, order, text, http)
}

type Asked = {
  readonly id?: string
  readonly about?: 'templates' | 'help'
  readonly command?: string
  readonly templates?: readonly NotedTemplate[]
}

/** A command that was carried out. */
export const answerCommand = async (desk: Desk, order: Order<Tell>, http: Http): Promise<void> => {
  const { effect, attempt } = order
  const theirs = theirMessageIn(desk.connection, effect.id)
  // A message takes the contact too, and its bubble has a state of its own.
  if (theirs === undefined || !effect.id.includes(COMMAND_SUFFIX)) return
  const failure = commandOnly(desk.notesFor(effect.sender))
  await putStatus(desk, theirs, { status: 'failed', failure, attempt }, http)
}

/** It was done, and the contact never saw it: "delivered" would be a lie. */
const commandOnly = (notes: Notes): Failure => ({
  code: 'command',
  message: notes.say('commandOnly'),
})

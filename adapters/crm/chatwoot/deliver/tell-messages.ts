/** Delivers messages and their statuses to Chatwoot's conversations. */

import type { Message } from '../../../../src/core/model/message/message.ts'
import type { Verdict } from '../../../../src/core/model/verdict.ts'
import type { NotedTemplate } from '../../kit/notes.ts'
import { authorLine, spokenText } from '../../kit/spoken.ts'
import type { Json, Status } from '../api.ts'
import {
  attemptOf,
  fail,
  keepPlace,
  note,
  ownPlace,
  ownPlaceOf,
  placeOf,
  type Step,
  sentenceOf,
  setStatus,
} from '../step.ts'

/** A contact's message that arrives later than this shows when it was written. */
const LATE_MS = 10 * 60_000

const STATUSES: Readonly<Record<string, Status>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
}

export const tellReceived = async (step: Step): Promise<void> => {
  const { message, quoted, desk, effect, at } = step
  if (!message) return
  const { notes } = desk
  const isWithheld = effect.detail?.withheld === true
  const text = isWithheld ? notes.say('withheld') : spokenText(message, notes)
  const isLate = at - message.at > LATE_MS
  const lines = [text, ...(isLate ? [notes.say('writtenAt', notes.moment(message.at))] : [])]
  const reply = quoted && (await placeOf(step, quoted))
  await write(step, message, {
    content: lines.filter((line) => line !== '').join('\n\n'),
    type: 'incoming',
    attributes: {
      external_created_at: Math.floor(message.at / 1000),
      ...(reply && { in_reply_to: reply.message }),
    },
    ...(!isWithheld && { message }),
  })
}

/** An agent's message: sets the status of one from this inbox, adds one written elsewhere. */
export const tellSent = async (step: Step): Promise<void> => {
  const { message, desk, effect } = step
  if (!message) return
  const own = ownPlaceOf(step, message)
  if (own) return setStatus(step, own, STATUSES[String(effect.detail?.status)] ?? 'sent')
  const { content } = message
  const text = spokenText(message, desk.notes)
  const files = content?.kind === 'media' ? content.media.map(({ url }) => url) : []
  await write(step, message, {
    content: [`[${authorLine(message, desk.notes)}]`, text, ...files].filter(Boolean).join('\n'),
    type: 'outgoing',
    attributes: { external_created_at: Math.floor(message.at / 1000) },
    message,
  })
}

type Written = {
  readonly content: string
  readonly type: 'incoming' | 'outgoing'
  readonly attributes: Json
  readonly message?: Message
}

/** Writes a message once under our id, and links it. */
const write = async (step: Step, { id }: Message, written: Written): Promise<void> => {
  const { http, party, account } = step
  const entry = { ...written, isPrivate: false, marker: id }
  await keepPlace(step, id, await account.thread.write(http, party, entry, attemptOf(step)))
}

export const tellStatus = async (step: Step): Promise<void> => {
  const { message, effect, desk } = step
  const place = message && (await placeOf(step, message))
  if (!place) return
  const { notes } = desk
  const reached = String(effect.detail?.status)
  const native = STATUSES[reached]
  if (native) return setStatus(step, place, native)
  const verdict = effect.detail?.verdict as Verdict | undefined
  if (reached === 'failed')
    return fail(
      step,
      ownPlaceOf(step, message),
      place,
      sentenceOf(verdict) ?? notes.say('failed'),
      verdict,
    )
  if (reached === 'expired' || reached === 'cancelled')
    return fail(step, ownPlaceOf(step, message), place, notes.say(reached))
}

export const tellHeld = async (step: Step): Promise<void> => {
  const { message, desk } = step
  const place = message && ownPlaceOf(step, message)
  // The message may have moved on since.
  if (place && message.status === 'held' && message.verdict)
    await note(step, place, desk.notes.held(message.verdict))
}

/** A message bubble can't show that delivery is in doubt. */
export const tellInDoubt = async (step: Step): Promise<void> => {
  const { message, desk, at } = step
  const place = message && ownPlaceOf(step, message)
  // The doubt may be settled by now.
  if (place && message.status === 'unknown' && message.verdict)
    await note(step, place, desk.notes.refused(message.verdict, at))
}

export const tellReleased = async (step: Step): Promise<void> => {
  const { message, desk } = step
  const place = message && ownPlaceOf(step, message)
  if (place) await note(step, place, desk.notes.say('released'))
}

export const tellRefused = async (step: Step): Promise<void> => {
  const { id, verdict } = (step.effect.detail ?? {}) as { id: string; verdict: Verdict }
  const place = ownPlace(step, id)
  if (place) await fail(step, place, place, sentenceOf(verdict) ?? '', verdict)
}

type Asked = {
  readonly id: string
  readonly about: 'templates' | 'help'
  readonly command?: string
  readonly templates: readonly NotedTemplate[]
}

/** A command's answer, written below it. */
export const tellAnswer = async (step: Step): Promise<void> => {
  const { desk, effect } = step
  const { id, about, command, templates } = (effect.detail ?? {}) as Asked
  const place = ownPlace(step, id)
  if (!place) return
  if (command !== undefined)
    await setStatus(step, place, 'failed', desk.notes.say('unknownCommand', { command }))
  const text = about === 'help' ? desk.notes.help(command) : desk.notes.templates(templates)
  await note(step, place, text)
}

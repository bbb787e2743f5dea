/** Delivers messages and their statuses to Chatwoot's conversations. */

import type { Message } from '../../../../src/core/model/message/message.ts'
import type { Verdict } from '../../../../src/core/model/verdict.ts'
import type { Json } from '../../../kit/json.ts'
import { authorLine, messageText } from '../../kit/message-text.ts'
import type { AnsweredInquiry } from '../../kit/notes.ts'
import type { Status } from '../api.ts'
import {
  attemptOf,
  type Delivery,
  fail,
  linkMessage,
  note,
  ownRef,
  ownRefOf,
  refOf,
  sentenceOf,
  setStatus,
} from '../delivery.ts'

/** A contact's message that arrives later than this shows when it was written. */
const LATE_MS = 10 * 60_000

const STATUSES: Readonly<Record<string, Status>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
}

export const deliverReceived = async (delivery: Delivery): Promise<void> => {
  const { message, quoted, senderInbox, effect, at } = delivery
  if (!message) return
  const { notes } = senderInbox
  const isWithheld = effect.detail?.withheld === true
  const text = isWithheld ? notes.say('withheld') : messageText(message, notes)
  const isLate = at - message.at > LATE_MS
  const lines = [text, ...(isLate ? [notes.say('writtenAt', notes.moment(message.at))] : [])]
  const reply = quoted && (await refOf(delivery, quoted))
  await write(delivery, message, {
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
export const deliverSent = async (delivery: Delivery): Promise<void> => {
  const { message, senderInbox, effect } = delivery
  if (!message) return
  const own = ownRefOf(delivery, message)
  if (own) return setStatus(delivery, own, STATUSES[String(effect.detail?.status)] ?? 'sent')
  const { content } = message
  const text = messageText(message, senderInbox.notes)
  const files = content?.kind === 'media' ? content.media.map(({ url }) => url) : []
  await write(delivery, message, {
    content: [`[${authorLine(message, senderInbox.notes)}]`, text, ...files]
      .filter(Boolean)
      .join('\n'),
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
const write = async (delivery: Delivery, { id }: Message, written: Written): Promise<void> => {
  const { http, party, account } = delivery
  const entry = { ...written, isPrivate: false, marker: id }
  await linkMessage(
    delivery,
    id,
    await account.thread.write(http, party, entry, attemptOf(delivery)),
  )
}

export const deliverStatus = async (delivery: Delivery): Promise<void> => {
  const { message, effect, senderInbox } = delivery
  const ref = message && (await refOf(delivery, message))
  if (!ref) return
  const { notes } = senderInbox
  const reached = String(effect.detail?.status)
  const native = STATUSES[reached]
  if (native) return setStatus(delivery, ref, native)
  const verdict = effect.detail?.verdict as Verdict | undefined
  if (reached === 'failed')
    return fail(
      delivery,
      ownRefOf(delivery, message),
      ref,
      sentenceOf(verdict) ?? notes.say('failed'),
      verdict,
    )
  if (reached === 'expired' || reached === 'cancelled')
    return fail(delivery, ownRefOf(delivery, message), ref, notes.say(reached))
}

export const deliverHeld = async (delivery: Delivery): Promise<void> => {
  const { message, senderInbox } = delivery
  const ref = message && ownRefOf(delivery, message)
  // The message may have moved on since.
  if (ref && message.status === 'held' && message.verdict)
    await note(delivery, ref, senderInbox.notes.held(message.verdict))
}

/** A message bubble can't show that delivery is in doubt. */
export const deliverInDoubt = async (delivery: Delivery): Promise<void> => {
  const { message, senderInbox, at } = delivery
  const ref = message && ownRefOf(delivery, message)
  // The doubt may be settled by now.
  if (ref && message.status === 'unknown' && message.verdict)
    await note(delivery, ref, senderInbox.notes.refused(message.verdict, at))
}

export const deliverReleased = async (delivery: Delivery): Promise<void> => {
  const { message, senderInbox } = delivery
  const ref = message && ownRefOf(delivery, message)
  if (ref) await note(delivery, ref, senderInbox.notes.say('released'))
}

export const deliverRefused = async (delivery: Delivery): Promise<void> => {
  const { id, verdict } = (delivery.effect.detail ?? {}) as { id: string; verdict: Verdict }
  const ref = ownRef(delivery, id)
  if (ref) await fail(delivery, ref, ref, sentenceOf(verdict) ?? '', verdict)
}

/** A command's answer, written below it. */
export const deliverAnswer = async (delivery: Delivery): Promise<void> => {
  const { senderInbox, effect } = delivery
  const inquiry = (effect.detail ?? {}) as AnsweredInquiry
  const { id = '', command } = inquiry
  const ref = ownRef(delivery, id)
  if (!ref) return
  if (command !== undefined)
    await setStatus(delivery, ref, 'failed', senderInbox.notes.say('unknownCommand', { command }))
  await note(delivery, ref, senderInbox.notes.answer(inquiry))
}

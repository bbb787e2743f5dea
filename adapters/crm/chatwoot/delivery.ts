/** One delivery of an event with all it needs, and the writes that several kinds of event share. */

import type { Message, Tell } from '../../../src/core/model/message/message.ts'
import type { Verdict } from '../../../src/core/model/verdict.ts'
import type { Http } from '../../../src/ports/http.ts'
import type { Order } from '../../../src/ports/side.ts'
import type { Notes } from '../kit/notes.ts'
import type { Records } from '../kit/records.ts'
import type { Agents } from './agents.ts'
import type { Api, Status } from './api.ts'
import type { Inbox } from './config.ts'
import type { Contacts, Party } from './contacts.ts'
import { formatRef, type MessageRef, parseRef, readMessageId } from './ids.ts'
import type { Thread } from './thread.ts'

/** One of our senders and its inbox in Chatwoot. */
export type SenderInbox = Inbox & {
  readonly organisation: string
  readonly line: string
  readonly notes: Notes
}

export type Account = {
  readonly connection: string
  readonly senderInboxes: ReadonlyMap<string, SenderInbox>
  readonly api: Api
  readonly contacts: Contacts
  readonly thread: Thread
  readonly records: Records
  readonly agents: Agents
}

export type Delivery = Order<Tell> & {
  readonly account: Account
  readonly senderInbox: SenderInbox
  readonly party: Party
  readonly http: Http
}

type Own = NonNullable<ReturnType<typeof readMessageId>>

/** The part of a delivery that `thread` needs. */
export const attemptOf = ({ at, attempt, senderInbox }: Delivery) => ({
  at,
  isRepeated: attempt > 1,
  notes: senderInbox.notes,
})

/** The Chatwoot message that an agent of this connection wrote; undefined if the id is another one. */
export const ownRef = ({ account }: Delivery, id: string) => readMessageId(account.connection, id)

/** The same for a stored message. An automatic one may carry the id of the agent's command. */
export const ownRefOf = (delivery: Delivery, { id, automatic }: Message) =>
  automatic ? undefined : ownRef(delivery, id)

/** The Chatwoot message that shows a stored message, written by an agent or by us. */
export const refOf = async (
  delivery: Delivery,
  message: Message,
): Promise<MessageRef | undefined> => {
  const own = ownRefOf(delivery, message)
  if (own) return own
  const { organisation, account } = delivery
  const { id } = message
  const known = await account.records.theirs({ organisation, kind: 'message', ours: id })
  return known === undefined ? undefined : parseRef(known)
}

export const linkMessage = async (
  { organisation, contact, account }: Delivery,
  id: string,
  ref: MessageRef,
): Promise<void> => {
  if (ref.message === 0) return
  const record = { organisation, contact, kind: 'message', ours: id }
  await account.records.keep(record, formatRef(ref))
}

export const setStatus = async (
  { http, account }: Delivery,
  ref: MessageRef,
  status: Status,
  error?: string,
): Promise<void> => {
  await account.api.setStatus(http, ref, status, error)
}

/** Marks the message as failed with the reason, and adds advice as a private note. */
export const fail = async (
  delivery: Delivery,
  own: Own | undefined,
  ref: MessageRef,
  sentence: string,
  verdict?: Verdict,
): Promise<void> => {
  const { organisation, contact, at, senderInbox, account } = delivery
  // Link first: the agent may press Retry as soon as the failure shows.
  if (own) {
    const record = { organisation, contact, kind: 'failed', ours: formatRef(own) }
    await account.records.keep(record, String(own.retry))
  }
  await setStatus(delivery, ref, 'failed', sentence)
  if (own && verdict) await note(delivery, ref, senderInbox.notes.refused(verdict, at))
}

/** Adds a private note for this event, unless there is nothing to say. */
export const note = async (
  delivery: Delivery,
  { conversation }: Pick<MessageRef, 'conversation'>,
  content: string,
): Promise<void> => {
  if (content === '') return
  const { http, effect, account } = delivery
  const entry = { content, marker: effect.id }
  await account.thread.note(http, conversation, entry, attemptOf(delivery))
}

export const sentenceOf = (verdict: Verdict | undefined): string | undefined =>
  verdict && verdict.status !== 'accepted' ? verdict.sentence : undefined

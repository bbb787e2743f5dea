/** One delivery of an event, with all it needs. */

import type { Message, Tell } from '../../../src/core/model/message/message.ts'
import type { Verdict } from '../../../src/core/model/verdict.ts'
import type { Http } from '../../../src/ports/http.ts'
import type { Order } from '../../../src/ports/side.ts'
import type { Notes } from '../kit/notes.ts'
import type { Records } from '../kit/records.ts'
import type { Agents } from './agents.ts'
import type { Api, Status } from './api.ts'
import type { Inbox } from './config.ts'
import { type Place, readMessageId, readPlace, spellPlace } from './ids.ts'
import type { Party, People } from './people.ts'
import type { Thread } from './thread.ts'

/** One of our senders and its inbox in Chatwoot. */
export type Desk = Inbox & {
  readonly organisation: string
  readonly line: string
  readonly notes: Notes
}

export type Account = {
  readonly connection: string
  readonly desks: ReadonlyMap<string, Desk>
  readonly api: Api
  readonly people: People
  readonly thread: Thread
  readonly records: Records
  readonly agents: Agents
}

export type Step = Order<Tell> & {
  readonly account: Account
  readonly desk: Desk
  readonly party: Party
  readonly http: Http
}

type Own = NonNullable<ReturnType<typeof readMessageId>>

/** What `thread` needs to know about this attempt. */
export const attemptOf = ({ at, attempt, desk }: Step) => ({
  at,
  isRepeated: attempt > 1,
  notes: desk.notes,
})

/** The place of an agent's message in this Chatwoot. */
export const ownPlace = ({ account }: Step, id: string) => readMessageId(account.connection, id)

/** A message's place in Chatwoot. An automatic message for an agent may carry the id of the agent's command. */
export const ownPlaceOf = (step: Step, { id, automatic }: Message) =>
  automatic ? undefined : ownPlace(step, id)

/** A message's place in Chatwoot. */
export const placeOf = async (step: Step, message: Message): Promise<Place | undefined> => {
  const own = ownPlaceOf(step, message)
  if (own) return own
  const { organisation, account } = step
  const { id } = message
  const known = await account.records.theirs({ organisation, kind: 'message', ours: id })
  return known === undefined ? undefined : readPlace(known)
}

export const keepPlace = async (
  { organisation, contact, account }: Step,
  id: string,
  place: Place,
): Promise<void> => {
  if (place.message === 0) return
  const record = { organisation, contact, kind: 'message', ours: id }
  await account.records.keep(record, spellPlace(place))
}

export const setStatus = async (
  { http, account }: Step,
  place: Place,
  status: Status,
  error?: string,
): Promise<void> => {
  await account.api.setStatus(http, place, status, error)
}

/** Marks the message as failed with the reason, and adds advice as a private note. */
export const fail = async (
  step: Step,
  own: Own | undefined,
  place: Place,
  sentence: string,
  verdict?: Verdict,
): Promise<void> => {
  const { organisation, contact, at, desk, account } = step
  // Link first: the agent may press Retry as soon as the failure shows.
  if (own) {
    const record = { organisation, contact, kind: 'failed', ours: spellPlace(own) }
    await account.records.keep(record, String(own.retry))
  }
  await setStatus(step, place, 'failed', sentence)
  if (own && verdict) await note(step, place, desk.notes.refused(verdict, at))
}

/** Adds a private note for this event, unless there is nothing to say. */
export const note = async (
  step: Step,
  { conversation }: Pick<Place, 'conversation'>,
  content: string,
): Promise<void> => {
  if (content === '') return
  const { http, effect, account } = step
  const entry = { content, marker: effect.id }
  await account.thread.note(http, conversation, entry, attemptOf(step))
}

export const sentenceOf = (verdict: Verdict | undefined): string | undefined =>
  verdict && verdict.status !== 'accepted' ? verdict.sentence : undefined

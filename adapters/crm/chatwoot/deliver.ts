/** Tells Chatwoot what happened: one attempt an event. */

import type { Tell } from '../../../src/core/model/message/message.ts'
import type { Verdict } from '../../../src/core/model/verdict.ts'
import type { Http } from '../../../src/ports/http.ts'
import type { Order, Outcome } from '../../../src/ports/side.ts'
import { attempt } from '../kit/calls.ts'
import type { NotedTemplate, Notes } from '../kit/notes.ts'
import type { Records } from '../kit/records.ts'
import { authorLine, spokenText } from '../kit/spoken.ts'
import type { Agents } from './agents.ts'
import type { Api, Json, Status } from './api.ts'
import type { Inbox } from './config.ts'
import { ownerIdPrefix, type Place, readMessageId, readPlace, spellPlace } from './ids.ts'
import type { Party, People } from './people.ts'
import type { Thread } from './thread.ts'

/** One of our senders in Chatwoot. */
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

type Step = Order<Tell> & { readonly desk: Desk; readonly party: Party; readonly http: Http }

/** A message of the contact that arrives later than this says when it was written. */
const LATE_MS = 10 * 60_000

/** Kinds of event that have no form over there. */
const IGNORED: readonly Tell['type'][] = ['message.observed', 'consent.settled', 'session.closed']

/** See `Crm`. */
export const createDeliver = (account: Account) => {
  const { connection, desks, api, people, thread, records, agents } = account

  const stepOf = (order: Order<Tell>, http: Http): Step | undefined => {
    const { effect, organisation, contact, message } = order
    const desk = desks.get(effect.sender ?? '')
    if (!desk || IGNORED.includes(effect.type)) return undefined
    const { address } = effect
    const name = message?.received?.profileName
    const party = { organisation, contact, address, inbox: desk.id, ...(name && { name }) }
    return { ...order, http, desk, party }
  }

  const attemptOf = ({ at, attempt: number, desk }: Step) => ({
    at,
    isRepeated: number > 1,
    notes: desk.notes,
  })

  /** Where a message stands over there. */
  const placeOf = async (step: Step, id: string): Promise<Place | undefined> => {
    const own = readMessageId(connection, id)
    if (own) return own
    const { organisation } = step
    const known = await records.theirs({ organisation, kind: 'message', ours: id })
    return known === undefined ? undefined : readPlace(known)
  }

  const keepPlace = async ({ organisation, contact }: Step, id: string, place: Place) => {
    if (place.message === 0) return
    await records.keep({ organisation, contact, kind: 'message', ours: id }, spellPlace(place))
  }

  const received = async (step: Step): Promise<void> => {
    const { message, quoted, http, party, desk, effect, at } = step
    if (!message) return
    const { notes } = desk
    const isWithheld = effect.detail?.withheld === true
    const text = isWithheld ? notes.say('withheld') : spokenText(message, notes)
    const isLate = at - message.at > LATE_MS
    const lines = [text, ...(isLate ? [notes.say('writtenAt', notes.moment(message.at))] : [])]
    const reply = quoted && (await placeOf(step, quoted.id))
    const place = await thread.write(
      http,
      party,
      {
        content: lines.filter((line) => line !== '').join('\n\n'),
        type: 'incoming',
        isPrivate: false,
        marker: message.id,
        attributes: {
          external_created_at: Math.floor(message.at / 1000),
          ...(reply && { in_reply_to: reply.message }),
        },
        ...(!isWithheld && { message }),
      },
      attemptOf(step),
    )
    await keepPlace(step, message.id, place)
  }

  /** An agent's message in this inbox, or one that was written elsewhere and appears as ours. */
  const sent = async (step: Step): Promise<void> => {
    const { message, http, party, desk, effect } = step
    if (!message) return
    const status = STATUSES[String(effect.detail?.status)] ?? 'sent'
    const own = readMessageId(connection, message.id)
    if (own) {
      await setStatus(step, own, status)
      return
    }
    const { content } = message
    const text = spokenText(message, desk.notes)
    const files = content?.kind === 'media' ? content.media.map(({ url }) => url) : []
    const place = await thread.write(
      http,
      party,
      {
        content: [`[${authorLine(message, desk.notes)}]`, text, ...files]
          .filter(Boolean)
          .join('\n'),
        type: 'outgoing',
        isPrivate: false,
        marker: message.id,
        attributes: { external_created_at: Math.floor(message.at / 1000) },
        message,
      },
      attemptOf(step),
    )
    await keepPlace(step, message.id, place)
  }

  const setStatus = async ({ http }: Step, place: Place, status: Status, error?: string) => {
    await api.setStatus(http, place, status, error)
  }

  const status = async (step: Step): Promise<void> => {
    const { message, effect, desk } = step
    if (!message) return
    const place = await placeOf(step, message.id)
    if (!place) return
    const { notes } = desk
    const reached = String(effect.detail?.status)
    const native = STATUSES[reached]
    if (native) return setStatus(step, place, native)
    const verdict = effect.detail?.verdict as Verdict | undefined
    if (reached === 'failed')
      return fail(step, message.id, place, sentenceOf(verdict) ?? notes.say('failed'), verdict)
    if (reached === 'expired' || reached === 'cancelled')
      return fail(step, message.id, place, notes.say(reached))
  }

  /** Their own failed state with the sentence, and what would help in a private note. */
  const fail = async (
    step: Step,
    id: string,
    place: Place,
    sentence: string,
    verdict?: Verdict,
  ): Promise<void> => {
    const { organisation, contact, at, desk } = step
    const own = readMessageId(connection, id)
    // Noted first: their Retry button may be pressed as soon as the failure is shown.
    if (own)
      await records.keep(
        { organisation, contact, kind: 'failed', ours: spellPlace(own) },
        String(own.retry),
      )
    await setStatus(step, place, 'failed', sentence)
    if (own && verdict) await note(step, place, desk.notes.refused(verdict, at))
  }

  const note = async (step: Step, { conversation }: Place, content: string): Promise<void> => {
    if (content === '') return
    const { http, effect } = step
    await thread.note(http, conversation, { content, marker: effect.id }, attemptOf(step))
  }

  const held = async (step: Step): Promise<void> => {
    const { message, desk } = step
    const place = message && readMessageId(connection, message.id)
    // It may have gone on since.
    if (place && message.status === 'held' && message.verdict)
      await note(step, place, desk.notes.held(message.verdict))
  }

  const released = async (step: Step): Promise<void> => {
    const { message, desk } = step
    const place = message && readMessageId(connection, message.id)
    if (place) await note(step, place, desk.notes.say('released'))
  }

  const refused = async (step: Step): Promise<void> => {
    const { id, verdict } = (step.effect.detail ?? {}) as { id: string; verdict: Verdict }
    const place = readMessageId(connection, id)
    if (place) await fail(step, id, place, sentenceOf(verdict) ?? '', verdict)
  }

  const answered = async (step: Step): Promise<void> => {
    const { desk, effect } = step
    const { id, about, command, templates } = (effect.detail ?? {}) as Asked
    const place = readMessageId(connection, id)
    if (!place) return
    if (command !== undefined)
      await setStatus(step, place, 'failed', desk.notes.say('unknownCommand', { command }))
    const text = about === 'help' ? desk.notes.help(command) : desk.notes.templates(templates)
    await note(step, place, text)
  }

  /** Consent stands at the contact, if Chatwoot has it. */
  const consent = async (step: Step): Promise<void> => {
    const { effect, http, party, desk } = step
    const contact = await people.known(http, party)
    if (contact === undefined) return
    const value = effect.type.slice('consent.'.length)
    const channel = effect.address.slice(0, effect.address.indexOf(':'))
    const attributes: Json = { postern_consent: value, [`postern_consent_${channel}`]: value }
    const { status: code } = await api.changeContact(http, contact, {
      custom_attributes: attributes,
    })
    if (code === 404) await people.forget(party)
    if (effect.type !== 'consent.questioned') return
    const conversation = await people.linked(party)
    const words = effect.detail?.words
    const text =
      typeof words === 'string'
        ? desk.notes.say('questioned', { words })
        : desk.notes.say('questionedHidden')
    if (conversation !== undefined) await note(step, { conversation, message: 0 }, text)
  }

  /** The owner becomes the assignee of the contact's conversations in the line. */
  const owner = async (step: Step): Promise<void> => {
    const { effect, http, party } = step
    // It came from there, and may have changed again since.
    if (effect.id.startsWith(ownerIdPrefix(connection))) return
    const name = effect.type === 'contact.taken' ? String(effect.detail?.owner) : undefined
    const assignee = name === undefined ? NOBODY : await agents.idOf(http, name)
    if (assignee === undefined) return
    const cause = readMessageId(connection, effect.id.replace(/:\d+$/, ''))
    const conversations = new Set(cause ? [cause.conversation] : [])
    for (const { id, line, organisation } of desks.values()) {
      if (line !== effect.line || organisation !== step.organisation) continue
      const linked = await people.linked({ ...party, inbox: id })
      if (linked !== undefined) conversations.add(linked)
    }
    for (const conversation of conversations) await api.assign(http, conversation, assignee)
  }

  const run = async (step: Step): Promise<void> => {
    switch (step.effect.type) {
      case 'message.received':
        return received(step)
      case 'message.sent':
        return sent(step)
      case 'message.status':
        return status(step)
      case 'message.held':
        return held(step)
      case 'message.released':
        return released(step)
      case 'message.refused':
        return refused(step)
      case 'agent.answered':
        return answered(step)
      case 'contact.taken':
      case 'contact.released':
        return owner(step)
      case 'consent.requested':
      case 'consent.granted':
      case 'consent.refused':
      case 'consent.revoked':
      case 'consent.questioned':
        return consent(step)
    }
  }

  return {
    ignores: (order: Order<Tell>): boolean =>
      !desks.has(order.effect.sender ?? '') || IGNORED.includes(order.effect.type),
    deliver: (order: Order<Tell>, http: Http): Promise<Outcome> =>
      attempt(async () => {
        const step = stepOf(order, http)
        if (step) await run(step)
        return { status: 'accepted', id: order.effect.id }
      }),
  }
}

type Asked = {
  readonly id: string
  readonly about: 'templates' | 'help'
  readonly command?: string
  readonly templates: readonly NotedTemplate[]
}

/** An assignee that nobody is takes the present one away. */
const NOBODY = 0

const STATUSES: Readonly<Record<string, Status>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
}

const sentenceOf = (verdict: Verdict | undefined): string | undefined =>
  verdict && verdict.status !== 'accepted' ? verdict.sentence : undefined

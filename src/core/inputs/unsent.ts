/** When a message counts as sent: asks a person where nothing can tell, and can undo or move the effects of sending. */

import { refuse } from '../gate/refuse.ts'
import { isSameTime } from '../gate/waits/same.ts'
import { consentOf, isNo, withConsent } from '../model/consent.ts'
import type { Consent, Contact, Instant } from '../model/contact.ts'
import type { Message, Resolution } from '../model/message/message.ts'
import { releaseContact } from '../model/owner.ts'
import { ACCEPTED, type Objection, type Verdict } from '../model/verdict.ts'
import { dropNotice } from '../wording/notice.ts'
import { type Draft, keep, policyOf, send, tellMessage } from './draft.ts'

/** The provider can't tell whether it was sent: it stays `unknown` until a person decides or a report comes. */
export const askPerson = (draft: Draft, message: Message): void => {
  if (isAsked(message)) {
    keep(draft, message)
    return
  }
  const attemptedAt = message.history.find(({ status }, index) => isDoubt(message, status, index))
  const refusal = refuse(
    { reason: 'maybe_sent', message: message.id, attemptedAt: attemptedAt?.at ?? draft.at },
    draft.contact,
    contextOf(draft, message),
    draft.policy,
  )
  const asked = { ...message, verdict: { status: 'refused', ...refusal } as const }
  keep(draft, asked)
  const { message: _, ...detail } = refusal
  tellMessage(draft, 'message.in_doubt', asked, detail)
}

/** Whether this is the first doubt since the last attempt. */
const isDoubt = ({ history }: Message, status: Message['status'], index: number): boolean =>
  status === 'unknown' && index > history.findLastIndex((entry) => entry.status === 'accepted')

/** A message in doubt, or that failed, as the gate refuses it. */
export const contextOf = ({ at }: Draft, { sender, address, agent }: Message) => ({
  at,
  sender,
  to: address,
  ...(agent !== undefined && { agent }),
})

/** Whether a person has been asked and has not decided yet. */
export const isAsked = ({ status, verdict }: Message): boolean =>
  status === 'unknown' && verdict?.status === 'refused' && verdict.reason === 'maybe_sent'

/** Removes the question: the message is settled. */
export const withoutQuestion = (message: Message): Message => {
  if (!isAsked(message)) return message
  const { verdict: _, ...settled } = message
  return settled
}

/** Applies a person's decision: sends the message again under the same id, or ends it as not sent. */
export const decideResolution = (draft: Draft, { known, is }: Resolution): Verdict => {
  if (!known) return ACCEPTED
  const { at } = draft
  if (!isAsked(known)) {
    const objection: Objection = { reason: 'not_in_doubt', messageStatus: known.status }
    const context = contextOf(draft, known)
    return { status: 'refused', ...refuse(objection, draft.contact, context, draft.policy) }
  }
  if (is === 'resend') {
    const status = 'accepted' as const
    const history = [...known.history, { status, at }]
    const again = { ...withoutQuestion(known), status, history, resentAt: at }
    send(draft, again)
    tellMessage(draft, 'message.status', again, { status, at })
    return ACCEPTED
  }
  undo(draft, known)
  const end = { status: 'failed', at, code: 'discarded' } as const
  // Keep the sentence; there is nothing left to do.
  const verdict = { ...known.verdict, remedies: [] } as Verdict
  const { status, code } = end
  const discarded = { ...known, status, code, history: [...known.history, end], verdict }
  keep(draft, discarded)
  tellMessage(draft, 'message.status', discarded, { ...end, verdict })
  return ACCEPTED
}

/** Undoes what sending the message had changed, since it never arrived. */
export const undo = (draft: Draft, message: Message): void => {
  const { policy } = draft
  const left = acceptedAt(message)
  const owner = draft.contact.owners[message.line]
  if (message.automatic === 'opt_in_request') undoRequest(draft, message)
  else if (message.automatic) draft.contact = withoutReply(draft.contact, message, left)
  if (message.automatic === 'doubt_question')
    draft.contact = withoutDoubtQuestion(draft.contact, message, left)
  draft.contact = dropNotice(draft.contact, message)
  const { noticedAt, ...unnoticed } = consentOf(draft.contact, policy)
  if (isOwnTime(message, noticedAt)) draft.contact = withConsent(draft.contact, policy, unnoticed)
  const took = owner?.agent === message.agent && owner?.since === left && owner?.activeAt === left
  // The agent's message may still be held, although the request it waited for failed.
  if (owner && took && !hasHeld(draft, message)) {
    draft.contact = releaseContact(draft.contact, message.line)
    const detail = { owner: owner.agent }
    tellMessage(draft, 'contact.released', message, detail)
  }
}

/** A request counts from when it leaves, which may be long after it was let through. */
export const countFrom = (draft: Draft, known: Message, at: Instant): void => {
  const { contact, policy } = draft
  const consent = consentOf(contact, policy)
  const from = countedFrom(consent, known)
  if (from === undefined || isSameTime(from, at)) return
  const { replies } = contact
  const key = `opt_in_request ${known.sender}`
  const lastAt = replies.lastAt[key] === from ? { ...replies.lastAt, [key]: at } : replies.lastAt
  draft.contact = withConsent({ ...contact, replies: { ...replies, lastAt } }, policy, {
    ...consent,
    requestedAt: at,
    ...(consent.agentRequestedAt === from && { agentRequestedAt: at }),
  })
}

/** A request that never arrived was none: the next one needs no cool-down. */
const undoRequest = (draft: Draft, message: Message): void => {
  const { contact, policy } = draft
  const before = consentOf(contact, policy)
  const left = countedFrom(before, message)
  if (left === undefined) return
  const { requestedAt: _, agentRequestedAt, purposes: __, ...rest } = before
  // An earlier request by an agent can still be answered and still counts for 24 hours.
  const isOpen = agentRequestedAt !== undefined && agentRequestedAt !== left
  const earlier = isOpen && { requestedAt: agentRequestedAt, agentRequestedAt }
  const consent: Consent = {
    ...rest,
    ...earlier,
    ...(rest.status === 'requested' && !isOpen && { status: 'unasked' }),
  }
  draft.contact = withConsent(contact, policy, consent)
}

/** When this request was let through, or attempted, if it is the one that counts. An answer shows that it was read. */
const countedFrom = (consent: Consent, message: Message): Instant | undefined => {
  const { requestedAt: from, status } = consent
  if (from === undefined || status === 'granted' || (isNo(consent) && consent.at >= from))
    return undefined
  return isOwnTime(message, from) ? from : undefined
}

/** Whether the message was let through, or attempted by us, at that time. */
const isOwnTime = ({ history }: Message, time: Instant | undefined): boolean =>
  history.some(({ at, status, connection }) => at === time && (status === 'accepted' || connection))

/** The same answer can be sent again at once. */
const withoutReply = (contact: Contact, { automatic, sender }: Message, left: Instant): Contact => {
  const { replies } = contact
  const { [`${automatic} ${sender}`]: at, ...lastAt } = replies.lastAt
  return at === left ? { ...contact, replies: { ...replies, lastAt } } : contact
}

/** A yes would answer a question that the contact has not read. */
const withoutDoubtQuestion = (contact: Contact, { sender }: Message, left: Instant): Contact => {
  const doubt = contact.doubts?.[sender]
  if (doubt?.askedAt !== left) return contact
  const { askedAt: _, ...unasked } = doubt
  return { ...contact, doubts: { ...contact.doubts, [sender]: unasked } }
}

/** Whether another message of the same agent waits in the line. */
const hasHeld = ({ contact, policy }: Draft, { agent, line }: Message): boolean =>
  contact.held.some(
    ({ message }) => message.agent === agent && policyOf(policy, message.sender)?.line.id === line,
  )

/** When we let it through; that the provider refused it for a pause has a code. */
const acceptedAt = ({ at, history }: Message): Instant =>
  history.findLast(({ status, code }) => status === 'accepted' && code === undefined)?.at ?? at

/** When the message was sent to the provider; for a held one, later than it was written. */
export const leftAt = ({ at, history }: Message): Instant =>
  history.findLast(({ status }) => status === 'accepted')?.at ?? at

/** Handles what is due: releases or expires held messages, closes sessions. Also withdraws a held message. */

import { refuse } from '../gate/refuse.ts'
import { turnsStaleAt } from '../gate/waits/changed.ts'
import { type Address, factsOf } from '../model/address.ts'
import type { Contact, Instant, Session } from '../model/contact.ts'
import type { Due, Recall } from '../model/message/message.ts'
import { closeOf, isCloseReported } from '../model/session.ts'
import { ACCEPTED, type Verdict } from '../model/verdict.ts'
import { type Draft, nextId, policyOf, tell } from './draft.ts'
import { isToJudge, releaseFree } from './held.ts'
import { giveUp } from './waiting.ts'

/** Carries out everything due by `at`. */
export const decideDue = (draft: Draft, { at, wakeAt: meantAt }: Due): Verdict => {
  const { wakeAt, ...contact } = draft.contact
  // Two wake-ups may be pending; remember the later one.
  if (wakeAt !== undefined && (wakeAt <= at || wakeAt === meantAt)) draft.contact = contact
  for (const held of draft.contact.held) if (held.expiresAt <= at) giveUp(draft, held, 'expired')
  releaseFree(draft)
  for (const [sender, session] of openSessions(draft.contact)) {
    const closedAt = closeOf(session, policyOf(draft.policy, sender) ?? draft.policy)
    if (closedAt <= at) tellClose(draft, sender, session, closedAt)
  }
  return ACCEPTED
}

/** Withdraws a held message. */
export const decideRecall = (draft: Draft, input: Recall): Verdict => {
  const { contact, policy, at } = draft
  const held = contact.held.find(({ message }) => message.id === input.message)
  if (held) {
    giveUp(draft, held, 'cancelled')
    return ACCEPTED
  }
  const messageStatus = input.known?.status
  const approach = { at, sender: policy.sender.address, to: input.address }
  const objection = {
    reason: 'not_held',
    ...(messageStatus !== undefined && { messageStatus }),
  } as const
  return { status: 'refused', ...refuse(objection, contact, approach, policy) }
}

/** Schedules a wake-up for the contact, unless an earlier one is pending. */
export const schedule = (draft: Draft): void => {
  const { contact, policy, at } = draft
  let next = Number.POSITIVE_INFINITY
  for (const held of contact.held) {
    const { message, until, expiresAt } = held
    const own = policyOf(policy, message.sender)
    // A removed sender can't send anything: only the expiry needs a wake-up.
    const wanted = own && (typeof until === 'number' ? until : turnsStaleAt(contact, held, at, own))
    next = Math.min(next, expiresAt, wanted ?? expiresAt)
    // Wake up at once, to judge by the clock: the input may have come late. A `due` input has judged it already.
    if (draft.input.kind !== 'due' && isToJudge(draft, held)) next = Math.min(next, at)
  }
  for (const [sender, session] of openSessions(contact))
    next = Math.min(next, closeOf(session, policyOf(policy, sender) ?? policy))
  if (next >= (contact.wakeAt ?? Number.POSITIVE_INFINITY)) return
  draft.contact = { ...contact, wakeAt: next }
  draft.effects.push({ kind: 'later', id: nextId(draft), at: next })
}

/** Sessions that closed without the CRM having been notified. */
const openSessions = (contact: Contact): readonly (readonly [Address, Session])[] =>
  (Object.entries(contact.sessions) as [Address, Session][]).filter(
    ([sender, session]) => factsOf(sender).hasSession && !isCloseReported(session),
  )

const tellClose = (draft: Draft, sender: Address, session: Session, closedAt: Instant): void => {
  const { contact } = draft
  const notified = { ...session, closeToldFor: session.lastInboundAt }
  draft.contact = { ...contact, sessions: { ...contact.sessions, [sender]: notified } }
  const line = policyOf(draft.policy, sender)?.line.id
  const about = { sender, address: session.address, detail: { closedAt } }
  tell(draft, 'session.closed', line === undefined ? about : { ...about, line })
}

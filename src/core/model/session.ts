/** The 24-hour session: facts and comparisons, nothing that has to fire. */

import { type Address, factsOf } from './address.ts'
import type { Contact, Instant, Session } from './contact.ts'
import type { Policy } from './policy/policy.ts'

export type SessionState =
  | { readonly state: 'open'; readonly closesAt?: Instant }
  /** `closedAt` is absent when the contact never wrote to this sender. */
  | { readonly state: 'closed'; readonly closedAt?: Instant }

/** Whether free text may be sent to the contact at `at`. Always, on a channel without sessions. */
export const sessionOf = (contact: Contact, policy: Policy, at: Instant): SessionState => {
  const sender = policy.sender.address
  if (!factsOf(sender).hasSession) return { state: 'open' }
  const session = contact.sessions[sender]
  if (!session) return { state: 'closed' }
  const closesAt = closeOf(session, policy)
  return at < closesAt && !closedByProvider(session)
    ? { state: 'open', closesAt }
    : { state: 'closed', closedAt: closesAt }
}

/** The end of a session. */
export const closeOf = (session: Session, policy: Policy): Instant =>
  closedByProvider(session)
    ? session.closedAt
    : session.lastInboundAt + policy.rules.sessionMs - policy.limits.sessionMarginMs

/** The provider's report counts until the contact writes again. */
const closedByProvider = (session: Session): session is Session & { readonly closedAt: Instant } =>
  session.closedAt !== undefined && session.closedAt >= session.lastInboundAt

/** Whether the CRM was notified that this session has ended. */
export const isCloseReported = (session: Session): boolean =>
  session.closeToldFor === session.lastInboundAt

/** Opens the session at `at`; a late message never moves it back. */
export const extendSession = (
  contact: Contact,
  sender: Address,
  address: Address,
  at: Instant,
): Contact => {
  const session = contact.sessions[sender]
  if (session && session.lastInboundAt > at) return contact
  return {
    ...contact,
    sessions: { ...contact.sessions, [sender]: { ...session, lastInboundAt: at, address } },
  }
}

/** Whether the contact wrote recently, on any channel, so that a message now is an answer. */
export const isAnswer = (contact: Contact, policy: Policy, at: Instant): boolean => {
  const session = contact.sessions[policy.sender.address]
  return session !== undefined && at < session.lastInboundAt + policy.rules.quietHours.answerMs
}

/** Whether the contact wrote to this sender within a session's length, on any channel. */
export const hasWrittenLately = (contact: Contact, policy: Policy, at: Instant): boolean => {
  const session = contact.sessions[policy.sender.address]
  return session !== undefined && at < session.lastInboundAt + policy.rules.sessionMs
}

/** Two contacts turn out to be one person: their facts are united, the more restrictive ones win. */

import { isNo, isOwnNo } from './consent.ts'
import type {
  Consent,
  ConsentStatus,
  Contact,
  Doubt,
  Held,
  Owner,
  PurposeConsent,
  Replies,
  Session,
} from './contact.ts'

/** Most restrictive last. */
const STRICTNESS: readonly ConsentStatus[] = [
  'granted',
  'unasked',
  'requested',
  'refused',
  'revoked',
]

/** A no that the CRM recorded it may undo, the contact's own it may not: so that one is stricter. */
const strictnessOf = (consent: Consent): number =>
  STRICTNESS.indexOf(consent.status) + (isOwnNo(consent) ? STRICTNESS.length : 0)

/** One contact out of several; the first one's id stays. */
export const mergeContacts = (contact: Contact, others: readonly Contact[]): Contact =>
  others.reduce(mergeTwo, contact)

const mergeTwo = (a: Contact, b: Contact): Contact => {
  // A wake-up pending for the absorbed contact will not find this one.
  const { wakeAt: _, openings: ours, ...facts } = b
  const { openings, ...own } = a
  return {
    ...facts,
    ...own,
    ...(openings && ours && { openings: [...new Set([...openings, ...ours])] }),
    addresses: [...new Set([...a.addresses, ...b.addresses])],
    consents: unite(a.consents, b.consents, mergeConsents),
    sessions: unite(a.sessions, b.sessions, mergeSessions),
    owners: unite(a.owners, b.owners, firstOwner),
    held: mergeHeld(a.held, b.held),
    replies: mergeReplies(a.replies, b.replies),
    ...((a.notices || b.notices) && { notices: { ...b.notices, ...a.notices } }),
    unreachable: unite(a.unreachable, b.unreachable, Math.max),
    ...((a.doubts || b.doubts) && { doubts: unite(a.doubts ?? {}, b.doubts ?? {}, laterDoubt) }),
    ...((a.purposes || b.purposes) && {
      purposes: unite(a.purposes ?? {}, b.purposes ?? {}, mergePurposeConsents),
    }),
    ...((a.sends || b.sends) && { sends: unite(a.sends ?? {}, b.sends ?? {}, mergeTimes) }),
    marketingStopped: unite(a.marketingStopped, b.marketingStopped, Math.max),
  }
}

const unite = <T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  merge: (a: T, b: T) => T,
): Record<string, T> => {
  const united = { ...a }
  for (const [key, value] of Object.entries(b)) {
    const other = a[key]
    united[key] = other === undefined ? value : merge(other, value)
  }
  return united
}

const mergeConsents = (a: Consent, b: Consent): Consent => {
  const order = strictnessOf(a) - strictnessOf(b)
  const stricter = order > 0 || (order === 0 && a.at >= b.at) ? a : b
  const requestedAt = max(a.requestedAt, b.requestedAt)
  const agentRequestedAt = max(a.agentRequestedAt, b.agentRequestedAt)
  const noticedAt = max(a.noticedAt, b.noticedAt)
  const senders = new Set([...(a.senders ?? []), ...(b.senders ?? [])])
  return {
    ...stricter,
    ...(requestedAt !== undefined && { requestedAt }),
    ...(agentRequestedAt !== undefined && { agentRequestedAt }),
    ...(noticedAt !== undefined && { noticedAt }),
    ...(senders.size > 0 && isNo(stricter) && { senders: [...senders] }),
  }
}

const laterDoubt = (a: Doubt, b: Doubt): Doubt => (b.at > a.at ? b : a)

const mergeSessions = (a: Session, b: Session): Session => {
  const later = b.lastInboundAt > a.lastInboundAt ? b : a
  const closedAt = max(a.closedAt, b.closedAt)
  return { ...later, ...(closedAt !== undefined && { closedAt }) }
}

/** A no wins, else the later answer. */
const mergePurposeConsents = (a: PurposeConsent, b: PurposeConsent): PurposeConsent => {
  if (a.status !== b.status) return a.status === 'revoked' ? a : b
  return b.at > a.at ? b : a
}

const mergeTimes = (a: readonly number[], b: readonly number[]): readonly number[] =>
  [...a, ...b].sort((one, other) => one - other)

const firstOwner = (a: Owner, b: Owner): Owner => (b.since < a.since ? b : a)

const mergeHeld = (a: readonly Held[], b: readonly Held[]): readonly Held[] => {
  const known = new Set(a.map(({ message }) => message.id))
  return [...a, ...b.filter(({ message }) => !known.has(message.id))].sort(
    (one, other) => one.heldAt - other.heldAt,
  )
}

const mergeReplies = (a: Replies, b: Replies): Replies => ({
  ...((a.changes || b.changes) && {
    changes: unite(a.changes ?? {}, b.changes ?? {}, (one, other) =>
      [...one, ...other].sort((x, y) => x - y),
    ),
  }),
  lastAt: unite(a.lastAt, b.lastAt, Math.max),
  recent: unite(a.recent, b.recent, (one, other) => [...one, ...other].sort((x, y) => x - y)),
})

const max = (a: number | undefined, b: number | undefined) =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b)

/** Receipts: statuses merge by rank, and the provider's report overrides our own facts. */

import { isAboutRecipient, isLasting, type Moment, refuseByProvider } from '../gate/faults.ts'
import { fillIfKnown } from '../gate/fill-template.ts'
import { THROTTLE_MS } from '../gate/rules/purpose.ts'
import { channelOf } from '../model/address.ts'
import { consentOf, isNo, isOwnNo, withConsent } from '../model/consent.ts'
import type { Instant, Session } from '../model/contact.ts'
import { type Fault, PAUSE_MS } from '../model/message/fault.ts'
import type { Message, MessageStatus, Receipt } from '../model/message/message.ts'
import { MARKETING } from '../model/purpose.ts'
import { ACCEPTED, type Objection, type Refusal, type Verdict } from '../model/verdict.ts'
import { saidStop } from '../reading/keyword.ts'
import { REQUEST_VALID_MS } from '../wording/automatic.ts'
import { dropNotice, queueNotice, recordNoticeSent } from '../wording/notice.ts'
import { type Draft, keep, send, tell, tellMessage } from './draft.ts'
import { failRefused, observe } from './held.ts'
import { recordPurposeConsent } from './purpose-consent.ts'
import { askPerson, contextOf, countFrom, leftAt, undo, withoutQuestion } from './unsent.ts'

const RANKS: readonly MessageStatus[] = [
  'held',
  'accepted',
  'unknown',
  'queued',
  'sent',
  'delivered',
  'read',
]

/** A status's rank; failed, expired and cancelled have none. */
export const rankOf = (status: MessageStatus): number => RANKS.indexOf(status)

/**
 * The later of two statuses. A delivered message did not fail; one that ended without delivery stays ended,
 * unless we gave it up and the provider reports otherwise.
 */
export const mergeStatus = (
  current: MessageStatus,
  next: MessageStatus,
  wasOurs = false,
): MessageStatus => {
  if (rankOf(current) < 0)
    return wasOurs && rankOf(next) >= rankOf('sent') && current !== 'cancelled' ? next : current
  if (rankOf(next) >= 0) return rankOf(next) > rankOf(current) ? next : current
  return rankOf(current) < rankOf('delivered') ? next : current
}

/** Merges the receipt into the message and applies the consequences of a failure. */
export const decideReceipt = (draft: Draft, receipt: Receipt): Verdict => {
  if (!receipt.known || receipt.status === 'received') return ACCEPTED
  const { connection, rendered } = receipt
  const known = fillIfKnown(draft.contact, receipt.known, draft.policy, draft.at)
  if (rendered !== undefined) {
    if (known.status === 'accepted') reword(draft, known, rendered)
    return ACCEPTED
  }
  const entry = {
    status: receipt.status,
    at: receipt.at,
    ...pick(receipt),
    ...(connection !== undefined && { connection }),
  }
  if (isFormer(known, receipt)) {
    keep(draft, { ...known, history: [...known.history, entry] })
    return ACCEPTED
  }
  if (isLeaving(known, receipt)) countFrom(draft, known, receipt.at)
  if (rankOf(receipt.status) >= rankOf('queued')) {
    const left = isLeaving(known, receipt) ? receipt.at : leftAt(known)
    draft.contact = recordNoticeSent(draft.contact, known, left, draft.policy)
  }
  // As far as we knew, no attempt had been accepted.
  const wasOurs = known.providerId === undefined && receipt.providerId !== undefined
  const status = mergeStatus(known.status, receipt.status, wasOurs)
  const providerId = known.providerId ?? receipt.providerId
  const before = status === known.status ? known : withoutQuestion(known)
  const message: Message = {
    ...recordObservation(draft, before, receipt),
    status,
    history: [...known.history, entry],
    ...(providerId !== undefined && { providerId }),
  }
  if (status === 'unknown' && receipt.isUndecided) askPerson(draft, message)
  else if (status === 'accepted' && receipt.fault === 'sender_paused') {
    // The message keeps waiting, and the CRM sees for what.
    keep(draft, postpone(draft, message, known, receipt.at))
    tellMessage(draft, 'message.status', message, { status, at: receipt.at, ...pick(receipt) })
  } else if (status === known.status) keep(draft, message)
  else if (rankOf(status) < 0) {
    const repeatAt = receipt.mayRepeat && repeatTime(message, receipt.at)
    if (repeatAt) repeat(draft, message, receipt, repeatAt)
    else end(draft, message, receipt, known)
  } else advance(draft, rankOf(known.status) < 0 ? lift(draft, message) : message, known, receipt)
  return ACCEPTED
}

/** A request that the provider has not taken counts from this attempt, and may still leave after the pause. */
const postpone = (draft: Draft, message: Message, known: Message, at: Instant): Message => {
  if (message.automatic !== 'opt_in_request') return message
  countFrom(draft, known, at)
  return { ...message, validUntil: at + PAUSE_MS + REQUEST_VALID_MS }
}

/** Whether our own attempt has just succeeded, so that the message is sent now. A message in doubt was sent before. */
const isLeaving = (known: Message, { connection, status }: Receipt): boolean =>
  connection !== undefined &&
  rankOf(status) >= rankOf('queued') &&
  rankOf(known.status) !== rankOf('unknown')

/** Updates the message that now begins with the notice after all, or no longer does. */
const reword = (draft: Draft, known: Message, rendered: string): void => {
  keep(draft, { ...known, rendered })
  const isLonger = rendered.length > (known.rendered ?? '').length
  draft.contact = (isLonger ? queueNotice : dropNotice)(draft.contact, known)
}

/** Late statuses of an abandoned attempt don't count, except a delivery. */
const isFormer = ({ formerIds = [] }: Message, { providerId, status }: Receipt): boolean =>
  formerIds.includes(providerId ?? '') && rankOf(status) < rankOf('delivered')

/** How long to keep resending a message without a validity period. */
const MAX_REPEAT_MS = 4 * 3_600_000
const REPEAT_DELAYS_MS = [60_000, 300_000]
const LAST_DELAY_MS = 900_000

/** When to send it again; undefined if that would be too late. */
const repeatTime = (message: Message, at: Instant): Instant | undefined => {
  const { formerIds = [], validUntil, history } = message
  const firstAt = history.find(({ status }) => status === 'accepted')?.at ?? message.at
  const repeatAt = at + (REPEAT_DELAYS_MS[formerIds.length] ?? LAST_DELAY_MS)
  return repeatAt < (validUntil ?? firstAt + MAX_REPEAT_MS) ? repeatAt : undefined
}

/** Sends a message again that the provider accepted but did not deliver. */
const repeat = (draft: Draft, message: Message, receipt: Receipt, repeatAt: Instant): void => {
  const { providerId, ...rest } = message
  const status = 'accepted' as const
  const again: Message = {
    ...rest,
    status,
    history: [...message.history, { status, at: receipt.at }],
    repeatAt,
    formerIds: [...(message.formerIds ?? []), ...(providerId === undefined ? [] : [providerId])],
  }
  send(draft, again)
  tellMessage(draft, 'message.status', again, { status, at: receipt.at, ...pick(receipt) })
}

/** A message we had given up did arrive: undoes the consequences. */
const lift = (draft: Draft, { verdict: _, code: __, ...message }: Message): Message => {
  const { policy } = draft
  const channel = channelOf(message.sender)
  const { [channel]: ___, ...unreachable } = draft.contact.unreachable
  draft.contact = { ...draft.contact, unreachable }
  const consent = consentOf(draft.contact, policy)
  const isUnasked = consent.status === 'unasked'
  if (message.automatic === 'opt_in_request' && (isUnasked || isNo(consent))) {
    const requestedAt = Math.max(leftAt(message), consent.requestedAt ?? 0)
    draft.contact = withConsent(draft.contact, policy, {
      ...consent,
      ...(isUnasked && { status: 'requested' }),
      requestedAt,
      ...(message.agent !== undefined && { agentRequestedAt: requestedAt }),
    })
  }
  return message
}

/** Records the objection of the last check, unless one is recorded already. */
const recordObservation = (draft: Draft, known: Message, { status, refusal }: Receipt): Message =>
  refusal && status !== 'failed' && !known.observed
    ? observe(draft, known, { status: 'refused', ...refusal })
    : known

const pick = ({ code }: Receipt) => (code === undefined ? {} : { code })

const advance = (draft: Draft, message: Message, known: Message, receipt: Receipt): void => {
  const { status, providerId } = message
  keep(draft, message)
  const isSent = rankOf(known.status) < rankOf('queued') && rankOf(status) >= rankOf('queued')
  if (isSent)
    tellMessage(draft, 'message.sent', message, {
      status,
      ...(providerId !== undefined && { providerId }),
    })
  if (!isSent || rankOf(status) > rankOf('sent'))
    tellMessage(draft, 'message.status', message, { status, at: receipt.at, ...pick(receipt) })
}

/** The message failed or was not sent in time. */
const end = (draft: Draft, message: Message, receipt: Receipt, known: Message): void => {
  const { status } = message
  undo(draft, message)
  const code = pick(receipt)
  const refusal =
    status === 'failed' && (receipt.refusal ?? explain(draft, message, receipt, known))
  const reason = refusal ? { verdict: { status: 'refused', ...refusal } as const } : {}
  keep(draft, { ...message, ...code, ...reason })
  tellMessage(draft, 'message.status', message, { status, at: receipt.at, ...code, ...reason })
}

const explain = (draft: Draft, message: Message, receipt: Receipt, known: Message): Refusal => {
  const { policy } = draft
  const fault = faultFor(message, receipt.fault)
  const code = receipt.code ?? fault ?? 'unknown'
  const moment =
    known.providerId === undefined && receipt.providerId === undefined
      ? 'not_accepted'
      : 'not_delivered'
  const objection = learn(draft, message, { fault, code, moment })
  const context = contextOf(draft, message)
  return refuseByProvider(objection, { moment, fault, code }, draft.contact, context, policy)
}

/** A code about files refers to the text if there is no file. */
const faultFor = ({ content }: Message, fault: Fault | undefined): Fault | undefined => {
  if (fault === 'media_unsupported' && content?.kind !== 'media') return 'content_rejected'
  return fault === 'media_failed' && content?.kind === 'text' ? 'content_rejected' : fault
}

type ProviderNo = {
  readonly fault: Fault | undefined
  readonly code: string
  readonly moment: Moment
}

/** Corrects our facts by the provider's, unless the contact has spoken since. */
const learn = (draft: Draft, message: Message, { fault, code, moment }: ProviderNo): Objection => {
  const { contact, at } = draft
  const { sender } = message
  const channel = channelOf(sender)
  const session = contact.sessions[sender]
  const hasWritten = session !== undefined && session.lastInboundAt > leftAt(message)
  if (fault !== undefined && isAboutRecipient(fault)) {
    if (isLasting(fault) && !hasWritten)
      draft.contact = { ...contact, unreachable: { ...contact.unreachable, [channel]: at } }
    return { reason: 'contact_unreachable', channel, since: at, family: fault }
  }
  switch (fault) {
    case 'session_closed':
      if (session && !hasWritten) closeSession(draft, session, message)
      return { reason: 'session_closed', closedAt: at }
    case 'opted_out':
      return { reason: 'consent_revoked', revokedAt: revoke(draft, message) }
    case 'marketing_stopped':
      recordPurposeConsent(
        draft,
        MARKETING,
        { status: 'revoked', at, source: 'provider' },
        { sender, address: message.address },
      )
      return { reason: 'marketing_not_allowed', because: 'stopped' }
    case 'marketing_throttled':
      return { reason: 'marketing_not_allowed', because: 'throttled', until: at + THROTTLE_MS }
    default:
      return {
        reason: 'provider_rejected',
        code,
        moment,
        ...(fault !== undefined && { family: fault }),
        ...(fault === 'sender_paused' && { until: at + PAUSE_MS }),
      }
  }
}

const closeSession = (draft: Draft, session: Session, { sender, address }: Message): void => {
  const { contact, at } = draft
  const sessions = {
    ...contact.sessions,
    [sender]: { ...session, closedAt: at, closeToldFor: session.lastInboundAt },
  }
  draft.contact = { ...contact, sessions }
  tell(draft, 'session.closed', { sender, address, detail: { closedAt: at } })
}

/** The provider blocks the contact: revoked, unless the contact said YES after the message left. */
const revoke = (draft: Draft, message: Message): Instant => {
  const { policy, at } = draft
  const consent = consentOf(draft.contact, policy)
  const { words: _, message: __, reading: ___, purposes: ____, ...rest } = consent
  if (isNo(consent)) {
    // The block covers more than a plain no, and the CRM can't undo it.
    const isKnown = isOwnNo(consent) && saidStop(consent, policy)
    if (!isKnown)
      draft.contact = withConsent(draft.contact, policy, { ...rest, source: 'provider' })
    return consent.at
  }
  const isOwn = consent.status === 'granted' && consent.source === 'contact'
  if (isOwn && consent.at > leftAt(message)) return at
  const revoked = { ...rest, status: 'revoked', at, source: 'provider' } as const
  draft.contact = withConsent(draft.contact, policy, revoked)
  const { sender, address } = message
  tell(draft, 'consent.revoked', { sender, address, detail: { by: 'provider' } })
  failRefused(draft)
  return at
}

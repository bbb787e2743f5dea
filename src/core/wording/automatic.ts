/** Automatic messages to contacts, with cool-downs and loop guard. */

import { type Draft, nextId, send, tell } from '../inputs/draft.ts'
import { type Address, channelOf, isMachine } from '../model/address.ts'
import { consentOf, isNo, withConsent } from '../model/consent.ts'
import type { Consent, Contact, Instant } from '../model/contact.ts'
import type { AutomaticKind, Content, Message } from '../model/message/message.ts'
import { ownerOf } from '../model/owner.ts'
import type { Policy } from '../model/policy/policy.ts'
import { sessionOf } from '../model/session.ts'
import { queueNotice } from './notice.ts'
import { requestMeans } from './opt-in.ts'
import { wordingOf } from './render.ts'

/** The validity period of an opt-in request. */
export const REQUEST_VALID_MS = 3_600_000

/** A later answer is worse than none. */
const ANSWER_VALID_MS = 5 * 60_000
const SHORT_LIVED: readonly AutomaticKind[] = [
  ...(['opt_in_confirmation', 'opt_out_confirmation', 'help', 'doubt_question'] as const),
]

/** The most opt-in and opt-out confirmations to a contact within an hour. */
const MAX_CHANGES = 6
const CHANGES_MS = 3_600_000

/**
 * Answers the contact, unless that kind of answer was sent recently or two robots answer each other. A change
 * of consent is always answered. Returns whether the contact gets one.
 */
export const reply = (
  draft: Draft,
  kind: AutomaticKind,
  address: Address,
  isChange = false,
): boolean => {
  const { at, policy, contact } = draft
  const session = sessionOf(contact, policy, leavesAt(draft))
  const may = isChange ? mayConfirm(draft, address) : mayReply(draft, kind, address)
  if (!may || session.state === 'closed') return false
  if (isChange) noteChange(draft)
  const agent = ownerOf(contact, policy.line.id, policy, at)?.agent
  const text = wordingOf(policy, contact, kind, agent)
  const content = { kind: 'text', text } as const
  sendAutomatic(draft, kind, address, { content, text }, {}, isChange)
  return true
}

/** Sends the notice of the disclaimer flow, or records that it is due. */
export const notify = (draft: Draft, address: Address, policy: Policy, agent?: string): void => {
  const { contact } = draft
  const consent = consentOf(contact, policy)
  const isOwn = policy.sender.address === draft.policy.sender.address
  if (!isOwn || sessionOf(contact, policy, leavesAt(draft)).state === 'closed') {
    draft.contact = withConsent(contact, policy, { ...consent, owesNotice: true })
    return
  }
  const text = wordingOf(policy, contact, 'disclaimer', agent)
  const content = { kind: 'text', text } as const
  const id = sendAutomatic(draft, 'disclaimer', address, { content, text })
  draft.contact = queueNotice(draft.contact, { id, sender: policy.sender.address })
}

/** Asks the contact for consent: because an agent wants to write, or because the contact wrote. */
export const request = (draft: Draft, address: Address, asking: Asking = {}): void => {
  const { policy } = draft
  const { agent } = asking
  if (agent === undefined && !mayReply(draft, 'opt_in_request', address)) return
  const at = leavesAt(draft)
  const sender = policy.sender.address
  const speaker = agent ?? ownerOf(draft.contact, policy.line.id, policy, draft.at)?.agent
  const consent = consentOf(draft.contact, policy)
  // The contact's own message repeats the request that is open.
  const open = consent.status === 'requested' ? consent.purposes : undefined
  const purposes = asking.purposes ?? (agent === undefined ? open : undefined)
  const wanted = {
    at,
    sender,
    to: address,
    ...(speaker !== undefined && { agent: speaker }),
    ...(purposes && { purposes }),
  }
  const means = requestMeans(draft.contact, wanted, policy)
  if ('reason' in means) return
  // Other messages from the downtime can answer the earlier request, but not this one.
  const isOpen = at > draft.at && consent.status === 'requested'
  if (!isOpen)
    draft.contact = withConsent(draft.contact, policy, {
      ...asRequested(consent, at, agent),
      ...(means.purposes.length > 0 && { purposes: means.purposes }),
    })
  const message = sendAutomatic(draft, 'opt_in_request', address, means, asking)
  const by = agent === undefined ? 'contact' : 'agent'
  const named = means.purposes.length > 0 && { purposes: means.purposes }
  tell(draft, 'consent.requested', { address, message, detail: { by, ...named } })
}

/** Who asks and for what; without an agent, the contact's own message triggered the request. */
export type Asking = {
  readonly agent?: string
  readonly purposes?: readonly string[]
  /** The id that the CRM knows, and when it was held, if it was. */
  readonly id?: string
  readonly heldAt?: Instant
}

/** The message came while Postern was down. */
export const leavesAt = ({ at, input }: Draft): Instant =>
  (input.kind === 'inbound' && input.discoveredAt) || at

/** A request never weakens a no: only the contact's YES ends it. */
const asRequested = (
  { purposes: _, ...consent }: Consent,
  at: Instant,
  agent: string | undefined,
): Consent => {
  const requestedAt = Math.max(consent.requestedAt ?? at, at)
  const asked = { ...consent, requestedAt, ...(agent !== undefined && { agentRequestedAt: at }) }
  if (isNo(consent)) return asked
  return {
    ...asked,
    status: 'requested',
    at: requestedAt,
    source: agent === undefined ? 'contact' : 'agent',
  }
}

const mayConfirm = (draft: Draft, to: Address): boolean =>
  mayWrite(draft, to) && recentChanges(draft).length < MAX_CHANGES

const recentChanges = ({ contact, at, policy }: Draft): readonly Instant[] =>
  (contact.replies.changes?.[policy.sender.address] ?? []).filter((time) => time > at - CHANGES_MS)

const noteChange = (draft: Draft): void => {
  const { contact, at, policy } = draft
  const { replies } = contact
  const changes = { ...replies.changes, [policy.sender.address]: [...recentChanges(draft), at] }
  draft.contact = { ...contact, replies: { ...replies, changes } }
}

const mayWrite = ({ contact, policy }: Draft, to: Address): boolean =>
  contact.unreachable[channelOf(policy.sender.address)] === undefined &&
  !isOurs(to, policy) &&
  !isMachine(to)

/** Whether the contact may get that kind of answer now. */
export const mayReply = (draft: Draft, kind: AutomaticKind, to: Address): boolean => {
  const { contact, at, policy } = draft
  const sender = policy.sender.address
  if (!mayWrite(draft, to)) return false
  const { cooldownMs, max, perMs } = policy.rules.automatic
  const isWithinBudget = recentReplies(contact, sender, at, perMs).length < max
  const last = contact.replies.lastAt[`${kind} ${sender}`] ?? Number.NEGATIVE_INFINITY
  if (kind === 'opt_in_request' && isAnotherChance(draft, last)) return isWithinBudget
  return isWithinBudget && at >= last + cooldownMs
}

/** The last request was an agent's, or never arrived, or the contact has said no since: the next one is new to the contact. */
const isAnotherChance = ({ contact, policy }: Draft, last: Instant): boolean => {
  const consent = consentOf(contact, policy)
  if (isNo(consent)) return consent.at >= last || (consent.requestedAt ?? 0) < last
  const { status, agentRequestedAt = Number.NEGATIVE_INFINITY } = consent
  return status === 'unasked' || agentRequestedAt >= last
}

const isOurs = (address: Address, { sender, alternatives }: Policy) =>
  address === sender.address || alternatives.some((other) => other.sender === address)

const recentReplies = (contact: Contact, sender: Address, at: Instant, perMs: number) =>
  (contact.replies.recent[sender] ?? []).filter((time) => time > at - perMs)

const sendAutomatic = (
  draft: Draft,
  automatic: AutomaticKind,
  address: Address,
  { content, text }: { readonly content: Content; readonly text: string },
  { agent, id = nextId(draft), heldAt }: Asking = {},
  isChange = false,
): string => {
  const { policy } = draft
  const at = leavesAt(draft)
  const sender = policy.sender.address
  const message: Message = {
    id,
    contact: draft.contact.id,
    direction: 'outbound',
    at: heldAt ?? at,
    line: policy.line.id,
    sender,
    address,
    status: 'accepted',
    history: [
      ...(heldAt === undefined ? [] : [{ status: 'held', at: heldAt } as const]),
      { status: 'accepted', at },
    ],
    content,
    rendered: text,
    automatic,
    ...(agent !== undefined && { agent }),
    ...(automatic === 'opt_in_request' && { validUntil: at + REQUEST_VALID_MS }),
    ...(SHORT_LIVED.includes(automatic) && { validUntil: draft.at + ANSWER_VALID_MS }),
  }
  const { replies } = draft.contact
  const recent = recentReplies(draft.contact, sender, at, policy.rules.automatic.perMs)
  draft.contact = {
    ...draft.contact,
    replies: {
      ...replies,
      lastAt: { ...replies.lastAt, [`${automatic} ${sender}`]: at },
      // Confirmations are exempt from the loop budget.
      recent: isChange ? replies.recent : { ...replies.recent, [sender]: [...recent, at] },
    },
  }
  send(draft, message)
  return message.id
}

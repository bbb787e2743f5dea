/** What the gateway writes to contacts by itself, with its cool-downs and its loop guard. */

import { type Draft, nextId, send, tell } from '../inputs/draft.ts'
import { type Address, channelOf, factsOf, identityOf } from '../model/address.ts'
import { consentOf, isNo, withConsent } from '../model/consent.ts'
import type { Consent, Contact, Instant } from '../model/contact.ts'
import type { AutomaticKind, Content, Message } from '../model/message.ts'
import { ownerOf } from '../model/owner.ts'
import type { Policy } from '../model/policy.ts'
import { sessionOf } from '../model/session.ts'
import { requestMeans } from './opt-in.ts'
import { wordingOf } from './render.ts'

/** An opt-in request that the provider still has after this is not worth sending any more. */
const REQUEST_VALID_MS = 3_600_000

/** Answers the contact, unless that kind of answer went out lately or two robots are at it. */
export const reply = (draft: Draft, kind: AutomaticKind, address: Address): void => {
  const { at, policy } = draft
  const session = sessionOf(draft.contact, policy, leavesAt(draft))
  if (!mayReply(draft, kind, address) || session.state === 'closed') return
  const text = wordingOf(policy, kind, ownerOf(draft.contact, policy.line.id, policy, at)?.agent)
  sendAutomatic(draft, kind, address, { content: { kind: 'text', text }, text })
}

/** Asks the contact for consent: because an agent wants to write, or because the contact wrote. */
export const request = (draft: Draft, address: Address, agent?: string): void => {
  const { policy } = draft
  if (agent === undefined && !mayReply(draft, 'opt_in_request', address)) return
  const at = leavesAt(draft)
  const sender = policy.sender.address
  const speaker = agent ?? ownerOf(draft.contact, policy.line.id, policy, draft.at)?.agent
  const wanted = { at, sender, to: address, ...(speaker !== undefined && { agent: speaker }) }
  const means = requestMeans(draft.contact, wanted, policy)
  if ('reason' in means) return
  const consent = consentOf(draft.contact, policy)
  // What else is found of the time we were down can answer the request of before, but not this one.
  const isOpen = at > draft.at && consent.status === 'requested'
  if (!isOpen) draft.contact = withConsent(draft.contact, policy, asRequested(consent, at, agent))
  const message = sendAutomatic(draft, 'opt_in_request', address, means, agent)
  const by = agent === undefined ? 'contact' : 'agent'
  tell(draft, 'consent.requested', { address, message, detail: { by } })
}

/** What the contact wrote while we were down is answered only now. */
const leavesAt = ({ at, input }: Draft): Instant =>
  (input.kind === 'inbound' && input.discoveredAt) || at

/** A request never softens a no: from there only the contact's YES leads on. */
const asRequested = (consent: Consent, at: Instant, agent: string | undefined): Consent => {
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

const mayReply = ({ contact, at, policy }: Draft, kind: AutomaticKind, to: Address): boolean => {
  const sender = policy.sender.address
  const isLost = contact.unreachable[channelOf(sender)] !== undefined
  if (isLost || isOurs(to, policy) || isMachine(to)) return false
  const { cooldownMs, max, perMs } = policy.rules.automatic
  const isWithinBudget = recentReplies(contact, sender, at, perMs).length < max
  const last = contact.replies.lastAt[`${kind} ${sender}`] ?? Number.NEGATIVE_INFINITY
  if (kind === 'opt_in_request') return isWithinBudget
  // Chatter must not swallow the answer to a STOP: it has one place of its own.
  if (kind === 'opt_out_confirmation') return isWithinBudget || at >= last + perMs
  return isWithinBudget && at >= last + cooldownMs
}

const isOurs = (address: Address, { sender, alternatives }: Policy) =>
  address === sender.address || alternatives.some((other) => other.sender === address)

/** Two machines would never stop. */
const isMachine = (address: Address) =>
  factsOf(address).machines?.test(identityOf(address)) === true

const recentReplies = (contact: Contact, sender: Address, at: Instant, perMs: number) =>
  (contact.replies.recent[sender] ?? []).filter((time) => time > at - perMs)

const sendAutomatic = (
  draft: Draft,
  automatic: AutomaticKind,
  address: Address,
  { content, text }: { readonly content: Content; readonly text: string },
  agent?: string,
): string => {
  const { policy } = draft
  const at = leavesAt(draft)
  const sender = policy.sender.address
  const message: Message = {
    id: nextId(draft),
    contact: draft.contact.id,
    direction: 'outbound',
    at,
    line: policy.line.id,
    sender,
    address,
    status: 'accepted',
    history: [{ status: 'accepted', at }],
    content,
    rendered: text,
    automatic,
    ...(agent !== undefined && { agent }),
    ...(automatic === 'opt_in_request' && { validUntil: at + REQUEST_VALID_MS }),
  }
  const { replies } = draft.contact
  const recent = recentReplies(draft.contact, sender, at, policy.rules.automatic.perMs)
  draft.contact = {
    ...draft.contact,
    replies: {
      lastAt: { ...replies.lastAt, [`${automatic} ${sender}`]: at },
      recent: { ...replies.recent, [sender]: [...recent, at] },
    },
  }
  send(draft, message)
  return message.id
}

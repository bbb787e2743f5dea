/** Held messages: how they are stored and how they end. */

import { type Address, identityOf, sameSubscriber } from '../model/address.ts'
import type { Contact, Held } from '../model/contact.ts'
import type { Message, MessageStatus, Outbound } from '../model/message/message.ts'
import type { Policy } from '../model/policy/policy.ts'
import type { Verdict } from '../model/verdict.ts'
import { type Rendered, render } from '../wording/render.ts'
import { type Draft, keep, policyOf, tellMessage } from './draft.ts'

/** A held message ends without having been sent. */
export const giveUp = (
  draft: Draft,
  held: Held,
  status: 'failed' | 'cancelled' | 'expired',
  verdict?: Verdict,
  rendered?: Rendered,
): void => {
  drop(draft, held)
  const policy = policyOf(draft.policy, held.message.sender) ?? draft.policy
  const read = rendered ?? renderHeld(draft.contact, held, policy)
  const message = {
    ...rowOf(draft, held.message, policy, status, read, held),
    ...(held.rendered !== undefined && { rendered: held.rendered }),
    ...(verdict && { verdict }),
  }
  keep(draft, message)
  tellMessage(draft, 'message.status', message, {
    status,
    at: draft.at,
    ...(verdict && { verdict }),
  })
}

/** An opt-in request already has its text, and gets no notice. */
export const renderHeld = (
  contact: Contact,
  { message, request, rendered }: Held,
  policy: Policy,
): Rendered =>
  request
    ? { text: rendered ?? '', content: message.content, carriesNotice: false }
    : render(contact, message, policy)

/** Removes it from the waiting messages. */
export const drop = (draft: Draft, held: Held) => {
  const rest = draft.contact.held.filter(({ message }) => message.id !== held.message.id)
  draft.contact = { ...draft.contact, held: rest }
}

/** A message as stored. */
export const rowOf = (
  { contact, at }: Draft,
  outbound: Outbound,
  policy: Policy,
  status: MessageStatus,
  { text, content }: Rendered,
  held: Held | undefined,
): Message => {
  const before = held ? [{ status: 'held', at: held.heldAt } as const] : []
  return {
    id: outbound.id,
    contact: contact.id,
    direction: 'outbound',
    at: held?.message.at ?? outbound.at,
    line: policy.line.id,
    sender: outbound.sender,
    address: exactAddress(contact, outbound),
    status,
    history: [...before, ...(held && status === 'held' ? [] : [{ status, at }])],
    content,
    rendered: text,
    ...(outbound.replyTo && { replyTo: outbound.replyTo }),
    ...(outbound.agent && { agent: outbound.agent }),
    ...(outbound.purpose !== undefined && { purpose: outbound.purpose }),
    ...(outbound.validUntil !== undefined && { validUntil: outbound.validUntil }),
    ...(outbound.origin && { origin: outbound.origin }),
    ...(held?.request && { automatic: 'opt_in_request' as const }),
  }
}

/** The spelling from which this very subscriber wrote; never another number. */
export const exactAddress = (
  contact: Contact,
  { sender, to }: Pick<Outbound, 'sender' | 'to'>,
): Address => {
  const written = contact.sessions[sender]?.address
  return written !== undefined && sameSubscriber(identityOf(to)).includes(identityOf(written))
    ? written
    : to
}

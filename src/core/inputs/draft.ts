/** A decision in progress: the only mutable value in the core. */

import type { Address } from '../model/address.ts'
import type { Contact, Instant } from '../model/contact.ts'
import type { Effect, Input, Message, Send, Tell, TellType } from '../model/message/message.ts'
import type { Policy } from '../model/policy/policy.ts'

export type Draft = {
  contact: Contact
  readonly input: Input
  readonly at: Instant
  readonly policy: Policy
  readonly effects: Effect[]
  readonly messages: Map<string, Message>
  ids: number
}

export const newDraft = (contact: Contact, input: Input, policy: Policy): Draft => ({
  contact,
  input,
  at: input.at,
  policy,
  effects: [],
  messages: new Map(),
  ids: 0,
})

/** Ids derive from the input's id, so that deciding again gives the same ones. */
export const nextId = (draft: Draft): string => {
  draft.ids += 1
  return `${draft.input.id}:${draft.ids}`
}

type About = Partial<Pick<Tell, 'line' | 'sender' | 'message' | 'only' | 'detail'>> & {
  readonly address: Address
}

/** Adds an event about the contact for the CRM, by default in the sender's line. */
export const tell = (draft: Draft, type: TellType, about: About): void => {
  draft.effects.push({
    kind: 'tell',
    id: nextId(draft),
    type,
    at: draft.at,
    line: draft.policy.line.id,
    sender: draft.policy.sender.address,
    ...about,
  })
}

/** Adds an event about a message for the CRM. */
export const tellMessage = (
  draft: Draft,
  type: TellType,
  { id, line, sender, address }: Message,
  detail?: Readonly<Record<string, unknown>>,
): void => tell(draft, type, { line, sender, address, message: id, ...(detail && { detail }) })

/** Stores a new or changed message. */
export const keep = (draft: Draft, message: Message): void => {
  draft.messages.set(message.id, message)
}

/** Stores a message and sends it to the provider. */
export const send = (draft: Draft, message: Message): void => {
  keep(draft, message)
  const effect: Send = { kind: 'send', id: nextId(draft), message: message.id }
  draft.effects.push(effect)
}

/** The policy of a sender, if this decision has it. */
export const policyOf = (policy: Policy, sender: Address): Policy | undefined =>
  sender === policy.sender.address ? policy : policy.elsewhere?.[sender]

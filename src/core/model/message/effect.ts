/** Effects: what a decision sends or schedules. */

import type { Address } from '../address.ts'
import type { Instant } from '../instant.ts'

/** Which request caused something, so that it can be followed. Says nothing about anybody. */
export type Trace = {
  /** `X-Request-Id`. */
  readonly request: string
  /** The span it happened in, as `traceparent` says it. */
  readonly parent?: string
}

/** Hand a message to the provider. Its text is in the message of that id. */
export type Send = {
  readonly kind: 'send'
  readonly id: string
  readonly message: string
  readonly trace?: Trace
}

export type TellType =
  | 'message.received'
  | 'message.sent'
  | 'message.status'
  | 'message.held'
  | 'message.released'
  | 'message.observed'
  | 'message.in_doubt'
  | 'message.refused'
  | 'consent.requested'
  | 'consent.granted'
  | 'consent.refused'
  | 'consent.revoked'
  | 'consent.questioned'
  | 'consent.settled'
  | 'purpose.changed'
  | 'contact.taken'
  | 'contact.released'
  | 'session.closed'
  | 'agent.answered'

/** Tell the CRM. `id` is the event's stable id; `detail` is what was true then. */
export type Tell = {
  readonly kind: 'tell'
  readonly id: string
  readonly type: TellType
  readonly at: Instant
  readonly line?: string
  readonly sender?: Address
  /** The contact's address this is about. */
  readonly address: Address
  readonly message?: string
  /** Notifies only this connection: the one that asked. */
  readonly only?: string
  readonly detail?: Readonly<Record<string, unknown>>
  readonly trace?: Trace
}

/** Look at the contact again at `at`: held messages, expiries, the session's close. */
export type Later = { readonly kind: 'later'; readonly id: string; readonly at: Instant }

export type Effect = Send | Tell | Later

/** Inputs and stored messages; `effect.ts` has the effects. */

import type { Address, Channel } from '../address.ts'
import type { ConsentRecord } from '../consent-record.ts'
import type { Instant } from '../instant.ts'
import type { LegalHoldChange } from '../legal-hold.ts'
import type { Objected, Refusal, Verdict } from '../verdict.ts'
import type { Inquiry, OptInRequest, Origin } from './ask.ts'
import type { Content, Quoted } from './content.ts'
import type { Trace } from './effect.ts'
import type { Fault } from './fault.ts'
import type { Reading } from './reading.ts'
import type { Received } from './received.ts'

export type { Inquiry, OptInRequest, Origin } from './ask.ts'
export type { Content } from './content.ts'
export type { Effect, Send, Tell, TellType } from './effect.ts'
export type { Fault } from './fault.ts'
export type { Media, Received } from './received.ts'

export type Inbound = {
  readonly kind: 'inbound'
  readonly id: string
  readonly at: Instant
  /** The connection that brought it, which has its files. */
  readonly connection?: string
  /** Set when reconciliation found the message, because its webhook had not come. */
  readonly discoveredAt?: Instant
  readonly sender: Address
  readonly from: Address
  /** Further addresses of the same person that the provider named (a scoped id beside a number). */
  readonly aliases: readonly Address[]
  readonly providerId: string
  readonly message: Received
  /** The provider has recognised a keyword itself. */
  readonly optOut?: 'stop' | 'start' | 'help'
  /** The message that this one quotes or whose button was tapped, where it is ours; put in by `handle`. */
  readonly quoted?: Pick<Message, 'id' | 'automatic'>
}

/** A message to be sent, as the gate judges it. No agent wrote the request that answers the contact's own message. */
export type Outbound = {
  readonly kind: 'outbound'
  readonly id: string
  readonly at: Instant
  readonly sender: Address
  readonly to: Address
  readonly agent?: string
  readonly content: Content
  /** The message that this one answers; shown above it. */
  readonly replyTo?: Quoted
  /** The purpose that the CRM named: `service`, `marketing` or one of the organisation's own. */
  readonly purpose?: string
  /** False: refuse the message instead of holding it. A scheduled message is held all the same. */
  readonly mayWait?: boolean
  /** Do not send before this. */
  readonly notBefore?: Instant
  /** Do not send after this. */
  readonly validUntil?: Instant
  /** When a held message was written. */
  readonly waitedSince?: Instant
  readonly origin?: Origin
}

/** An agent's message, as the CRM hands it over. */
export type Written = Outbound & { readonly agent: string }

/**
 * The status of a delivery, best last. `accepted` is in our outbox, `queued` at the provider.
 * `unknown`: an attempt may or may not have reached the provider.
 */
export type MessageStatus =
  | 'received'
  | 'held'
  | 'accepted'
  | 'unknown'
  | 'queued'
  | 'sent'
  | 'delivered'
  | 'read'
  | 'failed'
  | 'cancelled'
  | 'expired'

/** A delivery report: from a status callback, an attempt or a look-up. */
export type Receipt = {
  readonly kind: 'receipt'
  readonly id: string
  readonly at: Instant
  readonly sender: Address
  /** The connection over which an attempt of ours was made. */
  readonly connection?: string
  /** Our id of the message where the provider sent it back, else only `providerId` is known. */
  readonly message?: string
  readonly providerId?: string
  readonly status: MessageStatus
  readonly code?: string
  readonly fault?: Fault
  /** The provider accepted the message but did not send it: it may be sent again, later. */
  readonly mayRepeat?: true
  /** Nothing can tell whether it was sent, except its own report: a person is asked. */
  readonly isUndecided?: true
  /** The gateway's own objection, found when the message was about to leave; if it left, an observation. */
  readonly refusal?: Refusal
  /** The text as an attempt is about to send it, with the notice or without; nothing else has happened yet. */
  readonly rendered?: string
  /** The message as the store has it; put in by `handle`, so that the journal shows what we knew. */
  readonly known?: Message
}

/** A contact is taken (`agent`) or released (null) in a line, by the CRM's word. */
export type Handover = {
  readonly kind: 'handover'
  readonly id: string
  readonly at: Instant
  /** The sender whose conversation it was said in, where one is known. */
  readonly sender?: Address
  readonly address: Address
  readonly line: string
  readonly agent: string | null
  /** The person who signed in to the console and did it. */
  readonly by?: string
  readonly imported?: Imported
}

/** Imported from a file: the file's name, and whether the CRM gets no event for it. */
export type Imported = { readonly id: string; readonly isQuiet?: true }

/** A contact's wishes and location, as the CRM or the provider records them. */
export type Preference = {
  readonly kind: 'preference'
  readonly id: string
  readonly at: Instant
  readonly address: Address
  readonly source: 'crm' | 'provider'
  readonly sender?: Address
  readonly consent?: ConsentRecord & {
    readonly status: 'granted' | 'revoked'
    readonly channel: Channel
  }
  /** Settles a doubtful message: what the contact meant, and who says so. */
  readonly doubt?: { readonly is: 'opt_out' | 'other'; readonly agent: string }
  readonly legalHold?: LegalHoldChange
  /** The language in which the contact is written to automatically. */
  readonly locale?: string
  readonly marketing?: 'stop' | 'resume'
  /** The contact's answer about one purpose. */
  readonly purpose?: {
    readonly name: string
    readonly status: 'granted' | 'revoked'
    readonly basis?: string
    readonly evidence?: string
    readonly agent?: string
  }
  readonly timeZone?: string
  readonly region?: string
  /** Further addresses of the same person. */
  readonly aliases?: readonly Address[]
  readonly imported?: Imported
}

/** A message to the contact that did not go through the gateway, such as from the provider's own app. */
export type Echo = {
  readonly kind: 'echo'
  readonly id: string
  readonly at: Instant
  readonly sender: Address
  readonly to: Address
  readonly aliases: readonly Address[]
  readonly providerId: string
  readonly message: Received
}

/** A held message is withdrawn by the CRM. */
export type Recall = {
  readonly kind: 'recall'
  readonly id: string
  readonly at: Instant
  readonly address: Address
  readonly message: string
  /** The person who did it, if known. */
  readonly agent?: string
  /** The stored message; added by `handle`. */
  readonly known?: Message
}

/** A person's decision on a message that may have been sent. */
export type Resolution = {
  readonly kind: 'resolution'
  readonly id: string
  readonly at: Instant
  readonly sender: Address
  readonly message: string
  /** Send it once more, or count it as not sent. */
  readonly is: 'resend' | 'discard'
  /** The person who did it, if known. */
  readonly agent?: string
  /** The stored message; added by `handle`. */
  readonly known?: Message
}

/** The CRM redacts a message: its text, or all of it so that it counts as deleted. */
export type Redaction = {
  readonly kind: 'redaction'
  readonly id: string
  readonly at: Instant
  readonly sender: Address
  readonly message: string
  readonly extent: 'text' | 'whole'
  /** The stored message; added by `handle`, and not journaled. */
  readonly known?: Message
}

/** A `later` effect has come due. */
export type Due = {
  readonly kind: 'due'
  readonly id: string
  readonly at: Instant
  /** The contact's id, since a due contact is known. */
  readonly contact: string
  /** The time that the effect named, if it was brought forward. */
  readonly wakeAt?: Instant
}

export type Input = (
  | Inbound
  | Written
  | OptInRequest
  | Inquiry
  | Receipt
  | Handover
  | Preference
  | Echo
  | Recall
  | Resolution
  | Redaction
  | Due
) & { readonly trace?: Trace }

/** Kinds of automatic messages. */
export type AutomaticKind =
  | 'opt_in_request'
  | 'opt_in_confirmation'
  | 'opt_out_confirmation'
  | 'sender_inactive'
  | 'help'
  | 'disclaimer'
  | 'doubt_question'

/** A stored message, inbound or outbound, with its history. */
export type Message = {
  readonly id: string
  readonly contact: string
  readonly direction: 'inbound' | 'outbound'
  readonly at: Instant
  readonly line: string
  readonly sender: Address
  /** The contact's address. */
  readonly address: Address
  readonly status: MessageStatus
  readonly history: readonly {
    readonly status: MessageStatus
    readonly at: Instant
    readonly code?: string
    /** The connection of the attempt, or the one that brought it. */
    readonly connection?: string
  }[]
  /** Outbound: the requested content. Inbound, and messages not sent through us: absent, see `received`. */
  readonly content?: Content
  readonly replyTo?: Quoted
  /** The purpose that the CRM named. */
  readonly purpose?: string
  /** Outbound: the text as the contact reads it. */
  readonly rendered?: string
  readonly received?: Received
  /** Its reading for consent. */
  readonly reading?: Reading
  /** Its content was redacted. `whole`: for the CRM it is deleted. */
  readonly redacted?: Redaction['extent']
  readonly agent?: string
  readonly automatic?: AutomaticKind
  readonly origin?: Origin
  readonly providerId?: string
  readonly code?: string
  /** While held, what it waits for. When failed, why, with remedies. */
  readonly verdict?: Verdict
  /** In observe mode: what the gate would have done, and when it found that. */
  readonly observed?: Objected & { readonly at: Instant }
  /** The message expires unless it has been sent by then. */
  readonly validUntil?: Instant
  /** When it is sent again, at the earliest. */
  readonly repeatAt?: Instant
  /** When a person last had it sent again while in doubt. */
  readonly resentAt?: Instant
  /** Provider ids of attempts that were accepted but not delivered. */
  readonly formerIds?: readonly string[]
}

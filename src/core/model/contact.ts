/** The facts one organisation holds on one contact. Every fact has an `at`; nothing has to fire. */

import type { Address, Channel } from './address.ts'
import type { ConsentRecord } from './consent-record.ts'
import type { Instant, Wait } from './instant.ts'
import type { LegalHold } from './legal-hold.ts'
import type { Outbound } from './message/message.ts'
import type { Reading } from './message/reading.ts'

export type { Instant, Wait } from './instant.ts'

export type ConsentStatus = 'unasked' | 'requested' | 'granted' | 'refused' | 'revoked'

/** The source of a consent. `provider` is an opt-out the provider reported. */
export type ConsentSource = 'contact' | 'agent' | 'crm' | 'provider'

export type Consent = ConsentRecord & {
  readonly status: ConsentStatus
  readonly at: Instant
  readonly source: ConsentSource
  /** When a request of any kind was last sent; a YES counts only after one, or after a no. */
  readonly requestedAt?: Instant
  /** When an agent last caused a request: the 24-hour limit counts from here. */
  readonly agentRequestedAt?: Instant
  /** Set when the disclaimer has left (flow `disclaimer`). */
  readonly noticedAt?: Instant
  /** A template was sent without the notice, and no text could follow yet. */
  readonly owesNotice?: true
  /** The purposes in addition to service that the request named and the yes covers. */
  readonly purposes?: readonly string[]
  /** The contact's own word, as written. */
  readonly words?: string
  /** The message with these words, and its reading. */
  readonly message?: string
  readonly reading?: Reading
  /** The senders it covers, if fewer than the organisation's. */
  readonly senders?: readonly Address[]
  /** A no that was said for every channel (`revocation: everywhere`). */
  readonly isEverywhere?: true
}

/** What a contact said about one purpose, such as marketing. */
export type PurposeConsent = {
  readonly status: 'granted' | 'revoked'
  readonly at: Instant
  readonly source: ConsentSource
  readonly basis?: string
  readonly evidence?: string
  readonly agent?: string
  /** The message with these words. */
  readonly message?: string
}

/** A message that may or may not be an opt-out. */
export type Doubt = {
  readonly message: string
  readonly words: string
  readonly at: Instant
  readonly address: Address
  readonly reading: Reading
  /** When the contact was asked what was meant (`doubt: ask`). */
  readonly askedAt?: Instant
}

/** The 24-hour session with one sender. SMS has none, but keeps `lastInboundAt` too. */
export type Session = {
  readonly lastInboundAt: Instant
  /** The exact address the contact wrote from: replies go there. */
  readonly address: Address
  /** Set when the provider reported the session as closed, regardless of our clock. */
  readonly closedAt?: Instant
  /** The `lastInboundAt` of the session whose close the CRM was notified of. */
  readonly closeToldFor?: Instant
}

export type Owner = { readonly agent: string; readonly since: Instant; readonly activeAt: Instant }

/** An agent's message or opt-in request that waits: for consent, until a doubt is settled, or for the end of quiet hours. */
export type Held = {
  readonly message: Outbound
  readonly until: Wait
  readonly heldAt: Instant
  readonly expiresAt: Instant
  /** Why it waits for a time. This and the next are absent in messages held by earlier versions. */
  readonly reason?: 'quiet_hours' | 'sender_paused' | 'scheduled'
  /** What else its sentence depends on; see `whyHeld`. */
  readonly why?: string
  /** From when its agent was told that they may ask again. */
  readonly retryAt?: Instant
  /** The locale, the time zone and the organisation's own wording of its sentence. */
  readonly toldIn?: string
  /** Why it will be refused at its time, as things stand: the sentence, as its agent was told, and the message in doubt. */
  readonly obstacle?: string
  /** When its time has come, the opt-in request goes first. */
  readonly asksFirst?: true
  /** The template's text, since the template may be gone when the message ends. */
  readonly rendered?: string
  /** Set if the waiting message is the opt-in request itself: the purposes it names, and whether the contact's own message caused it. */
  readonly request?: { readonly purposes?: readonly string[]; readonly isAnswer?: true }
}

/** Automatic replies: when each kind was last sent, and all recent ones. */
export type Replies = {
  /** `${kind} ${sender}` → when it last went out. */
  readonly lastAt: Readonly<Record<string, Instant>>
  /** `${sender}` → times of the automatic messages of the last minutes, for the loop guard. */
  readonly recent: Readonly<Record<string, readonly Instant[]>>
  /** `${sender}` → when changes of consent were confirmed within the last hour. */
  readonly changes?: Readonly<Record<string, readonly Instant[]>>
}

export type Contact = {
  readonly id: string
  readonly organisation: string
  readonly addresses: readonly Address[]
  /** By `consentKey`: a channel and a scope. Absent = unasked. */
  readonly consents: Readonly<Record<string, Consent>>
  readonly sessions: Readonly<Record<Address, Session>>
  /** By line. */
  readonly owners: Readonly<Record<string, Owner>>
  readonly held: readonly Held[]
  readonly replies: Replies
  /** By sender: the message in the outbox that carries the notice of flow `disclaimer`. */
  readonly notices?: Readonly<Record<Address, string>>
  /** Channels on which the provider can't reach this contact, and since when. */
  readonly unreachable: Readonly<Partial<Record<Channel, Instant>>>
  /** What the contact said about each purpose, by purpose and scope. */
  readonly purposes?: Readonly<Record<string, PurposeConsent>>
  /** When messages were sent recently, by purpose, for frequency limits. */
  readonly sends?: Readonly<Record<string, readonly Instant[]>>
  /** A no to marketing as it was recorded before `purposes`, by sender; it is only read. */
  readonly marketingStopped: Readonly<Record<Address, Instant>>
  /** By the sender that the doubtful message went to. */
  readonly doubts?: Readonly<Record<Address, Doubt>>
  /** The language that the CRM recorded. */
  readonly locale?: string
  /** The language that the contact's own words were in, where they were of one alone. */
  readonly spokenLocale?: string
  /** IANA zone and ISO 3166-2 region as the CRM recorded them, for quiet hours. */
  readonly timeZone?: string
  readonly region?: string
  readonly profileName?: string
  readonly legalHold?: LegalHold
  /** The earliest `later` effect that is under way. */
  readonly wakeAt?: Instant
  /** How our latest texts begin; see `reading/openings.ts`. Absent in contacts from before it was stored. */
  readonly openings?: readonly number[]
}

/** A contact of whom nothing is known yet. */
export const newContact = (
  organisation: string,
  id: string,
  addresses: readonly Address[],
): Contact => ({
  id,
  organisation,
  addresses,
  consents: {},
  sessions: {},
  owners: {},
  held: [],
  replies: { lastAt: {}, recent: {} },
  unreachable: {},
  marketingStopped: {},
  openings: [],
})

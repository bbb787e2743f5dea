/** The contract of the database. `Store.clear` empties it, for a sandbox that starts over. */

import type { Address } from '../core/model/address.ts'
import type { Contact, Instant } from '../core/model/contact.ts'
import type { Effect, Input, Message } from '../core/model/message/message.ts'
import type { Verdict } from '../core/model/verdict.ts'
import type { Audit } from './store/audit.ts'
import type { Files } from './store/files.ts'
import type { Links } from './store/links.ts'
import type { DeadLetters, Lanes, Outbox, Task } from './store/outbox.ts'
import type { Page, Paged } from './store/page.ts'
import type { Routing } from './store/routing.ts'
import type { Figures, Tallies } from './store/tallies.ts'

/** Identifies a contact: by an address, by our id or through one of its messages. */
export type ContactKey = { readonly organisation: string } & (
  | { readonly addresses: readonly [Address, ...Address[]] }
  | { readonly contact: string }
  | { readonly message: string }
  | { readonly providerId: string }
)

export type Loaded = {
  readonly contact: Contact
  /** 0 = not stored yet. */
  readonly version: number
  /** The hash of the last journal row, '' before the first. */
  readonly hash: string
  /** Other contacts with the key's addresses: they are one person and will be merged. */
  readonly others: readonly Loaded[]
  /** The addresses stored as this contact's at that version; a commit need not claim them again. */
  readonly claimed?: readonly Address[]
  /** Present when the key named a message. */
  readonly message?: Message
  /** That message as first stored, so that a commit need not store it in full again. */
  readonly original?: Original
}

/** The first copy of a message and its place in the journal. */
export type Original = Readonly<{ contact: string; seq: number; message: Message }>

export type Change = {
  readonly input: Input
  /** The contact's id and the version this decision was based on. */
  readonly contact: Contact
  readonly version: number
  readonly hash: string
  readonly claimed?: readonly Address[]
  readonly original?: Original
  readonly others: readonly Loaded[]
  readonly verdict: Verdict
  readonly effects: readonly Effect[]
  /** New and changed messages, complete. */
  readonly messages: readonly Message[]
  /** When the gateway decided; `input.at` is when it happened. */
  readonly recordedAt: Instant
  readonly lease?: CommitLease
  /** This contact's task that ends with the commit, while its lease is ours. */
  readonly settles?: Task
  /** Stored with the commit, which fails with `BusyError` if the key has an answer meanwhile. */
  readonly keeps?: KeptAnswer
} & Routing

/** Leases new tasks of these connections to the caller: each lane's first task, if the lane was empty. */
export type CommitLease = {
  /** Unique to this commit. */
  readonly token: string
  readonly until: Instant
  readonly connections: readonly string[]
}

export type Committed =
  | {
      readonly status: 'committed'
      readonly version: number
      readonly hash: string
      /** The tasks under the lease; the others wait to be claimed. */
      readonly tasks: readonly Task[]
      /** The first copies of the messages that the commit created. */
      readonly originals: readonly Original[]
      /** Present when a task was settled; `hasNext`: the one behind it in its lane came free. */
      readonly settled?: { readonly hasNext: boolean }
    }
  | { readonly status: 'conflict' }
  | { readonly status: 'duplicate'; readonly verdict: Verdict }

/** Filters of observations: a sender, a reason, and a period whose end is excluded. */
export type ObservedFilter = Partial<
  Readonly<{ sender: Address; reason: string; since: Instant; until: Instant }>
>
/** Messages that passed only because the gate observes, the latest first; and how many in all, by reason. */
export type Observed = Paged<Message> & { readonly counts: Readonly<Record<string, number>> }

export type JournalEntry = {
  readonly contact: string
  readonly version: number
  readonly at: Instant
  readonly recordedAt: Instant
  readonly input: Input
  readonly verdict: Verdict
  readonly effects: readonly Effect[]
  /** Every message that this entry wrote; automatic ones as sent. */
  readonly messages: readonly Message[]
  /** Set in the last entry of a contact that was merged into another. */
  readonly mergedInto?: string
  readonly previousHash: string
  readonly hash: string
}

export type Chain = { readonly ok: boolean; readonly brokenAtVersion?: number }

/** The first answer under an idempotency key. */
export type KeptAnswer = {
  readonly key: string
  readonly fingerprint: string
  readonly answer: string
}

/** The state of an idempotency key. */
export type Reservation =
  | { readonly status: 'reserved' }
  | { readonly status: 'in_flight' }
  | { readonly status: 'mismatch' }
  | { readonly status: 'done'; readonly answer: string }
  /** The answer, and what the request was, were erased with their contact. */
  | { readonly status: 'erased' }

/** The journal of decisions, appended atomically. Every method of a store throws `BusyError` rather than wait for long. */
export interface Journal {
  load(key: ContactKey): Promise<Loaded | undefined>
  commit(change: Change): Promise<Committed>
  /** Oldest first; entries of contacts merged into this one are included. */
  journal(organisation: string, contact: string, page: Page): Promise<Paged<JournalEntry>>
  /** Verifies the hash chain of the contact's journal. */
  verify(organisation: string, contact: string): Promise<Chain>
  /** Erases the contact; after a refusal or revocation, keyed hashes of the addresses remain. */
  erase(organisation: string, contact: string, now: Instant): Promise<void>
}

/** The history of an organisation, over all contacts. */
export interface History {
  /** Entries of a period whose end is excluded, oldest first. */
  history(
    organisation: string,
    page: Page & { readonly from: Instant; readonly before: Instant },
  ): Promise<Paged<JournalEntry>>
  /** Messages of all contacts in a period whose end is excluded, newest first. */
  recentMessages(
    organisation: string,
    page: Page & { readonly from?: Instant; readonly before?: Instant },
  ): Promise<Paged<Message>>
  observed(organisation: string, page: Page & ObservedFilter): Promise<Observed>
}

/** Lists of contacts and messages. */
export interface Archive {
  contacts(
    organisation: string,
    /** Optionally those of one address; the most recently changed first, or in the order of their ids. */
    page: Page & { readonly address?: string; readonly afterId?: string },
  ): Promise<Paged<Contact>>
  message(organisation: string, id: string): Promise<Message | undefined>
  /** Newest first. */
  messages(organisation: string, contact: string, page: Page): Promise<Paged<Message>>
  /** Our texts among the `latest` messages, as sent, newest first; without those that certainly were never sent. */
  ourTexts(organisation: string, contact: string, latest: number): Promise<readonly string[]>
}

/** The first answers under idempotency keys. */
export interface Reservations {
  /** Whether `reserve` would find something. */
  isReserved(key: string): Promise<boolean>
  reserve(key: string, fingerprint: string, now: Instant, leaseMs: number): Promise<Reservation>
  /** `about` is the contact whose erasure removes the answer. */
  answer(
    key: string,
    answer: string,
    about?: { readonly organisation: string; readonly contact: string },
  ): Promise<void>
}

/** Small settings of the gateway itself: sender states, watermarks, the sandbox's clock. */
export interface Settings {
  setting(name: string): Promise<string | undefined>
  set(name: string, value: string): Promise<void>
}

export type Store = Journal &
  History &
  Outbox &
  Lanes &
  DeadLetters &
  Audit &
  Figures &
  Tallies &
  Archive &
  Files &
  Reservations &
  Settings &
  Links & { clear(): Promise<void>; close(): Promise<void> }

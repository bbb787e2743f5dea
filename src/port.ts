/** The whole contract between the gateway and its sides and store. */

import type { Address, Channel } from './core/address.ts'
import type { Contact, Instant } from './core/contact.ts'
import type {
  Effect,
  Fault,
  Inbound,
  Input,
  Media,
  Message,
  MessageStatus,
  Send,
  Tell,
} from './core/message.ts'
import type { Limits } from './core/policy.ts'
import type { Template } from './core/template.ts'
import type { Verdict } from './core/verdict.ts'

export { BusyError, CursorError, HttpError, WebhookError } from './errors.ts'

// ---- the network

export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** For the log: which connection, and what for. */
  readonly connection: string
  readonly purpose: string
  /** The whole exchange, body included. Default 10 s. */
  readonly timeoutMs?: number
  /** Of the answer's body. Default 1 MiB; what is beyond is an `HttpError`. */
  readonly maxBytes?: number
  /** The target was configured with `allowPrivate`. */
  readonly allowPrivate?: boolean
}

export type HttpAnswer = {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array
}

/** The only way out. Never follows a redirect. Throws `HttpError` when there is no answer. */
export interface Http {
  (request: HttpRequest): Promise<HttpAnswer>
  /** The answer's body as a stream, cut off beyond `maxBytes`. */
  stream(request: HttpRequest): Promise<Response>
}

// ---- the sides

/** A request as it arrived. `url` is the configured public URL with the path and query received. */
export type Webhook = {
  readonly connection: string
  readonly route: 'messages' | 'status' | 'root'
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly body: Uint8Array
  readonly at: Instant
}

/** What one attempt came to. After `retry` it certainly did not happen; after `unknown` it may have. */
export type Outcome =
  | {
      readonly status: 'accepted'
      readonly id: string
      readonly reached?: MessageStatus
      /** Why, where it has failed since. */
      readonly code?: string
      readonly fault?: Fault
      readonly answer?: Answer
    }
  | { readonly status: 'rejected'; readonly code: string; readonly fault?: Fault }
  | { readonly status: 'retry'; readonly code: string; readonly afterMs?: number }
  | { readonly status: 'unknown'; readonly code: string }

/** A CRM's answer: inputs for the gate, under ids that follow from the event's, and what to log. */
export type Answer = { readonly inputs: readonly Input[]; readonly ignored: readonly string[] }

/** An effect with what it refers to. `at` is the time of the attempt. */
export type Order<E extends Effect> = {
  readonly effect: E
  readonly organisation: string
  readonly contact: string
  readonly at: Instant
  readonly attempt: number
  readonly message?: Message
  /** The message that an inbound one quotes, where it is known. */
  readonly quoted?: Message
  /** For a look-up: provider ids that are other messages' already. */
  readonly takenIds?: readonly string[]
}

export interface Side<E extends Effect> {
  readonly name: string
  /** Verifies over the raw bytes, then parses. Unknown fields are ignored. Throws `WebhookError`. */
  receive(webhook: Webhook): Promise<readonly Input[]>
  /** Exactly one attempt. Never throws for what the other side does. */
  deliver(order: Order<E>, http: Http): Promise<Outcome>
  /** What `npm run doctor` prints: one line a check. */
  diagnose(http: Http): Promise<readonly Finding[]>
}

export type Finding = { readonly ok: boolean; readonly check: string; readonly advice?: string }

export interface Provider extends Side<Send> {
  limits(channel: Channel): Limits
  /** Looks for a message whose attempt is in doubt. `absent`: the provider certainly has no such message. */
  find(order: Order<Send>, http: Http): Promise<Outcome | { readonly status: 'absent' }>
  templates(sender: Address, http: Http): Promise<readonly Template[]>
  /** Inbound messages since then, for what no webhook brought. Same ids as `receive` gives. */
  missed(sender: Address, since: Instant, http: Http): Promise<readonly Inbound[]>
  /** Streams one inbound file; credentials go to the provider's own host alone. */
  media(media: Media, http: Http): Promise<Response>
}

export interface Crm extends Side<Tell> {
  /** It has no form for this event: nothing would be sent, and that says nothing about its health. */
  ignores?(order: Order<Tell>): boolean
}

// ---- the store

/** Who is meant: by any of their addresses, by our id, or through a message of theirs. */
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
  /** Further contacts that the key's addresses belong to: they are one person and will be merged. */
  readonly others: readonly Loaded[]
  /** Present when the key named a message. */
  readonly message?: Message
}

export type Change = {
  readonly input: Input
  /** `contact.id`, and the version this decision was made on. */
  readonly contact: Contact
  readonly version: number
  readonly hash: string
  readonly others: readonly Loaded[]
  readonly verdict: Verdict
  readonly effects: readonly Effect[]
  /** New and changed messages, whole. */
  readonly messages: readonly Message[]
  /** When the gateway decided; `input.at` is when it happened. */
  readonly recordedAt: Instant
  /** The connections that will carry the effects, for the lanes. */
  readonly provider: string
  readonly crms: readonly string[]
}

export type Committed =
  | { readonly status: 'committed'; readonly version: number; readonly hash: string }
  | { readonly status: 'conflict' }
  | { readonly status: 'duplicate'; readonly verdict: Verdict }

/** One effect under lease. A task is only handed out while all earlier ones of its lane are settled. */
export type Task = {
  readonly id: string
  /** The connection that carries it; '' for a `later`. */
  readonly connection: string
  readonly organisation: string
  readonly contact: string
  readonly effect: Effect
  readonly message?: Message
  readonly createdAt: Instant
  /** This attempt's number, from 1. */
  readonly attempt: number
  /** An earlier attempt was never settled, or ended `unknown`: it may have happened. */
  readonly doubtful: boolean
  /** The fence: settling with a lease that has passed to another does nothing. */
  readonly lease: string
}

/**
 * `done` removes the task; `wait` gives it back untried, so that the attempt does not count;
 * `retry` shows it again at `at`; `dead` sets it aside and frees the lane.
 */
export type Settlement =
  | { readonly status: 'done' }
  | { readonly status: 'wait'; readonly at: Instant; readonly code: string }
  | {
      readonly status: 'retry'
      readonly at: Instant
      readonly code: string
      readonly doubtful: boolean
    }
  | { readonly status: 'dead'; readonly code: string }

export type Page = { readonly limit: number; readonly cursor?: string }
export type Paged<T> = { readonly items: readonly T[]; readonly next?: string }

/** Which observations: of a sender, for a reason, from one time to before another. */
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
  /** Automatic messages as sent, and every other message that this entry wrote. */
  readonly messages: readonly Message[]
  /** Set in the last entry of a contact that turned out to be another one. */
  readonly mergedInto?: string
  readonly previousHash: string
  readonly hash: string
}

export type Chain = { readonly ok: boolean; readonly brokenAtVersion?: number }

export type DeadLetter = {
  readonly id: string
  readonly connection: string
  readonly contact: string
  readonly effect: Effect
  readonly createdAt: Instant
  readonly diedAt: Instant
  readonly attempts: number
  readonly code: string
}

/** The first answer under an idempotency key. */
export type Reservation =
  | { readonly status: 'reserved' }
  | { readonly status: 'in_flight' }
  | { readonly status: 'mismatch' }
  | { readonly status: 'done'; readonly answer: string }

/** Every method throws `BusyError` rather than wait for long. */
export interface Store {
  load(key: ContactKey): Promise<Loaded | undefined>
  commit(change: Change): Promise<Committed>
  claim(
    now: Instant,
    options: { readonly limit: number; readonly leaseMs: number },
  ): Promise<readonly Task[]>
  /** False when the lease had passed to another. */
  settle(task: Task, settlement: Settlement, now: Instant): Promise<boolean>
  /** Whoever waits for the connection, and is not under lease, comes due within `spreadMs`. */
  hasten(connection: string, now: Instant, spreadMs: number): Promise<void>
  /** When the next task comes due, leases included. */
  nextDueAt(): Promise<Instant | undefined>

  contacts(
    organisation: string,
    page: Page & { readonly address?: string },
  ): Promise<Paged<Contact>>
  message(organisation: string, id: string): Promise<Message | undefined>
  /** Newest first. */
  messages(organisation: string, contact: string, page: Page): Promise<Paged<Message>>
  /** Those of all contacts, newest first, from one time to before another. */
  recentMessages(
    organisation: string,
    page: Page & { readonly from?: Instant; readonly before?: Instant },
  ): Promise<Paged<Message>>
  observed(organisation: string, page: Page & ObservedFilter): Promise<Observed>
  /** Oldest first; entries of contacts merged into this one are included. */
  journal(organisation: string, contact: string, page: Page): Promise<Paged<JournalEntry>>
  /** Whether every row of the contact's journal carries the hash of the one before. */
  verify(organisation: string, contact: string): Promise<Chain>
  /** Forgets the contact; keyed hashes of the addresses of a refusal or revocation stay behind. */
  erase(organisation: string, contact: string, now: Instant): Promise<void>

  deadLetters(organisation: string, page: Page): Promise<Paged<DeadLetter>>
  replay(organisation: string, id: string, now: Instant): Promise<boolean>

  reserve(key: string, fingerprint: string, now: Instant, leaseMs: number): Promise<Reservation>
  answer(key: string, answer: string, now: Instant): Promise<void>

  /** Small settings of the gateway itself: sender states, watermarks, the sandbox's clock. */
  setting(name: string): Promise<string | undefined>
  set(name: string, value: string): Promise<void>

  /** What waits to be carried; a `later` does not. */
  depth(): Promise<{ readonly ready: number; readonly dead: number; readonly oldestAt?: Instant }>
  close(): Promise<void>
}

export type Clock = () => Instant

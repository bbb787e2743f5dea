/** The part that providers and CRMs share: webhooks become inputs, effects become attempts. */

import type { Address } from '../core/model/address.ts'
import type { Instant } from '../core/model/contact.ts'
import type {
  Effect,
  Fault,
  Input,
  Message,
  MessageStatus,
  Receipt,
  Send,
} from '../core/model/message/message.ts'
import type { Http } from './http.ts'

/** A request as it arrived. `url` is the configured public URL with the path and query received, byte for byte. */
export type Webhook = {
  readonly connection: string
  readonly route: 'messages' | 'status' | 'root'
  readonly method: string
  readonly url: string
  /** The runtime doesn't show the bytes: an apostrophe in the query may have become `%27`. */
  readonly isUrlNormalised?: true
  readonly headers: Headers
  readonly body: Uint8Array
  readonly at: Instant
}

/** The inputs of a webhook, and the answer once all of them are on disk. */
export type Received = {
  readonly inputs: readonly Input[]
  /** Default: 200 without a body to a provider, 202 with the verdicts to a CRM. */
  readonly answer?: WebhookAnswer
  /** Ignored items for the log: kinds and ids, no content. They are acknowledged with the rest. */
  readonly ignored?: readonly string[]
  /** Kinds of customers' messages that aren't supported: `sms_from_name`. An operator is warned. */
  readonly unsupported?: readonly string[]
  /**
   * Statuses of numbers that this connection no longer carries: the number may have moved to another one.
   * Accepted if the message was sent through this connection, else ignored.
   */
  readonly former?: readonly Receipt[]
  /** Changes of our own senders at the provider. */
  readonly senderUpdates?: readonly SenderUpdate[]
  /** Contacts erased by a CRM, to be erased here too. */
  readonly erased?: readonly { readonly organisation: string; readonly address: Address }[]
}

/** A change of a sender, without a contact. */
export type SenderUpdate = {
  readonly sender: Address
  /** For the log, without content: `template_status PAUSED opt_in`. */
  readonly what: string
  /** Its list of templates has changed and is read again. */
  readonly templates?: true
  /** The provider restricted the sender, or lifted the restriction. */
  readonly state?: 'restricted' | 'active'
  /** The provider restricted it until then; a repeated `code` replaces the end. */
  readonly pause?: { readonly until: Instant; readonly code: string; readonly spares?: 'answers' }
}

/** An answer in the other side's own form, such as an echoed challenge. */
export type WebhookAnswer = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** The outcome of one attempt. After `retry` it certainly did not happen; after `unknown` it may have. */
export type Outcome =
  | {
      readonly status: 'accepted'
      readonly id: string
      readonly reached?: MessageStatus
      /** The reason, if it has failed since. */
      readonly code?: string
      readonly fault?: Fault
      /** Further addresses of the recipient that the provider named. */
      readonly aliases?: readonly Address[]
      readonly answer?: Answer
    }
  | { readonly status: 'rejected'; readonly code: string; readonly fault?: Fault }
  | {
      readonly status: 'retry'
      readonly code: string
      readonly afterMs?: number
      /** Only too early, by `afterMs`; the other side works. */
      readonly isEarly?: true
    }
  | { readonly status: 'unknown'; readonly code: string }

/** A CRM's answer: inputs for the gate, with ids derived from the event's, and log details. */
export type Answer = { readonly inputs: readonly Input[]; readonly ignored: readonly string[] }

/** An effect with everything it refers to. `at` is the time of the attempt. */
export type Order<E extends Effect> = {
  readonly effect: E
  readonly organisation: string
  readonly contact: string
  readonly at: Instant
  readonly attempt: number
} & (E extends Send ? OfSend : OfTell)

type OfSend = {
  readonly message: Message
  /** For a look-up: provider ids that are other messages' already. */
  readonly takenIds?: readonly string[]
}

type OfTell = {
  readonly message?: Message
  /** The message that an inbound one quotes, if known. */
  readonly quoted?: Message
}

export interface Side<E extends Effect> {
  /** The largest webhook; larger ones get 413. Default 64 KiB. */
  readonly maxBodyBytes?: number
  /** The answer to a webhook that couldn't be stored, if the other side doesn't repeat after 5xx. Default: 503 or 500. */
  readonly unstoredStatus?: number
  /**
   * Verifies over the raw bytes, then parses. Unknown fields are ignored. Throws `WebhookError`.
   * `http` is for a side whose webhooks contain only ids, so that it has to ask back.
   */
  receive(webhook: Webhook, http: Http): Promise<Received>
  /** Makes exactly one attempt. Never throws because of the other side. */
  deliver(order: Order<E>, http: Http): Promise<Outcome>
  /** The checks of `npm run doctor`, one line each. */
  diagnose(http: Http): Promise<readonly Finding[]>
}

export type Finding = { readonly ok: boolean; readonly check: string; readonly advice?: string }

/** The gateway's time, so that tests can move it. */
export type Clock = () => Instant

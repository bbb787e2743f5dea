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
  /** Kinds of customers' messages that can't be carried: `sms_from_name`. An operator is warned. */
  readonly uncarried?: readonly string[]
  /**
   * Statuses of numbers that this connection does not carry: such a number may have moved to another one.
   * Taken where the message went over this one, else ignored.
   */
  readonly former?: readonly Receipt[]
  /** News of our own senders at the provider. */
  readonly news?: readonly SenderNews[]
  /** People whom a CRM has erased, and who are to be forgotten here too. */
  readonly erased?: readonly { readonly organisation: string; readonly address: Address }[]
}

/** News of a sender, without a contact. */
export type SenderNews = {
  readonly sender: Address
  /** For the log, without content: `template_status PAUSED opt_in`. */
  readonly what: string
  /** Its list of templates has changed and is read again. */
  readonly templates?: true
  /** The provider restricted the sender, or lifted the restriction. */
  readonly state?: 'restricted' | 'active'
  /** The provider restricted it until then; the same `code` again replaces the end. */
  readonly pause?: { readonly until: Instant; readonly code: string; readonly spares?: 'answers' }
}

/** An answer in the other side's own form, such as a challenge that it wants echoed. */
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
      /** Why, where it has failed since. */
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
      /** It is only too early: `afterMs` is when, and the other side is well. */
      readonly isEarly?: true
    }
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
  /** The largest webhook that is read; larger ones are answered 413. Default 64 KiB. */
  readonly maxBodyBytes?: number
  /** What a webhook that couldn't be stored is answered, where 5xx is not repeated. Default: 503 or 500. */
  readonly unstoredStatus?: number
  /**
   * Verifies over the raw bytes, then parses. Unknown fields are ignored. Throws `WebhookError`.
   * `http` is for a side whose webhooks bring ids alone, so that it has to ask back.
   */
  receive(webhook: Webhook, http: Http): Promise<Received>
  /** Makes exactly one attempt. Never throws because of the other side. */
  deliver(order: Order<E>, http: Http): Promise<Outcome>
  /** What `npm run doctor` prints: one line a check. */
  diagnose(http: Http): Promise<readonly Finding[]>
}

export type Finding = { readonly ok: boolean; readonly check: string; readonly advice?: string }

/** The gateway's time, so that tests can move it. */
export type Clock = () => Instant

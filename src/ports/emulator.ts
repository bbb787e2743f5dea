/** The contract of an emulator: how the sandbox simulates a provider, in that provider's own form. */

import type { Address, Channel } from '../core/model/address.ts'
import type { Instant } from '../core/model/contact.ts'
import type { Interactive } from '../core/model/message/content.ts'
import type { Fault, Media } from '../core/model/message/message.ts'
import type { Location, Received } from '../core/model/message/received.ts'
import type { Template } from '../core/model/message/template.ts'

/** An adapter's part for simulating its provider in the sandbox. */
export type EmulatorManifest = {
  readonly channels: readonly Channel[]
  create(options: EmulatorOptions): Emulator
}

export type EmulatorOptions = {
  readonly connection: string
  /** Our base URL for the provider's webhooks, without a slash at the end. */
  readonly publicUrl: string
  readonly senders: readonly Address[]
  readonly templates: readonly Template[]
  /** The bytes of every file that a customer sends, a PNG. */
  readonly file: Uint8Array<ArrayBuffer>
}

export interface Emulator {
  /** The configuration of a connection to this emulator, with new secrets each time. */
  readonly config: Readonly<Record<string, unknown>>
  /** The adapter's own fields of a sender. */
  senderFields(sender: Address): Readonly<Record<string, unknown>>
  /** The provider's id of a message on a phone; the same each time. */
  idOf(id: string): string
  /** The signed webhook for a customer's action. */
  inbound(action: PhoneAction): EmulatedWebhook
  /** The signed webhook for a status; undefined if the provider has none. */
  receipt(message: Delivery, status: ReceiptStatus, at: Instant): EmulatedWebhook | undefined
  /** Whether a send that fails like this is accepted first and fails by a status. */
  failsLater(fault: Fault): boolean
  /** The provider's API. */
  answer(request: ApiRequest, network: EmulatedNetwork): Promise<ApiAnswer>
}

/** A customer's action, with the provider's ids. */
export type PhoneAction = {
  readonly id: string
  readonly at: Instant
  readonly from: Address
  readonly to: Address
  readonly form: Received['form']
  readonly text: string
  readonly media: readonly Media[]
  readonly button?: Received['button']
  readonly list?: Received['list']
  readonly location?: Location
  /** The message that is quoted, reacted to, edited or deleted, and whether we sent it. */
  readonly replyTo?: { readonly id: string; readonly isOurs: boolean }
  readonly forwarded?: 'once' | 'often'
  /** The customer's other addresses. */
  readonly aliases: readonly Address[]
  /** Set if the provider has answered the keyword itself. */
  readonly answered?: 'stop' | 'start'
}

/** One of our messages, by our own id. */
export type Delivery = {
  readonly message: string
  readonly from: Address
  readonly to: Address
  readonly text: string
}

export type ReceiptStatus =
  | { readonly status: 'sent' | 'delivered' | 'read' }
  | { readonly status: 'failed'; readonly fault: Fault }

/** One of our messages, as received by the provider's API. */
export type SendRequest = Delivery & {
  readonly media?: readonly Media[]
  readonly template?: {
    /** The provider's id or the name. */
    readonly id?: string
    readonly name?: string
    readonly language?: string
    readonly variables: Readonly<Record<string, string>>
  }
  readonly location?: Location
  readonly interactive?: Omit<Interactive, 'kind' | 'text'>
  /** The provider's id of the message reacted to. */
  readonly reaction?: { readonly id: string; readonly emoji: string }
  /** The provider's id of the message that it quotes. */
  readonly replyTo?: string
}

/** The result of a send. After `timeout` it may have arrived. */
export type SendResult =
  | { readonly is: 'accepted' }
  | { readonly is: 'timeout' }
  | { readonly is: 'throttled'; readonly afterMs: number }
  | { readonly is: 'refused'; readonly fault: Fault }

/** The phones, as an emulator sees them. */
export interface EmulatedNetwork {
  /** The simulated time. */
  now(): Instant
  take(send: SendRequest): Promise<SendResult>
  /** The messages that reached a phone, oldest first. */
  sentTo(address: Address): Promise<readonly (Delivery & ListedMessage)[]>
}

type ListedMessage = { readonly at: Instant; readonly files: number }

/** A request to the provider's API, with the address that the adapter called. */
export type ApiRequest = {
  readonly method: string
  readonly url: URL
  readonly headers: Headers
  readonly body: string
}

export type ApiAnswer = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
}

/** A POST to one of our webhook addresses, signed as the provider signs. */
export type EmulatedWebhook = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** An answer in JSON. */
export const jsonAnswer = (
  body: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): ApiAnswer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})

/** The bytes of a customer's file. */
export const fileAnswer = ({ file }: Pick<EmulatorOptions, 'file'>): ApiAnswer => ({
  status: 200,
  headers: { 'content-type': 'image/png' },
  body: file,
})

/** The contract of a mimic: how the sandbox plays a provider, in that provider's own form. */

import type { Address, Channel } from '../core/model/address.ts'
import type { Instant } from '../core/model/contact.ts'
import type { Interactive } from '../core/model/message/content.ts'
import type { Fault, Media } from '../core/model/message/message.ts'
import type { Location, Received } from '../core/model/message/received.ts'
import type { Template } from '../core/model/message/template.ts'

/** What an adapter brings so that the sandbox can look like its provider. */
export type MimicManifest = {
  readonly channels: readonly Channel[]
  create(options: MimicOptions): Mimic
}

export type MimicOptions = {
  readonly connection: string
  /** Where the provider believes to reach us, without a slash at the end. */
  readonly publicUrl: string
  readonly senders: readonly Address[]
  readonly templates: readonly Template[]
  /** The bytes of every file that a customer sends, a PNG. */
  readonly file: Uint8Array<ArrayBuffer>
}

export interface Mimic {
  /** A connection of the adapter's to this mimic, secrets put in; they are made anew each time. */
  readonly config: Readonly<Record<string, unknown>>
  /** The fields that such a sender has beside those of all senders. */
  senderFields(sender: Address): Readonly<Record<string, unknown>>
  /** The provider's id of a message on a phone; the same each time. */
  idOf(id: string): string
  /** The signed webhook of what a customer did. */
  written(act: PhoneAct): MimicWebhook
  /** The signed webhook of a status; undefined where the provider has none such. */
  receipt(message: Delivery, status: ReceiptStatus, at: Instant): MimicWebhook | undefined
  /** True when a send that fails like this is accepted first, and fails by its status. */
  failsLater(fault: Fault): boolean
  /** The provider's API. */
  answer(request: ApiRequest, network: MimicNetwork): Promise<ApiAnswer>
}

/** What a customer did. Ids are the provider's. */
export type PhoneAct = {
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
  /** The message that is quoted, reacted to, edited or taken back, and whether we had sent it. */
  readonly replyTo?: { readonly id: string; readonly isOurs: boolean }
  readonly forwarded?: 'once' | 'often'
  /** The customer's other addresses. */
  readonly aliases: readonly Address[]
  /** Set when the provider has answered a keyword itself. */
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

/** One of our messages as the provider's API was given it. */
export type SendRequest = Delivery & {
  readonly media?: readonly Media[]
  readonly template?: {
    /** Either the provider's id, or its name. */
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

/** What happens to a send. After `timeout` it may have arrived. */
export type Fate =
  | { readonly is: 'accepted' }
  | { readonly is: 'timeout' }
  | { readonly is: 'throttled'; readonly afterMs: number }
  | { readonly is: 'refused'; readonly fault: Fault }

/** The phones, as a mimic sees them. */
export interface MimicNetwork {
  /** The simulated time. */
  now(): Instant
  take(send: SendRequest): Promise<Fate>
  /** What reached a phone, oldest first. */
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
export type MimicWebhook = {
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

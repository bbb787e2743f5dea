/** The contract of a provider adapter: carries messages. */

import type { Address, Channel } from '../core/model/address.ts'
import type { Instant } from '../core/model/contact.ts'
import type { Inbound, Media, Message, Send } from '../core/model/message/message.ts'
import type { Template } from '../core/model/message/template.ts'
import type { Capabilities } from '../core/model/policy/capabilities.ts'
import type { TemplateFiling } from './filing.ts'
import type { Http } from './http.ts'
import type { Order, Outcome, Side } from './side.ts'

/**
 * The answer to a look-up. `absent`: the provider certainly has no such message. `undecided`: it
 * can't tell; a person is asked if no delivery report comes in time.
 */
export type Found =
  | Outcome
  | { readonly status: 'absent' }
  | { readonly status: 'undecided'; readonly code: string }

export interface Provider extends Side<Send> {
  /** The capabilities on a channel. Plain data: always the same answer. */
  capabilities(channel: Channel): Capabilities
  /** Looks up a message whose attempt is in doubt. Without it, a report or a person decides. */
  find?(order: Order<Send>, http: Http): Promise<Found>
  /** Tells the contact that a message of theirs was read. Never throws. */
  markRead?(message: Message, http: Http): Promise<void>
  templates(sender: Address, http: Http): Promise<readonly Template[]>
  /** Submits templates for approval, if the provider has an API for it. */
  readonly filing?: TemplateFiling
  /** Inbound messages since then, with the ids that `receive` gives them. */
  missed(sender: Address, since: Instant, http: Http): Promise<readonly Inbound[]>
  /** Streams one inbound file; credentials go only to the provider's own host. */
  media(media: Media, http: Http): Promise<Response>
}

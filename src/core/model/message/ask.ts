/** Requests of agents other than messages, and the CRM connection they came from. */

import type { Address } from '../address.ts'
import type { Instant } from '../instant.ts'

/** The CRM connection that sent the message and its callback wishes. Only `refusals` is read. */
export type Origin = {
  readonly connection: string
  /** The URL for its status callbacks. */
  readonly callback?: string
  /** The messaging service it named as the sender, which stands for a line. */
  readonly service?: string
  /** Its webhook is answered before the verdict is known, so a refusal is reported by an event. */
  readonly refusals?: 'event'
}

/** An agent asks the contact for consent. */
export type OptInRequest = {
  readonly kind: 'opt_in_request'
  readonly id: string
  readonly at: Instant
  readonly sender: Address
  readonly to: Address
  readonly agent: string
  /** Purposes to ask for in addition to `service`. Default: the policy's `optInPurposes`. */
  readonly purposes?: readonly string[]
  readonly origin?: Origin
}

/** An agent's question to the gate, typed in a CRM's text field; only that CRM gets the answer. */
export type Inquiry = {
  readonly kind: 'inquiry'
  readonly id: string
  readonly at: Instant
  readonly sender: Address
  readonly to: Address
  readonly agent: string
  readonly about: 'templates' | 'help'
  /** The unknown command that this answers. */
  readonly command?: string
  readonly origin: Origin
}

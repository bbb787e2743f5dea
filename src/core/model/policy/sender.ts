/** A sender, for a decision. */

import type { Address } from '../address.ts'
import type { OptOutHandling } from '../channel.ts'
import type { Instant } from '../instant.ts'

export type SenderFacts = {
  readonly address: Address
  readonly line: string
  /** `inactive`: deactivated here. `restricted`: stopped by the provider. */
  readonly state: 'active' | 'inactive' | 'restricted'
  /** The provider accepts no messages from it until then. */
  readonly pausedUntil?: Instant
  /** The pause covers only messages we start; answers within a session are sent. */
  readonly pauseSpares?: 'answers'
  /** Not registered for contacts of this country; tried again then. */
  readonly unregistered?: { readonly country: string; readonly until: Instant }
  readonly optOutHandling: OptOutHandling
}

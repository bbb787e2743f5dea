/** A sender as a decision sees it. */

import type { Address } from '../address.ts'
import type { OptOutHandling } from '../channel.ts'
import type { Instant } from '../instant.ts'

export type SenderFacts = {
  readonly address: Address
  readonly line: string
  /** `inactive`: deactivated here. `restricted`: stopped by the provider. */
  readonly state: 'active' | 'inactive' | 'restricted'
  /** The provider takes nothing from it until then. */
  readonly pausedUntil?: Instant
  /** The pause is of what we start: answers within a session leave. */
  readonly pauseSpares?: 'answers'
  /** It isn't registered for contacts of this country; tried again then. */
  readonly unregistered?: { readonly country: string; readonly until: Instant }
  readonly optOutHandling: OptOutHandling
}

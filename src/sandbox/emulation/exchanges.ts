/** Requests between the gateway and a provider that the sandbox simulates. */

import type { Address } from '../../core/model/address.ts'
import type { Instant } from '../../core/model/contact.ts'
import type { EmulatedRequest } from '../../ports/crm-emulator.ts'

/** One request and how it was answered, newest last. */
export type Exchange = {
  readonly id: string
  readonly at: Instant
  /** `in` was posted to the gateway, `out` was asked of the provider. */
  readonly way: 'in' | 'out'
  /** The subject: `message`, `sent`, `delivered`, `read`, `failed`, `send`. */
  readonly what: string
  readonly request: EmulatedRequest
  readonly answer: { readonly status: number; readonly body: string }
}

/** By the customer's address. */
export interface Exchanges {
  list(customer: Address): Promise<readonly Exchange[]>
  add(customer: Address, exchange: Exchange): Promise<void>
}

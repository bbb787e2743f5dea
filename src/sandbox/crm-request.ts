/** Requests as pages show them. */

import type { EmulatedRequest } from '../ports/crm-emulator.ts'
import type { CrmEvent, ReceivedEvent } from './crm.ts'

/** The requests that one kind of CRM gets for an event; none if it has no form for it. */
export type CrmForm = { readonly name: string; readonly requests: readonly EmulatedRequest[] }

/** How real CRMs get an event. */
export type CrmForms = {
  /** The requests of all kinds of CRM, the usual one first. */
  readonly names: readonly string[]
  /** Without the order of the event, after a restart, only those forms that need no more than the event. */
  of(event: CrmEvent, received: ReceivedEvent | undefined): Promise<readonly CrmForm[]>
}

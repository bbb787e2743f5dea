/** Requests as they are shown: with all headers, so that they can be sent again. */

import type { CrmEvent, ReceivedEvent } from './crm.ts'

export type CrmRequest = {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The requests that one kind of CRM gets for an event; none if it has no form for it. */
export type CrmForm = { readonly name: string; readonly requests: readonly CrmRequest[] }

/** How real CRMs get an event. */
export type CrmForms = {
  /** Of all kinds of CRM, the usual one first. */
  readonly names: readonly string[]
  /** Without the order of the event, after a restart, only those forms that need no more than the event. */
  of(event: CrmEvent, heard: ReceivedEvent | undefined): Promise<readonly CrmForm[]>
}

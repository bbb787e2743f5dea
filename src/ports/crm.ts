/** The contract of a CRM adapter: delivers events. */

import type { Address } from '../core/model/address.ts'
import type { Instant } from '../core/model/contact.ts'
import type { Input, Tell } from '../core/model/message/message.ts'
import type { Template } from '../core/model/message/template.ts'
import type { Http } from './http.ts'
import type { Order, Outcome, Side } from './side.ts'

export interface Crm extends Side<Tell> {
  /** Whether the CRM has no form for this event, so that nothing is sent. */
  ignores?(order: Order<Tell>): boolean
  /** Shows the CRM's users whether a sender is active. Repeated until accepted or rejected. */
  showSender?(sender: Address, isActive: boolean, http: Http): Promise<Outcome>
  /** Shows the CRM's users the templates. Called often: changes only what differs. */
  showTemplates?(sender: Address, templates: readonly Template[], http: Http): Promise<Outcome>
  /** Agents' messages since then whose webhook may be lost. Throws if the CRM can't be asked. */
  missed?(sender: Address, since: Instant, http: Http): Promise<readonly Input[]>
  /** The CRM's records of a contact who is about to be erased here. */
  recordsOf?(contact: ErasedContact): Promise<readonly string[]>
  /** Erases one of these records. Repeated until it is accepted or rejected. */
  erase?(record: string, http: Http): Promise<Outcome>
}

export type ErasedContact = {
  readonly organisation: string
  readonly contact: string
  readonly addresses: readonly Address[]
}

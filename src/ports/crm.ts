/** The contract of a CRM that is told what happens. */

import type { Address } from '../core/model/address.ts'
import type { Instant } from '../core/model/contact.ts'
import type { Input, Tell } from '../core/model/message/message.ts'
import type { Template } from '../core/model/message/template.ts'
import type { Http } from './http.ts'
import type { Order, Outcome, Side } from './side.ts'

export interface Crm extends Side<Tell> {
  /** It has no form for this event: nothing would be sent, and that says nothing about its health. */
  ignores?(order: Order<Tell>): boolean
  /** Shows its people whether a sender is in use. Repeated until it is accepted or rejected. */
  showSender?(sender: Address, isActive: boolean, http: Http): Promise<Outcome>
  /** Shows its people what templates there are. Called often: it changes only what differs. */
  showTemplates?(sender: Address, templates: readonly Template[], http: Http): Promise<Outcome>
  /** What agents wrote since then, whose webhook may not have come. Throws when it can't be asked. */
  missed?(sender: Address, since: Instant, http: Http): Promise<readonly Input[]>
  /** Its records of a contact who is about to be erased here. */
  recordsOf?(contact: ErasedContact): Promise<readonly string[]>
  /** Erases one of these records. Repeated until it is accepted or rejected. */
  erase?(record: string, http: Http): Promise<Outcome>
}

export type ErasedContact = {
  readonly organisation: string
  readonly contact: string
  readonly addresses: readonly Address[]
}

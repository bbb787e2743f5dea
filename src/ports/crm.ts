/** The contract of a CRM that is told what happens. */

import type { Tell } from '../core/model/message/message.ts'
import type { Order, Side } from './side.ts'

export interface Crm extends Side<Tell> {
  /** It has no form for this event: nothing would be sent, and that says nothing about its health. */
  ignores?(order: Order<Tell>): boolean
}

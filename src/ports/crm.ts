/** The contract of a CRM adapter: delivers events. */

import type { Tell } from '../core/model/message/message.ts'
import type { Order, Side } from './side.ts'

export interface Crm extends Side<Tell> {
  /** True for an event this CRM has no form for: nothing is sent, and the breaker ignores it. */
  ignores?(order: Order<Tell>): boolean
}

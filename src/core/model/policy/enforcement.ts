/** Whether the gate enforces its rules or only records what they would have said. */

import type { Message, Outbound } from '../message/message.ts'
import type { Policy } from './policy.ts'

/** Whether the gate only observes this message; without one, whether it is to keep silent itself. */
export const isObserved = (
  { enforcement: { general, byOrigin } }: Pick<Policy, 'enforcement'>,
  message: Pick<Message | Outbound, 'origin'> = {},
): boolean => ((message.origin && byOrigin[message.origin.connection]) ?? general) === 'observe'

/** The policy of a gate that does what it says. */
export const enforcing = (policy: Policy): Policy => ({
  ...policy,
  enforcement: { general: 'enforce', byOrigin: {} },
})

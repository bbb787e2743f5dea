/** Whether the gate enforces its rules or only observes. */

import type { Message, Outbound } from '../message/message.ts'
import type { Policy } from './policy.ts'

/** Whether observe mode applies to this message; without a message, to the gate's own. */
export const isObserved = (
  { enforcement: { general, byOrigin } }: Pick<Policy, 'enforcement'>,
  message: Pick<Message | Outbound, 'origin'> = {},
): boolean => ((message.origin && byOrigin[message.origin.connection]) ?? general) === 'observe'

/** The policy in enforce mode. */
export const enforcing = (policy: Policy): Policy => ({
  ...policy,
  enforcement: { general: 'enforce', byOrigin: {} },
})

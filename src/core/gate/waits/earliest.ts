/** When a message could leave, as far as its schedule, a pause of the sender and the night are concerned. */

import type { Contact, Instant } from '../../model/contact.ts'
import type { Policy } from '../../model/policy/policy.ts'
import { quietUntil } from '../law/hours.ts'
import { senderActiveRule } from '../rules/sender-active.ts'

/** At `at` or `notBefore`, or when the pause and the night after that are over. */
export const earliestFor = (
  contact: Contact,
  wanted: { readonly at: Instant; readonly notBefore?: Instant },
  policy: Policy,
): Instant => {
  const at = Math.max(wanted.at, wanted.notBefore ?? wanted.at)
  const paused = senderActiveRule(contact, { at }, policy)
  const resumed = paused?.reason === 'sender_paused' ? paused.until : at
  return quietUntil(contact, resumed, policy) ?? resumed
}

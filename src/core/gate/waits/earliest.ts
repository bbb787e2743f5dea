/** When a message could leave, as far as its schedule, a pause of the sender and the night are concerned. */

import type { Contact, Held, Instant } from '../../model/contact.ts'
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
  return delayOf(contact, at, policy)?.until ?? at
}

/** The pause or the night that is in the way, with the time at which both are over. */
export type Delay = {
  readonly reason: Exclude<NonNullable<Held['reason']>, 'scheduled'>
  readonly until: Instant
}

/** The current delay. A pause that ends before the current night does adds nothing to it. */
export const delayOf = (
  contact: Contact,
  at: Instant,
  policy: Policy,
  hasNights = true,
): Delay | undefined => {
  const nightAt = (time: Instant) => (hasNights ? quietUntil(contact, time, policy) : undefined)
  const pause = senderActiveRule(contact, { at }, policy)
  const night = nightAt(at)
  if (pause?.reason !== 'sender_paused' || (night ?? 0) >= pause.until)
    return night === undefined ? undefined : { reason: 'quiet_hours', until: night }
  return { reason: 'sender_paused', until: nightAt(pause.until) ?? pause.until }
}

/** Checks a message again right before it is sent: facts may have changed while it was queued. */

import { factsOf } from '../model/address.ts'
import { consentOf, isNo } from '../model/consent.ts'
import type { Contact, Instant } from '../model/contact.ts'
import type { Message, Outbound } from '../model/message/message.ts'
import { isObserved } from '../model/policy/enforcement.ts'
import type { Policy } from '../model/policy/policy.ts'
import type { Objection, Refusal } from '../model/verdict.ts'
import { refuse } from './refuse.ts'
import { consentRule } from './rules/consent.ts'
import { doubtObjection, doubtRule } from './rules/doubt.ts'
import { purposeRule } from './rules/purpose.ts'
import { quietHoursRule } from './rules/quiet-hours.ts'
import { reachableRule } from './rules/reachable.ts'
import { senderActiveRule } from './rules/sender-active.ts'
import { sessionRule } from './rules/session.ts'

/** The result of the last check: the message is refused, or the objection is only recorded. */
export type LastCheck = { readonly refusal?: Refusal; readonly observed?: Refusal }

/** Checks again and says what to do. The gate's own messages are always enforced. */
export const checkBeforeSend = (
  contact: Contact,
  message: Message,
  policy: Policy,
  at: Instant,
): LastCheck => {
  const refusal = recheck(contact, message, policy, at)
  if (!refusal) return {}
  if (message.automatic || !isObserved(policy, message)) return { refusal }
  // Quiet hours would only delay the message, so there is nothing to report.
  return refusal.reason === 'quiet_hours' ? {} : { observed: refusal }
}

/** Why the message may no longer be sent, or undefined. */
export const recheck = (
  contact: Contact,
  message: Message,
  policy: Policy,
  at: Instant,
): Refusal | undefined => {
  const outbound = outboundOf(message, at)
  const objection = message.automatic
    ? objectAutomatic(contact, message, outbound, policy)
    : // The time of writing decides whether the message answers the doubtful words.
      (doubtRule(contact, { ...outbound, at: message.at }, policy) ??
      RECHECKED.map((rule) => rule(contact, outbound, policy)).find((found) => found))
  return objection && refuse(objection, contact, outbound, policy)
}

/** The message in the form of its original request. */
export const outboundOf = (message: Message, at: Instant): Outbound => ({
  kind: 'outbound',
  id: message.id,
  at,
  sender: message.sender,
  to: message.address,
  ...(message.agent !== undefined && { agent: message.agent }),
  content: message.content ?? { kind: 'text', text: message.rendered ?? '' },
  ...(message.purpose !== undefined && { purpose: message.purpose }),
  ...(message.origin && { origin: message.origin }),
})

const RECHECKED = [
  senderActiveRule,
  reachableRule,
  consentRule,
  sessionRule,
  purposeRule,
  quietHoursRule,
]

const objectAutomatic = (
  contact: Contact,
  message: Message,
  outbound: Outbound,
  policy: Policy,
): Objection | undefined => {
  const { automatic } = message
  const mayLeaveInactiveSender =
    automatic === 'sender_inactive' || automatic === 'opt_out_confirmation'
  return (
    (mayLeaveInactiveSender ? undefined : senderActiveRule(contact, outbound, policy)) ??
    reachableRule(contact, outbound, policy) ??
    objectToConsent(contact, message, outbound, policy) ??
    sessionRule(contact, outbound, policy)
  )
}

/** Each automatic message fits one state of consent, which may have changed since. */
const objectToConsent = (
  contact: Contact,
  message: Message,
  outbound: Outbound,
  policy: Policy,
): Objection | undefined => {
  const consent = consentOf(contact, policy)
  const no = isNo(consent) ? consentRule(contact, outbound, policy) : undefined
  const granted =
    consent.status === 'granted'
      ? ({ reason: 'consent_granted', grantedAt: consent.at } as const)
      : undefined
  switch (message.automatic) {
    case 'opt_out_confirmation':
      return granted
    case 'opt_in_request':
      // Only the contact's own message may have caused a request after a no.
      return (
        granted ??
        doubtObjection(contact, policy) ??
        (message.agent === undefined && consent.at <= message.at ? undefined : no)
      )
    case 'opt_in_confirmation':
    case 'disclaimer':
    case 'doubt_question':
      return no
    default:
      return factsOf(message.sender).isSilentAfterStop ? no : undefined
  }
}

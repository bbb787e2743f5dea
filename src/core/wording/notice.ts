/** The notice of the disclaimer flow on its way out: it counts once it has left, and once for each consent. */

import { consentOf, withConsent } from '../model/consent.ts'
import type { Contact, Instant } from '../model/contact.ts'
import type { Message, Outbound } from '../model/message/message.ts'
import type { Policy } from '../model/policy/policy.ts'
import { render } from './render.ts'

type Carrier = Pick<Message, 'id' | 'sender'>

/** A message on its way out brings it. */
export const noticeComes = (contact: Contact, { id, sender }: Carrier): Contact => ({
  ...contact,
  notices: { ...contact.notices, [sender]: id },
})

/** If the message brings it, the contact has it from now on. */
export const noticeLeaves = (
  contact: Contact,
  { id, sender }: Carrier,
  at: Instant,
  policy: Policy,
): Contact => {
  if (contact.notices?.[sender] !== id) return contact
  const { owesNotice: _, ...consent } = consentOf(contact, policy)
  const left = noticeFails(contact, { id, sender })
  return withConsent(left, policy, { ...consent, noticedAt: at })
}

/** The message doesn't bring it. */
export const noticeFails = (contact: Contact, { id, sender }: Carrier): Contact => {
  const { [sender]: carrier, ...notices } = contact.notices ?? {}
  return carrier === id ? { ...contact, notices } : contact
}

/**
 * An agent's text as it leaves: the first of a consent begins with the notice, whatever was to bring it and has
 * failed, or still waits. What may have left before stays as it was.
 */
export const textAsItLeaves = (
  contact: Contact,
  { automatic, content, formerIds, rendered, status }: Message,
  outbound: Outbound,
  policy: Policy,
): string | undefined => {
  const isSettled = formerIds || automatic || status !== 'accepted'
  if (
    isSettled ||
    policy.rules.flow !== 'disclaimer' ||
    (content?.kind ?? 'template') === 'template'
  )
    return rendered
  const { notices: _, ...now } = contact
  const { text } = render(now, outbound, policy)
  return text.length > policy.limits.maxTextLength ? rendered : text
}

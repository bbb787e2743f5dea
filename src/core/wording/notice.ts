/** The notice of the disclaimer flow: it counts once its message has been sent, and once for each consent. */

import { consentOf, withConsent } from '../model/consent.ts'
import type { Contact, Instant } from '../model/contact.ts'
import type { Message, Outbound } from '../model/message/message.ts'
import type { Policy } from '../model/policy/policy.ts'
import { render } from './render.ts'

type Carrier = Pick<Message, 'id' | 'sender'>

/** Records that a message in the outbox carries the notice. */
export const queueNotice = (contact: Contact, { id, sender }: Carrier): Contact => ({
  ...contact,
  notices: { ...contact.notices, [sender]: id },
})

/** Records that the contact has the notice, if this message carried it. */
export const recordNoticeSent = (
  contact: Contact,
  { id, sender }: Carrier,
  at: Instant,
  policy: Policy,
): Contact => {
  if (contact.notices?.[sender] !== id) return contact
  const { owesNotice: _, ...consent } = consentOf(contact, policy)
  const left = dropNotice(contact, { id, sender })
  return withConsent(left, policy, { ...consent, noticedAt: at })
}

/** Records that this message will not bring the notice. */
export const dropNotice = (contact: Contact, { id, sender }: Carrier): Contact => {
  const { [sender]: carrier, ...notices } = contact.notices ?? {}
  return carrier === id ? { ...contact, notices } : contact
}

/**
 * An agent's text at the moment of sending. The first text of a consent begins with the notice, even if another
 * message was to carry it and has failed or still waits. A text that may have been sent before stays as it was.
 */
export const textToSend = (
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

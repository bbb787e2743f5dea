/** The order of held messages: that in which they were written. */

import { sharesConsent } from '../../model/consent.ts'
import type { Contact, Held, Wait } from '../../model/contact.ts'
import type { Policy } from '../../model/policy/policy.ts'
import { render } from '../../wording/render.ts'

/** The oldest first; of the same moment in the order in which they are stored. */
export const inOrder = (held: readonly Held[]): readonly Held[] =>
  held.toSorted((a, b) => a.heldAt - b.heldAt)

/** The contact with only the messages that were held before this one, which alone take a place. */
export const aheadOf = (contact: Contact, { message }: Held): Contact => {
  const queue = inOrder(contact.held)
  return {
    ...contact,
    held: queue.slice(
      0,
      queue.findIndex((one) => one.message.id === message.id),
    ),
  }
}

/** Whether a text that waits, and leaves no later, will begin with the notice of the disclaimer flow. */
export const isNoticeAhead = (ahead: Contact, until: Wait, policy: Policy): boolean =>
  ahead.held.some(
    ({ message, request, until: before }) =>
      !request &&
      message.content.kind !== 'template' &&
      sharesConsent(policy, message.sender) &&
      render(ahead, message, policy.elsewhere?.[message.sender] ?? policy).carriesNotice &&
      (typeof before === 'number' && typeof until === 'number'
        ? before <= until
        : before === until),
  )

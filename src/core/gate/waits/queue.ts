/** The order of held messages: that in which they were written. */

import type { Contact, Held } from '../../model/contact.ts'

/** The oldest first; of the same moment in the order in which they are stored. */
export const inOrder = (held: readonly Held[]): readonly Held[] =>
  held.toSorted((a, b) => a.heldAt - b.heldAt)

/** The contact as a held message finds it: only what was held before it takes a place. */
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

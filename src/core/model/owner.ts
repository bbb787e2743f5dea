/** The owner: the agent who has a contact in a line of business. */

import type { Contact, Instant, Owner } from './contact.ts'
import type { Policy } from './policy/policy.ts'

/** The owner at `at`, or undefined: ownership ends after a time without messages. */
export const ownerOf = (
  contact: Contact,
  line: string,
  policy: Policy,
  at: Instant,
): Owner | undefined => {
  const { exclusive, idleMs } = policy.rules.ownership
  const owner = contact.owners[line]
  return exclusive && owner && at < owner.activeAt + idleMs ? owner : undefined
}

/** Assigns the contact to the agent, or extends the current owner's time. */
export const takeContact = (
  contact: Contact,
  line: string,
  agent: string,
  policy: Policy,
  at: Instant,
): Contact => {
  const present = ownerOf(contact, line, policy, at)
  const owner =
    present?.agent === agent
      ? { ...present, activeAt: Math.max(present.activeAt, at) }
      : { agent, since: at, activeAt: at }
  return { ...contact, owners: { ...contact.owners, [line]: owner } }
}

/** Assigns the contact to the writing agent, unless another agent has it. */
export const engageContact = (
  contact: Contact,
  line: string,
  agent: string,
  policy: Policy,
  at: Instant,
): Contact => {
  const owner = ownerOf(contact, line, policy, at)
  return owner && owner.agent !== agent ? contact : takeContact(contact, line, agent, policy, at)
}

/** Releases the contact in this line. */
export const releaseContact = (contact: Contact, line: string): Contact => {
  const { [line]: _, ...owners } = contact.owners
  return { ...contact, owners }
}

/** The contact wrote: extends an owner that has not expired. */
export const refreshOwner = (
  contact: Contact,
  line: string,
  policy: Policy,
  at: Instant,
): Contact => {
  const owner = ownerOf(contact, line, policy, at)
  return owner && owner.activeAt < at
    ? takeContact(contact, line, owner.agent, policy, at)
    : contact
}

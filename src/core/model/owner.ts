/** Who of the agents a contact belongs to in a line of business. */

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

/** The agent has the contact now; a message of the present owner only keeps it. */
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

/** The agent writes: the contact is theirs from now on, unless it is another's. */
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

/** Nobody has the contact in this line any more. */
export const releaseContact = (contact: Contact, line: string): Contact => {
  const { [line]: _, ...owners } = contact.owners
  return { ...contact, owners }
}

/** The contact wrote: an owner that has not expired stays. */
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

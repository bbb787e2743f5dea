/** Within a line of business a contact belongs to one agent at a time. */

import { ownerOf } from '../../model/owner.ts'
import type { Approach, Rule } from './index.ts'

export const takenRule: Rule<Approach> = (contact, message, policy) => {
  const line = policy.line.id
  const owner = ownerOf(contact, line, policy, message.at)
  if (!owner || owner.agent === message.agent) return undefined
  return { reason: 'contact_taken', owner: owner.agent, line, since: owner.since }
}

/** WhatsApp takes free text only within 24 hours of the contact's last message. */

import { sessionOf } from '../../model/session.ts'
import type { Rule } from './index.ts'

export const sessionRule: Rule = (contact, message, policy) => {
  if (message.content.kind === 'template') return undefined
  const session = sessionOf(contact, policy, message.at)
  if (session.state === 'open') return undefined
  const { closedAt } = session
  return closedAt === undefined
    ? { reason: 'session_closed' }
    : { reason: 'session_closed', closedAt }
}

/** A sender that the administrator has deactivated, or the provider restricted, sends nothing. */

import type { Approach, Rule } from './index.ts'

export const senderActiveRule: Rule<Approach> = (_contact, _message, { sender }) =>
  sender.state === 'active' ? undefined : { reason: 'sender_inactive', state: sender.state }

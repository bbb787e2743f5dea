/** Applies a receipt's consequences for the sender. */

import type { Sender } from '../../config/schema.ts'
import { PAUSE_MS } from '../../core/model/message/fault.ts'
import type { Receipt } from '../../core/model/message/message.ts'
import type { Dependencies, Policies } from '../contracts.ts'

/** Countries in which business numbers must be registered (10DLC, toll-free). */
const REGISTERED_COUNTRY = 'US'

/** The provider paused, restricted or blocked the sender, or no longer knows a template. */
export const applySenderFault = async (
  { log }: Pick<Dependencies, 'log'>,
  policies: Policies,
  sender: Sender,
  { fault, code = '', at }: Receipt,
): Promise<void> => {
  if (fault?.startsWith('template_')) await policies.refresh(sender)
  const details = { sender: sender.address, code }
  if (fault === 'sender_paused') {
    await policies.pause(sender, at + PAUSE_MS, code)
    log.warn('sender_paused', details)
  }
  if (fault === 'sender_unregistered') {
    await policies.bar(sender, REGISTERED_COUNTRY, code)
    log.error('sender_unregistered', { ...details, country: REGISTERED_COUNTRY })
  }
  // A sender that a person deactivated stays deactivated.
  if (fault === 'sender_restricted' && (await policies.condition(sender)).state === 'active') {
    await policies.setState(sender, 'restricted', { by: 'provider', reason: code })
    log.error('sender_restricted', details)
  }
}

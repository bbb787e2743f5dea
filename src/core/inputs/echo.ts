/** Messages to the contact that did not go through the gateway: they appear in the thread and change nothing else. */

import type { Echo, Message } from '../model/message/message.ts'
import { ACCEPTED, type Verdict } from '../model/verdict.ts'
import { type Draft, keep, tellMessage } from './draft.ts'

/** Stores the message as one of ours that was sent, and notifies the CRM. */
export const decideEcho = (draft: Draft, input: Echo): Verdict => {
  const { id, at, sender, to, providerId, message: received } = input
  const message: Message = {
    id,
    contact: draft.contact.id,
    direction: 'outbound',
    at,
    line: draft.policy.line.id,
    sender,
    address: to,
    status: 'sent',
    history: [{ status: 'sent', at }],
    received,
    providerId,
  }
  keep(draft, message)
  tellMessage(draft, 'message.sent', message, { status: 'sent', providerId })
  return ACCEPTED
}

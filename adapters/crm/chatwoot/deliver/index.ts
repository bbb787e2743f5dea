/** Delivers an event to Chatwoot, one attempt at a time. */

import type { Tell } from '../../../../src/core/model/message/message.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Order, Outcome } from '../../../../src/ports/side.ts'
import { attempt } from '../../kit/call-error.ts'
import type { Account, Delivery } from '../delivery.ts'
import { deliverConsent, deliverOwner } from './consent-and-owner.ts'
import {
  deliverAnswer,
  deliverHeld,
  deliverInDoubt,
  deliverReceived,
  deliverRefused,
  deliverReleased,
  deliverSent,
  deliverStatus,
} from './messages.ts'

/** Handlers by kind of event. Chatwoot shows no others: it closes sessions by its own window. */
const DELIVERIES: Readonly<Partial<Record<Tell['type'], (delivery: Delivery) => Promise<void>>>> = {
  'message.received': deliverReceived,
  'message.sent': deliverSent,
  'message.status': deliverStatus,
  'message.held': deliverHeld,
  'message.released': deliverReleased,
  'message.in_doubt': deliverInDoubt,
  'message.refused': deliverRefused,
  'agent.answered': deliverAnswer,
  'contact.taken': deliverOwner,
  'contact.released': deliverOwner,
  'consent.requested': deliverConsent,
  'consent.granted': deliverConsent,
  'consent.refused': deliverConsent,
  'consent.revoked': deliverConsent,
  'consent.questioned': deliverConsent,
}

/** See `Crm`. */
export const createDeliver = (account: Account) => ({
  ignores: ({ effect }: Order<Tell>): boolean =>
    !account.senderInboxes.has(effect.sender ?? '') || !DELIVERIES[effect.type],

  deliver: (order: Order<Tell>, http: Http): Promise<Outcome> =>
    attempt(async () => {
      const delivery = deliveryOf(account, order, http)
      if (delivery) await DELIVERIES[order.effect.type]?.(delivery)
      return { status: 'accepted', id: order.effect.id }
    }),
})

const deliveryOf = (account: Account, order: Order<Tell>, http: Http): Delivery | undefined => {
  const { effect, organisation, contact, message } = order
  const { sender = '', address } = effect
  const senderInbox = account.senderInboxes.get(sender)
  if (!senderInbox) return undefined
  const name = message?.received?.profileName
  const party = { organisation, contact, address, inbox: senderInbox.id, ...(name && { name }) }
  return { ...order, account, http, senderInbox, party }
}

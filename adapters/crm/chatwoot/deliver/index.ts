/** Delivers an event to Chatwoot, one attempt at a time. */

import type { Tell } from '../../../../src/core/model/message/message.ts'
import type { Http } from '../../../../src/ports/http.ts'
import type { Order, Outcome } from '../../../../src/ports/side.ts'
import { attempt } from '../../kit/calls.ts'
import type { Account, Step } from '../step.ts'
import {
  tellAnswer,
  tellHeld,
  tellInDoubt,
  tellReceived,
  tellRefused,
  tellReleased,
  tellSent,
  tellStatus,
} from './tell-messages.ts'
import { tellConsent, tellOwner } from './tell-state.ts'

/** Handlers by kind of event. Chatwoot shows no others: it closes sessions by its own window. */
const TELLS: Readonly<Partial<Record<Tell['type'], (step: Step) => Promise<void>>>> = {
  'message.received': tellReceived,
  'message.sent': tellSent,
  'message.status': tellStatus,
  'message.held': tellHeld,
  'message.released': tellReleased,
  'message.in_doubt': tellInDoubt,
  'message.refused': tellRefused,
  'agent.answered': tellAnswer,
  'contact.taken': tellOwner,
  'contact.released': tellOwner,
  'consent.requested': tellConsent,
  'consent.granted': tellConsent,
  'consent.refused': tellConsent,
  'consent.revoked': tellConsent,
  'consent.questioned': tellConsent,
}

/** See `Crm`. */
export const createDeliver = (account: Account) => ({
  ignores: ({ effect }: Order<Tell>): boolean =>
    !account.desks.has(effect.sender ?? '') || !TELLS[effect.type],

  deliver: (order: Order<Tell>, http: Http): Promise<Outcome> =>
    attempt(async () => {
      const step = stepOf(account, order, http)
      if (step) await TELLS[order.effect.type]?.(step)
      return { status: 'accepted', id: order.effect.id }
    }),
})

const stepOf = (account: Account, order: Order<Tell>, http: Http): Step | undefined => {
  const { effect, organisation, contact, message } = order
  const { sender = '', address } = effect
  const desk = account.desks.get(sender)
  if (!desk) return undefined
  const name = message?.received?.profileName
  const party = { organisation, contact, address, inbox: desk.id, ...(name && { name }) }
  return { ...order, account, http, desk, party }
}

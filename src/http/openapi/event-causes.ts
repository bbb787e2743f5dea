/** Which events may follow an operation, for the pages at `/docs`. */

import type { TellType } from '../../core/model/message/message.ts'

const LEAVING: readonly TellType[] = ['message.sent', 'message.status', 'message.in_doubt']

/** By `operationId`; an operation that is missing leads to none. */
export const EVENTS_AFTER: Readonly<Record<string, readonly TellType[]>> = {
  sendMessage: [
    'message.held',
    'consent.requested',
    'contact.taken',
    ...LEAVING,
    'message.observed',
  ],
  cancelMessage: ['message.status'],
  resendMessage: LEAVING,
  discardMessage: ['message.status'],
  requestOptIn: ['message.held', 'consent.requested', ...LEAVING],
  recordConsent: ['consent.granted', 'consent.revoked', 'message.released', ...LEAVING],
  settleDoubt: ['consent.settled', 'consent.revoked', 'message.released', ...LEAVING],
  recordPurpose: ['purpose.changed'],
  setContactOwner: ['contact.taken', 'contact.released'],
  receiveProviderMessage: [
    'message.received',
    'message.held',
    'consent.requested',
    'consent.granted',
    'consent.refused',
    'consent.revoked',
    'consent.questioned',
    'consent.settled',
    'purpose.changed',
    'contact.released',
    'message.released',
    ...LEAVING,
  ],
  receiveProviderStatus: ['message.status', 'session.closed', 'consent.revoked'],
}

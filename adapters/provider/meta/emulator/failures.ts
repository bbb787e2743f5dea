/** Meta's errors for the simulated phones: https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes */

import type { Fault } from '../../../../src/core/model/message/message.ts'
import type { Json } from '../../../kit/json.ts'

type Failure = { readonly code: number; readonly title: string; readonly details: string }

/** Each message is accepted first; a status then reports the failure. */
const FAILURES: Readonly<Partial<Record<Fault, Failure>>> = {
  session_closed: {
    code: 131047,
    title: 'Re-engagement message',
    details:
      'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
  },
  recipient_not_on_channel: {
    code: 131026,
    title: 'Message undeliverable',
    details: 'Message Undeliverable.',
  },
}

const OTHER: Failure = {
  code: 131000,
  title: 'Something went wrong',
  details: 'Message failed to send due to an unknown error.',
}

export const failsLater = (fault: Fault): boolean => FAILURES[fault] !== undefined

/** The error's form in a status. */
export const errorOf = (fault: Fault): Json => {
  const { code, title, details } = FAILURES[fault] ?? OTHER
  return { code, title, message: title, error_data: { details } }
}

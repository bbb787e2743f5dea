/** Twilio's codes for the simulated phones: https://www.twilio.com/docs/api/errors */

import type { Fault } from '../../../../src/core/model/message/message.ts'

type Failure = { readonly code: number; readonly message: string }

/** Accepted first; a status then reports the failure. */
const LATER: Readonly<Partial<Record<Fault, Failure>>> = {
  session_closed: {
    code: 63016,
    message:
      'Failed to send freeform message because you are outside the allowed window. If you are using WhatsApp, please use a Message Template.',
  },
  recipient_not_on_channel: {
    code: 63003,
    message: 'Channel could not find To address',
  },
}

/** Refused at once. */
const AT_ONCE: Readonly<Partial<Record<Fault, Failure>>> = {
  opted_out: { code: 21610, message: 'Attempt to send to unsubscribed recipient' },
}

export const failsLater = (fault: Fault): boolean => LATER[fault] !== undefined

/** The code and text of a failure. */
export const failureOf = (fault: Fault): Failure =>
  LATER[fault] ?? AT_ONCE[fault] ?? { code: 30008, message: 'Unknown error' }

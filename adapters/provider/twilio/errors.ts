/** Twilio's error codes as data: https://www.twilio.com/docs/api/errors */

import { type Address, factsOf, identityOf } from '../../../src/core/model/address.ts'
import type { Fault } from '../../../src/core/model/message/message.ts'
import { faultsByCode } from '../kit/faults.ts'

/** "Message blocked": from a toll-free number, the contact's STOP to the network. */
const BLOCKED = 30004

/**
 * Twilio calls its codes subject to change, so they only refine the HTTP status:
 * an unlisted code is a rejection without a fault.
 */
const FAULTS: Readonly<Partial<Record<Fault, readonly number[]>>> = {
  // Free text outside of the session, or content that can't start one.
  session_closed: [63016],
  // STOP at Twilio; blocked on the channel; a known litigator.
  opted_out: [21610, 63014, 63033, 30640],
  // Meta chose not to deliver this marketing message, or the user is in an experiment.
  marketing_throttled: [63049, 63032],
  recipient_off: [30003],
  recipient_unknown: [30005],
  recipient_invalid: [21211, 21217],
  recipient_landline: [30006, 21614, 21635],
  recipient_blocks: [BLOCKED],
  recipient_not_on_channel: [63003, 63024],
  // No route to the carrier.
  recipient_unreachable: [21612],
  // The WhatsApp sandbox; a number not verified for a trial account.
  recipient_not_joined: [63015, 21608],
  rate_limited: [20429, 63018, 63017, 30022, 30023, 14107, 21611],
  // The account's daily limit.
  sender_paused: [63038],
  // A toll-free number that isn't verified; 10DLC: campaign suspended, missing, or not yet active.
  sender_unregistered: [30032, 30033, 30034, 30035],
  // Locked, flagged as spam, an unaccepted invitation.
  sender_restricted: [63051, 63026, 63020],
  country_not_enabled: [21408],
  // Missing in the language, wrong parameters, bad ContentSid or ContentVariables.
  template_invalid: [63027, 63028, 21654, 21655, 21656, 21657, 21658],
  template_paused: [63041],
  // Rejected, disabled.
  template_rejected: [63040, 63042],
  // Channel policy, empty, too long.
  content_rejected: [63005, 63013, 21602, 21617, 21619],
  carrier_filtered: [30007],
  media_failed: [63019, 63037, 21620],
  // Unsupported content, over 5 MB, too many files, no MMS at the recipient's carrier, too large for it.
  media_unsupported: [63021, 63034, 21623, 30011, 30019],
  // Credentials, unknown sender, suspended account.
  configuration: [
    20003, 20404, 20005, 30002, 63007, 63002, 21603, 21606, 21609, 21659, 21660, 21703,
  ],
  // The validity period is over.
  expired: [30036],
  // Trouble at Twilio, the carrier or WhatsApp. Not 30008, which is "unknown".
  transient: [20500, 20503, 63009, 63010, 63012, 30001, 30017, 30500],
}

/** Errors that prove the message was not accepted but may be later. */
const REPEATABLE: ReadonlySet<string> = new Set(
  [20429, 20503, 63017, 63018, 21611, 14107].map(String),
)

const BY_CODE = faultsByCode(FAULTS)

/** The fault for an error code; undefined when it is not in the table. */
export const faultOf = (code: string | undefined, sender?: Address): Fault | undefined =>
  code === String(BLOCKED) && sender && isTollFree(sender) ? 'opted_out' : BY_CODE.get(code ?? '')

const isTollFree = (sender: Address) =>
  factsOf(sender).optOutHandling(identityOf(sender)) === 'toll_free'

/** The channel's rate limit for a message that Twilio had accepted: https://www.twilio.com/docs/api/errors/63018 */
export const isThrottled = (code: string | undefined): boolean => code === '63018'

/** Whether a send with this code may simply be repeated. */
export const isRepeatable = (code: string): boolean => REPEATABLE.has(code)

/** Whether this code means a no whatever the HTTP status: neither "later" nor trouble on the way. */
export const isRefusal = (code: string): boolean => {
  const fault = faultOf(code)
  return fault !== undefined && fault !== 'rate_limited' && fault !== 'transient'
}

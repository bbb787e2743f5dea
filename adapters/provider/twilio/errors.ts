/** Twilio's error codes as data: https://www.twilio.com/docs/api/errors */

import { type Address, factsOf, identityOf } from '../../../src/core/model/address.ts'
import type { Fault } from '../../../src/core/model/message/message.ts'

/**
 * Twilio calls its codes subject to change, so this only sharpens what the HTTP status says:
 * a code that is not listed is a rejection without a fault.
 */
const FAULTS: Readonly<Partial<Record<Fault, readonly number[]>>> = {
  // Free text outside of the session, or content that can't open one.
  session_closed: [63016],
  // Not on WhatsApp, blocked there or by the carrier, unknown, a landline, out of reach for good.
  recipient_unreachable: [63003, 63024, 30004, 30005, 30006, 21211, 21217, 21612, 21614, 21635],
  // STOP at Twilio; blocked on the channel; a known litigator.
  opted_out: [21610, 63014, 63033, 30640],
  // Meta chose not to deliver this marketing message, or the user is in an experiment.
  marketing_throttled: [63049, 63032],
  rate_limited: [20429, 63018, 63017, 30022, 30023, 14107, 21611],
  // Missing in the language, wrong parameters, rejected, bad ContentSid or ContentVariables.
  template_invalid: [63027, 63028, 63040, 21654, 21655, 21656, 21657, 21658],
  // Paused and disabled.
  template_paused: [63041, 63042],
  // Channel policy, too long, filtered by the carrier.
  content_rejected: [63005, 63013, 63021, 21602, 21617, 21619, 30007],
  media_failed: [63019, 63034, 63037, 21620, 21623],
  // Locked, flagged as spam, over the day's limit, not verified, not registered.
  sender_restricted: [63051, 63026, 63038, 63020, 30032, 30034],
  // Credentials, unknown sender, geographic permissions, a sandbox recipient that never joined.
  configuration: [
    20003, 20404, 20005, 63007, 63002, 63015, 21408, 21603, 21606, 21609, 21659, 21660, 21703,
  ],
  // Trouble of Twilio's, the carrier's or WhatsApp's own; a phone that is off (30003); too late (30036).
  transient: [20500, 20503, 63009, 63010, 63012, 30001, 30003, 30008, 30036, 30500],
}

/** Answers after which the message certainly was not accepted, and may be later. */
const REPEATABLE: ReadonlySet<string> = new Set(
  [20429, 20503, 63017, 63018, 21611, 14107].map(String),
)

const BY_CODE: ReadonlyMap<string, Fault> = new Map(
  Object.entries(FAULTS).flatMap(([fault, codes]) =>
    codes.map((code) => [String(code), fault as Fault] as const),
  ),
)

/** The family an error code belongs to; undefined when it is not in the table. */
export const faultOf = (code: string | undefined, sender?: Address): Fault | undefined =>
  code === BLOCKED && sender && isTollFree(sender) ? 'opted_out' : BY_CODE.get(code ?? '')

/** "Message blocked": from a toll-free number because the contact said STOP to the network. */
const BLOCKED = '30004'

const isTollFree = (sender: Address) =>
  factsOf(sender).optOutHandling(identityOf(sender)) === 'toll_free'

/** True when a send that was answered with this code may simply be repeated. */
export const isRepeatable = (code: string): boolean => REPEATABLE.has(code)

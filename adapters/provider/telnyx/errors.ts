/** Telnyx's error codes as data: https://developers.telnyx.com/docs/messaging/messages/error-codes */

import type { Fault } from '../../../src/core/model/message/message.ts'
import { type Json, listIn, memberIn, objectIn, textIn } from '../../kit/json.ts'
import { faultsByCode } from '../kit/faults.ts'

/** An error's own data. Its `detail` may quote what we sent, so it goes nowhere. */
export type TelnyxErrorCode = {
  readonly code: string
  readonly title: string
  readonly pointer: string
}

const FAULTS: Readonly<Partial<Record<Fault, readonly number[]>>> = {
  opted_out: [40300],
  // The recipient's server is down.
  recipient_off: [40006],
  recipient_invalid: [40012, 40310],
  recipient_landline: [40001],
  // A trial account may only send to verified numbers.
  recipient_not_joined: [10039],
  rate_limited: [10011, 40011, 40016, 40018, 40318],
  // Artificial inflation (for a day), pending, a day's spend.
  sender_paused: [40020, 40320, 40333],
  // 10DLC: no campaign, or the wrong one; toll-free: not verified, not provisioned.
  sender_unregistered: [40010, 40019, 40329, 40330],
  // Permanently blocked as spam, unhealthy.
  sender_restricted: [40003, 40315],
  // The profile's destinations.
  country_not_enabled: [40309, 40331],
  // Prohibited, malformed, over ten parts.
  content_rejected: [40009, 40302, 40322, 40328],
  carrier_filtered: [40002, 40015, 40017],
  // Too many, too large; a number without MMS.
  media_unsupported: [40317, 40308],
  // In transit, or in Telnyx's queue.
  expired: [40005, 40014],
  // Key, balance, rights, the profile, the number's settings, the request itself.
  configuration: [
    ...[10001, 10002, 10003, 10004, 10005, 10006, 10009, 10010, 10013, 10015, 10016, 10017],
    ...[10023, 10027, 10038],
    ...[20001, 20002, 20003, 20004, 20005, 20006, 20007, 20008],
    ...[20012, 20013, 20014, 20016, 20017, 20100],
    ...[40007, 40013, 40100, 40301, 40304, 40305, 40306, 40307, 40311, 40312],
    ...[40313, 40314, 40316, 40319, 40321, 40323, 40324, 40325, 40326, 40327],
    ...[40150, 40151, 40152, 40153, 40154, 40155, 40156, 40157, 40158, 40159],
  ],
}

/** "Rejected by the destination", "not accepted by the carrier": known codes without a reason. */
const UNEXPLAINED: ReadonlySet<string> = new Set(['40004', '40008'])

const BY_CODE = faultsByCode(FAULTS)

const MINUTE_MS = 60_000

/** Errors that prove the message was not accepted but may be later, with the minimum wait. */
const REPEATABLE: ReadonlyMap<string, number> = new Map([
  ['10011', 0],
  ['40318', MINUTE_MS],
  ['40320', 5 * MINUTE_MS],
])

/** Errors that leave open whether the message was accepted: internal trouble, a time-out, in progress. */
const IN_DOUBT: ReadonlySet<string> = new Set(['10007', '10008', '10035', '10036', '10037'])

/** Invalid numbers: the member in the error's pointer tells whose. */
const BAD_NUMBER: ReadonlySet<string> = new Set(['10002', '10016'])

/** The first error in an answer or a webhook; codes also occur as numbers. */
export const errorIn = (json: Json): TelnyxErrorCode | undefined => {
  for (const error of listIn(json, 'errors')) {
    const code = String(memberIn(error, 'code') ?? '')
    if (!/^\w{1,32}$/.test(code)) continue
    const pointer = textIn(objectIn(error, 'source'), 'pointer') ?? ''
    return { code, pointer, title: textIn(error, 'title') ?? '' }
  }
  return undefined
}

/** The fault for a send's error; undefined when the code is not in the table. */
export const faultOfAnswer = ({ code, pointer }: TelnyxErrorCode): Fault | undefined =>
  BAD_NUMBER.has(code) && /^\/?to\b/.test(pointer) ? 'recipient_invalid' : BY_CODE.get(code)

/**
 * The fault for a later error in a receipt. Some of Telnyx's pages list 40300 as a carrier's refusal, so in
 * receipts its title must mention a STOP.
 */
export const faultOfReceipt = (error: TelnyxErrorCode): Fault | undefined =>
  error.code === '40300' && !/\bstop\b/i.test(error.title) ? undefined : faultOfAnswer(error)

/** The wait before a retry of a send with this code; undefined: never retry. */
export const waitOf = (code: string): number | undefined => REPEATABLE.get(code)

/** Whether this code means a no even beside a 429, rather than "later". */
export const isRefusal = (code: string): boolean =>
  UNEXPLAINED.has(code) || (BY_CODE.get(code) ?? 'rate_limited') !== 'rate_limited'

/** Whether the message may have been accepted despite the error. */
export const isInDoubt = (code: string): boolean => IN_DOUBT.has(code)

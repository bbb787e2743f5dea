/** Meta's error codes as data: https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes */

import type { Fault } from '../../../src/core/model/message/message.ts'
import { type Json, listIn, objectIn } from '../../kit/json.ts'
import { faultsByCode } from '../kit/faults.ts'
import { idIn } from './json.ts'

/** A code means the same in an answer and in a status; titles are translated, so only codes count. */
const FAULTS: Readonly<Partial<Record<Fault, readonly number[]>>> = {
  session_closed: [131047],
  // The contact stopped marketing in the app; other messages may still be sent.
  marketing_stopped: [131050],
  // A limit of marketing messages per user, a country's pause of them, an experiment.
  marketing_throttled: [131049, 130472],
  // No WhatsApp, an outdated app, the terms not accepted.
  recipient_not_on_channel: [131026],
  // The business has blocked the contact.
  recipient_unreachable: [130403],
  // A test number may only send to its list.
  recipient_not_joined: [131030],
  // Rate limits of the app, the account, the number, or the pair; flows.
  rate_limited: [4, 17, 32, 613, 80007, 130429, 131056, 132069],
  // After spam reports.
  sender_paused: [131048],
  // Restricted, locked, payment, templates in the wrong category.
  sender_restricted: [368, 131031, 131042, 131044, 131064, 134011],
  // The account may not send to this country.
  country_not_enabled: [130497],
  template_invalid: [132000, 132001, 132008, 132012, 132018],
  template_paused: [132015],
  template_rejected: [132016],
  content_rejected: [100, 131008, 131009, 131021, 132005, 132007, 132068, 135000],
  media_failed: [131014, 131052],
  // A message or file type that isn't supported; a file that doesn't match its type.
  media_unsupported: [131051, 131053],
  // A code template to a contact known only by a scoped id.
  identity_unsupported: [131062],
  // Token, permissions, the number's registration and name, marketing switched off.
  configuration: [
    ...[0, 3, 10, 33, 104, 190, 803, 131005, 131037, 131045, 131055, 131063],
    ...[133000, 133005, 133006, 133008, 133009, 133010, 133015, 133016, 134100, 134102],
  ],
  transient: [1, 2, 131000, 131016, 131057, 133004, 134101],
}

const BY_CODE = faultsByCode(FAULTS)

const MINUTE_MS = 60_000

/** Errors that prove the message was not accepted but may be later, with the minimum wait. */
const REPEATABLE: ReadonlyMap<string, number> = new Map([
  ...[2, 17, 32, 613, 131016, 130429, 133004].map((code) => [String(code), 0] as const),
  ...[4, 80007, 131057].map((code) => [String(code), MINUTE_MS] as const),
  ['132069', 10 * MINUTE_MS],
  // A template that Meta is still copying.
  ['134101', 10 * MINUTE_MS],
])

/** Too many messages to one contact; the longest wait is 4⁵ seconds. */
const PAIR_LIMIT = '131056'
const MAX_PAIR_STEPS = 5

/** Errors that leave open whether the message was accepted. */
const IN_DOUBT: ReadonlySet<string> = new Set(['1', '131000'])

/** A permission, or access to an account, is missing. */
const isPermission = (code: string): boolean => /^2\d\d$/.test(code)

/** The fault for an error; undefined when it is not in the table. */
export const faultOf = (code: string | undefined, subcode?: string): Fault | undefined => {
  if (code === undefined) return undefined
  // The number was deleted, or this token can't see it.
  if (code === '100' && subcode === '33') return 'configuration'
  return BY_CODE.get(code) ?? (isPermission(code) ? 'configuration' : undefined)
}

/** The wait before a retry of a send with this code; undefined: never retry. */
export const waitOf = (code: string, attempt: number): number | undefined =>
  code === PAIR_LIMIT
    ? 4 ** Math.min(Math.max(attempt - 1, 0), MAX_PAIR_STEPS) * 1000
    : REPEATABLE.get(code)

/** Whether the message may have been accepted despite the error. */
export const isInDoubt = (code: string): boolean => IN_DOUBT.has(code)

/** Meta's error; its texts may quote what we sent, so they go nowhere. */
export type ErrorCode = { readonly code: string; readonly subcode?: string }

/** The error in an answer, whatever its HTTP status. */
export const errorIn = (json: Json): ErrorCode | undefined => {
  const error = objectIn(json, 'error')
  const code = idIn(error, 'code')
  if (code === undefined) return undefined
  const subcode = idIn(error, 'error_subcode')
  return { code, ...(subcode === undefined ? {} : { subcode }) }
}

/** The first code in a webhook's `errors`. */
export const codeIn = (json: Json): string | undefined =>
  listIn(json, 'errors').flatMap((error) => idIn(error, 'code') ?? [])[0]

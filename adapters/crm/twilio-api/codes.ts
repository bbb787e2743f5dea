/**
 * Error numbers by reason, for clients that read only numbers.
 * https://www.twilio.com/docs/api/errors; six digits that begin with 99 are ours, where Twilio has none.
 */

import type { Message } from '../../../src/core/model/message/message.ts'
import type { ContentProblem } from '../../../src/core/model/policy/problems.ts'
import type { Objection, Reason } from '../../../src/core/model/verdict.ts'

/** Reasons with one code. The three in `codeOf` have one per kind of trouble. */
const BY_REASON: Readonly<Partial<Record<Reason, number>>> = {
  session_closed: 63016,
  consent_refused: 21610,
  consent_revoked: 21610,
  contact_unreachable: 21612,
  template_invalid: 21656,
  country_not_allowed: 21408,
  marketing_not_allowed: 63049,
  frequency_limit: 63049,
  not_held: 30409,
  not_finished: 20009,
  sender_paused: 63038,
  sender_inactive: 990001,
  contact_taken: 990002,
  consent_pending: 990003,
  consent_missing: 990004,
  quiet_hours: 990005,
  held_full: 990006,
  scheduled: 990007,
  consent_granted: 990008,
}

const BY_PROBLEM: Readonly<Record<ContentProblem, number>> = {
  empty: 21619,
  text_too_long: 21617,
  too_many_media: 21623,
  media_url: 21620,
  media_type: 12300,
  media_too_large: 63034,
  caption_not_supported: 63021,
  kind_not_supported: 63013,
  reply_not_supported: 63013,
  message_unknown: 20404,
  choices: 20001,
}

/** The meaning of each number, for the page that an error's `more_info` links to. */
export const MEANINGS: Readonly<Record<number, string>> = {
  12300: 'The channel does not support this file type.',
  20001: 'A parameter is invalid; the message names it.',
  20003: 'The credentials do not belong to this account.',
  20004: 'The method is not allowed here.',
  20009: 'The message has not been sent yet. Cancel it, or wait until it is sent.',
  20404: 'The resource does not exist, or this gateway does not support it.',
  20429: 'Too many requests. Retry after Retry-After seconds.',
  20500: 'Internal error. The log has the details under X-Request-Id.',
  20503: 'Busy: nothing was stored. Retry after Retry-After seconds.',
  21211: 'To is not an E.164 number, with or without whatsapp: before it.',
  21266: 'To and From are the same.',
  21408: 'First messages to this country are not allowed.',
  21603: 'Neither From nor MessagingServiceSid is set.',
  21604: 'To is missing.',
  21606: 'From is not a sender of this organisation.',
  21609: 'StatusCallback is not a web address.',
  21610: 'The contact has opted out or declined. Nothing may be sent until they reply YES.',
  21612: 'The provider cannot reach the contact on this channel.',
  21617: 'The text is too long.',
  21619: 'There is nothing to send: no Body, MediaUrl or ContentSid.',
  21620: 'A MediaUrl is not a web address.',
  21623: 'There are too many files.',
  21654: 'ContentVariables came without a ContentSid.',
  21655: 'No template of this sender has this ContentSid.',
  21656: 'ContentVariables is not a JSON object of strings, or does not match the template.',
  21701: 'The Messaging Service is not configured (messagingServices).',
  21703: 'The line of the Messaging Service has no sender on this channel.',
  21711: 'From is not in the line of the Messaging Service.',
  21910: 'From and To are not on the same channel.',
  30008: 'The provider did not deliver the message, for a reason without a code.',
  30036: 'The message expired before it could be sent.',
  30400: 'A message can be updated only with Status=canceled or an empty Body.',
  30409: 'The message is no longer waiting, so it cannot be cancelled.',
  35111: 'ScheduleType came without SendAt.',
  35114: 'SendAt is not an ISO 8601 time from 5 minutes to 35 days ahead.',
  63007: 'From is not a WhatsApp sender of this organisation.',
  63016: 'More than 24 hours since the contact last wrote: WhatsApp allows only templates.',
  63021: 'A file of this type cannot have a caption.',
  63027: 'The template is not approved, or not in this language.',
  63034: 'A file is too large for the channel.',
  63038: 'The sender has reached its limit at the provider. It resumes automatically.',
  63040: 'WhatsApp has rejected the template.',
  63041: 'WhatsApp has paused the template.',
  63042: 'WhatsApp has disabled the template.',
  63049: 'Marketing cannot be sent to this contact.',
  990000: 'The gate refused the message, for a reason without a code of its own.',
  990001: 'The sender was deactivated by an administrator, or stopped by the provider.',
  990002: 'The contact is with another agent of the same line of business.',
  990003: 'The contact has not answered the opt-in request. The message was not kept.',
  990004: 'No consent is on record for the contact.',
  990005: 'Quiet hours apply where the contact is.',
  990006: 'Too many messages are already waiting for this contact.',
  990007: 'The message is scheduled.',
  990008: 'The contact has already consented.',
  990010: 'The idempotency key was already used for a different request.',
  990011: 'The first request with this idempotency key is still in progress.',
  990012: 'The contact of the first request with this idempotency key has been erased.',
}

const UNKNOWN_TEMPLATE = 63027
const BY_APPROVAL: Readonly<Record<string, number>> = {
  rejected: 63040,
  paused: 63041,
  disabled: 63042,
}

/** For a reason without its own number. */
const REFUSED = 990000
const UNKNOWN_ERROR = 30008
const EXPIRED = 30036

/** The code of a reason. */
export const codeOf = (objection: Objection): number => {
  switch (objection.reason) {
    case 'content_invalid':
      return BY_PROBLEM[objection.problem]
    case 'template_unavailable':
      return BY_APPROVAL[objection.approval ?? ''] ?? UNKNOWN_TEMPLATE
    case 'provider_rejected':
      return numberIn(objection.code) ?? UNKNOWN_ERROR
    default:
      return BY_REASON[objection.reason] ?? REFUSED
  }
}

/** Why a message didn't arrive; undefined while it still may. */
export const failureOf = (
  message: Message,
): { readonly code: number; readonly sentence?: string } | undefined => {
  const { status, verdict } = message
  if (status === 'expired') return { code: EXPIRED }
  if (status !== 'failed') return undefined
  if (verdict?.status !== 'refused') return { code: UNKNOWN_ERROR }
  // When the provider refused, its own number is given.
  return { code: numberIn(message.code) ?? codeOf(verdict), sentence: verdict.sentence }
}

const numberIn = (code = ''): number | undefined =>
  /^[1-9]\d{1,8}$/.test(code) ? Number(code) : undefined

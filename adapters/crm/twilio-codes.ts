/**
 * Which number stands for which reason, for clients that only look at numbers.
 * https://www.twilio.com/docs/api/errors; six digits that begin with 99 are ours, where Twilio has none.
 */

import type { Message } from '../../src/core/message.ts'
import type { ContentProblem, Objection, Reason } from '../../src/core/verdict.ts'

/** Reasons that have one code. The others have one for each kind of trouble. */
const BY_REASON: Readonly<
  Record<Exclude<Reason, 'content_invalid' | 'template_unavailable' | 'provider_rejected'>, number>
> = {
  session_closed: 63016,
  consent_refused: 21610,
  consent_revoked: 21610,
  contact_unreachable: 21612,
  template_invalid: 21656,
  marketing_not_allowed: 63049,
  not_held: 30409,
  not_finished: 20009,
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
  caption_not_supported: 63021,
}

const UNKNOWN_TEMPLATE = 63027
const BY_APPROVAL: Readonly<Record<string, number>> = {
  rejected: 63040,
  paused: 63041,
  disabled: 63042,
}

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
      return /^[1-9]\d{1,8}$/.test(objection.code) ? Number(objection.code) : UNKNOWN_ERROR
    default:
      return BY_REASON[objection.reason]
  }
}

/** Why a message did not arrive, or undefined while it may. */
export const failureOf = (
  message: Message,
): { readonly code: number; readonly sentence?: string } | undefined => {
  const { status, verdict } = message
  if (status === 'expired') return { code: EXPIRED }
  if (status !== 'failed') return undefined
  if (verdict?.status !== 'refused') return { code: UNKNOWN_ERROR }
  return { code: codeOf(verdict), sentence: verdict.sentence }
}

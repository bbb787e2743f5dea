/** What a contact's words do to consent: the table of the opt-in flow. */

import { isNo } from '../model/consent.ts'
import type { Consent, Instant } from '../model/contact.ts'
import type { Meaning } from '../model/message/reading.ts'
import type { Rules } from '../model/policy/policy.ts'

export type Step = {
  readonly becomes?: 'granted' | 'refused' | 'revoked'
  readonly says?: 'opt_in_request' | 'opt_in_confirmation' | 'opt_out_confirmation' | 'help'
}

export type Words = {
  readonly meaning: Meaning | undefined
  readonly at: Instant
  /** No webhook told us of them in time, so what we heard before may have been said after them. */
  readonly isLate: boolean
  /** The contact said STOP where the provider then lets nothing but START through. */
  readonly isBarred: boolean
  /** They quote a request or a notice of ours, or are the first words after one. */
  readonly isAnswer: boolean
  /** The contact begins with a join word, and need not be asked. */
  readonly isJoining: boolean
}

/** Providers stamp messages by the second, so an answer may seem to be a little older than the request. */
const STAMP_MS = 1000

/** What follows from the contact's words, given what it said before. */
export const stepFor = (consent: Consent, words: Words, flow: Rules['flow']): Step => {
  switch (words.meaning) {
    case 'opt_out':
      return optOut(consent, words, flow)
    case 'opt_in':
      return optIn(consent, words, flow)
    case 'decline':
      return decline(consent, words, flow)
    case 'help':
      return words.isBarred ? {} : { says: 'help' }
    case 'doubt':
    case 'stop_marketing':
      return {}
    case undefined:
      return anythingElse(consent, words, flow)
  }
}

const optOut = (consent: Consent, { at, isLate }: Words, flow: Rules['flow']): Step => {
  if (isNo(consent)) return {}
  // A STOP that is found late has been overtaken only by a later YES of the contact's own. Otherwise
  // it is the last word, though our clock, had it been set back, should say that it came first.
  const isOwn = consent.status === 'granted' && consent.source === 'contact'
  if (isOwn && isLate && at < consent.at) return {}
  return { becomes: endOf(consent, flow), says: 'opt_out_confirmation' }
}

const endOf = ({ status }: Consent, flow: Rules['flow']): 'refused' | 'revoked' =>
  status === 'granted' || flow !== 'consent' ? 'revoked' : 'refused'

const optIn = (consent: Consent, words: Words, flow: Rules['flow']): Step => {
  const isOpen = consent.status === 'requested' || isNo(consent)
  if (words.isJoining && consent.status === 'unasked')
    return { becomes: 'granted', says: 'opt_in_confirmation' }
  if (!isOpen) return anythingElse(consent, words, flow)
  const counts = isNo(consent)
    ? words.at > consent.at
    : words.isJoining || isAnswerTo(consent, words.at)
  return counts ? { becomes: 'granted', says: 'opt_in_confirmation' } : {}
}

const decline = (consent: Consent, words: Words, flow: Rules['flow']): Step => {
  // Said once more, in answer to a request that the contact's own words brought.
  if (isNo(consent)) return {}
  const isMeant =
    words.isAnswer || (consent.status === 'requested' && isAnswerTo(consent, words.at))
  return isMeant
    ? { becomes: endOf(consent, flow), says: 'opt_out_confirmation' }
    : anythingElse(consent, words, flow)
}

/** The words came after the request that is open, or after the agent's that the contact's own words repeated. */
export const isAnswerTo = (
  { requestedAt = 0, agentRequestedAt = requestedAt }: Consent,
  at: Instant,
): boolean => at > Math.min(requestedAt, agentRequestedAt) - STAMP_MS

const anythingElse = (consent: Consent, { isBarred, at }: Words, flow: Rules['flow']): Step => {
  // What was written before the no and arrives after it doesn't take it back.
  const isOvertaken = isNo(consent) && at < consent.at
  return flow !== 'consent' || consent.status === 'granted' || isBarred || isOvertaken
    ? {}
    : { says: 'opt_in_request' }
}

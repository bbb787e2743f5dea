/** What a contact's words do to consent: the table of the opt-in flow. */

import { isNo } from '../model/consent.ts'
import type { Consent, Instant } from '../model/contact.ts'
import type { Rules } from '../model/policy.ts'
import type { Keyword } from './words.ts'

export type Step = {
  readonly becomes?: 'granted' | 'refused' | 'revoked'
  readonly says?: 'opt_in_request' | 'opt_in_confirmation' | 'opt_out_confirmation' | 'help'
}

export type Words = {
  readonly keyword: Keyword | undefined
  readonly at: Instant
  /** No webhook told us of them in time, so what we heard before may have been said after them. */
  readonly isLate: boolean
  /** The contact said STOP where the provider then lets nothing but START through. */
  readonly isBarred: boolean
}

/** Providers stamp messages by the second, so an answer may seem to be a little older than the request. */
const STAMP_MS = 1000

/** What follows from the contact's words, given what it said before. */
export const stepFor = (consent: Consent, words: Words, flow: Rules['flow']): Step => {
  switch (words.keyword) {
    case 'opt_out':
      return optOut(consent, words, flow)
    case 'opt_in':
      return optIn(consent, words, flow)
    case 'decline':
      // Said once more, in answer to a request that the contact's own words brought.
      if (isNo(consent)) return {}
      return consent.status === 'requested' && isAnswerTo(consent, words.at)
        ? { becomes: 'refused', says: 'opt_out_confirmation' }
        : anythingElse(consent, words, flow)
    case 'help':
      return words.isBarred ? {} : { says: 'help' }
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
  const hadAgreed = consent.status === 'granted' || flow !== 'consent'
  return { becomes: hadAgreed ? 'revoked' : 'refused', says: 'opt_out_confirmation' }
}

const optIn = (consent: Consent, words: Words, flow: Rules['flow']): Step => {
  if (consent.status !== 'requested' && !isNo(consent)) return anythingElse(consent, words, flow)
  const counts = isNo(consent) ? words.at > consent.at : isAnswerTo(consent, words.at)
  return counts ? { becomes: 'granted', says: 'opt_in_confirmation' } : {}
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

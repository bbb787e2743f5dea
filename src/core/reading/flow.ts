/** The opt-in flow: how a contact's words change consent. */

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
  /** Found without a webhook, so messages we already know may be newer. */
  readonly isLate: boolean
  /** After a STOP the provider lets only START through. */
  readonly isBarred: boolean
  /** The words quote one of our requests or notices, or are the first after one. */
  readonly isAnswer: boolean
  /** The contact begins with a join word and needs no request. */
  readonly isJoining: boolean
}

/** Providers stamp messages by the second, so an answer may seem to be a little older than the request. */
const STAMP_MS = 1000

/** The consequence of the contact's words, given the earlier consent. */
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
  // Only a later YES by the contact supersedes a STOP that is found late. Otherwise
  // the STOP counts as the latest, even if our clock was set back.
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
  // Repeated in answer to a request that the contact's own message triggered.
  if (isNo(consent)) return {}
  const isMeant =
    words.isAnswer || (consent.status === 'requested' && isAnswerTo(consent, words.at))
  return isMeant
    ? { becomes: endOf(consent, flow), says: 'opt_out_confirmation' }
    : anythingElse(consent, words, flow)
}

/** The words came after the open request, or after the agent's request that it repeats. */
export const isAnswerTo = (
  { requestedAt = 0, agentRequestedAt = requestedAt }: Consent,
  at: Instant,
): boolean => at > Math.min(requestedAt, agentRequestedAt) - STAMP_MS

const anythingElse = (consent: Consent, { isBarred, at }: Words, flow: Rules['flow']): Step => {
  // A yes written before the no doesn't undo it, even if it arrives later.
  const isOvertaken = isNo(consent) && at < consent.at
  return flow !== 'consent' || consent.status === 'granted' || isBarred || isOvertaken
    ? {}
    : { says: 'opt_in_request' }
}

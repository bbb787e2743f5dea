/** Doubtful opt-outs: the CRM is notified, and a person or the contact settles them. */

import { refuse } from '../gate/refuse.ts'
import type { Address } from '../model/address.ts'
import { consentOf, doubtOf, doubtsOf, isNo, withConsent, withoutDoubt } from '../model/consent.ts'
import type { Contact, Doubt } from '../model/contact.ts'
import type { Inbound, Preference } from '../model/message/message.ts'
import type { Meaning, Reading } from '../model/message/reading.ts'
import { isObserved } from '../model/policy/enforcement.ts'
import type { Policy } from '../model/policy/policy.ts'
import { ACCEPTED, type Verdict } from '../model/verdict.ts'
import { spaced } from '../reading/lexicon.ts'
import { leavesAt, reply } from '../wording/automatic.ts'
import { type Draft, tell } from './draft.ts'
import { failRefused, releaseSettled } from './held.ts'

/** The contact's own wish, not an answer to our question. */
const STARTS: ReadonlySet<string> = new Set(['start', 'unstop', 'opt in', 'optin'])

/** The meaning of a reading under the policy, given what we asked before. */
export const meantWith = (
  contact: Contact,
  { at, quoted }: Inbound,
  reading: Reading | undefined,
  policy: Policy,
): Meaning | undefined => {
  if (reading?.is === 'doubt') {
    const consent = consentOf(contact, policy)
    // An older message, found late; the contact has decided since.
    const isOvertaken = consent.source === 'contact' && at < consent.at
    if (isNo(consent) || isOvertaken) return 'doubt'
    return policy.rules.doubt === 'revoke' ? 'opt_out' : 'doubt'
  }
  // "Do you want no more messages?" – "Yes."
  const isAsked = doubtOf(contact, policy)?.askedAt !== undefined
  const isYes = reading?.is === 'opt_in' && !STARTS.has(spaced(reading.words))
  if (isAsked && isYes && quoted?.automatic !== 'opt_in_request') return 'opt_out'
  return reading?.is
}

/** Records the doubt, notifies the CRM, and asks the contact once if the policy says so. */
export const question = (
  draft: Draft,
  { id, at, from, sender }: Inbound,
  reading: Reading,
  isWithheld: boolean,
): void => {
  const { policy, contact } = draft
  const consent = consentOf(contact, policy)
  if (isNo(consent) || (consent.source === 'contact' && at < consent.at)) return
  const before = doubtOf(contact, policy)
  const asks = policy.rules.doubt === 'ask' && !isObserved(policy)
  const isAsking = asks && before?.askedAt === undefined && policy.sender.state === 'active'
  const doubt: Doubt = {
    message: id,
    words: reading.words,
    at,
    address: from,
    reading,
    ...(before?.askedAt !== undefined && { askedAt: before.askedAt }),
  }
  draft.contact = withDoubt(contact, sender, doubt)
  tell(draft, 'consent.questioned', {
    address: from,
    message: id,
    detail: isWithheld ? { withheld: true } : { words: reading.words },
  })
  // A yes answers only a question that leaves.
  if (isAsking && reply(draft, 'doubt_question', from))
    draft.contact = withDoubt(draft.contact, sender, { ...doubt, askedAt: leavesAt(draft) })
}

const withDoubt = (contact: Contact, sender: Address, doubt: Doubt): Contact => ({
  ...contact,
  doubts: { ...contact.doubts, [sender]: doubt },
})

type Settlement = {
  readonly is: 'opt_out' | 'other'
  readonly by: 'contact' | 'agent'
  readonly agent?: string
}

/** Ends the doubt, notifies the CRM, and judges the messages that waited for it. */
export const settle = (draft: Draft, address: Address, how: Settlement): void => {
  const { policy } = draft
  const doubt = doubtOf(draft.contact, policy)
  draft.contact = withoutDoubt(draft.contact, policy)
  if (!doubt) return
  tell(draft, 'consent.settled', { address, detail: { ...how, doubt: doubt.message } })
  if (how.is === 'other') releaseSettled(draft)
}

/** Settles the doubt as the agent or the CRM says. */
export const decideDoubt = (
  draft: Draft,
  input: Preference,
  { is, agent }: NonNullable<Preference['doubt']>,
): Verdict => {
  const { policy } = draft
  const [found] = doubtsOf(draft.contact, policy)
  if (!found) {
    const approach = { at: input.at, sender: policy.sender.address, to: input.address, agent }
    const objection = { reason: 'not_questioned' } as const
    return { status: 'refused', ...refuse(objection, draft.contact, approach, policy) }
  }
  const doubt = doubtOf(draft.contact, policy) ?? found[1]
  settle(draft, input.address, { is, by: 'agent', agent })
  if (is === 'other') return ACCEPTED
  const { basis: _, evidence: __, ...before } = consentOf(draft.contact, policy)
  const hadAgreed = before.status === 'granted' || policy.rules.flow !== 'consent'
  const status = hadAgreed ? 'revoked' : 'refused'
  draft.contact = withConsent(draft.contact, policy, {
    ...before,
    status,
    at: input.at,
    source: 'agent',
    agent,
    words: doubt.words,
    message: doubt.message,
    reading: doubt.reading,
  })
  tell(draft, `consent.${status}`, {
    address: input.address,
    message: doubt.message,
    detail: { by: 'agent', agent },
  })
  failRefused(draft)
  return ACCEPTED
}

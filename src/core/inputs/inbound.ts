/** A contact writes: facts first, then what its words mean, then what is answered. */

import { consentRule } from '../gate/rules/consent.ts'
import { channelOf, factsOf } from '../model/address.ts'
import { consentKey, consentOf, isNo, withConsent } from '../model/consent.ts'
import type { Consent, Contact } from '../model/contact.ts'
import { isObserved } from '../model/enforcement.ts'
import type { Inbound, Message } from '../model/message.ts'
import { refreshOwner } from '../model/owner.ts'
import type { Policy } from '../model/policy.ts'
import { extendSession } from '../model/session.ts'
import { ACCEPTED, type Verdict } from '../model/verdict.ts'
import { isAnswerTo, type Step, stepFor } from '../reading/flow.ts'
import { isHandledByProvider, isLift, keywordOf, saidStop, textsOf } from '../reading/keyword.ts'
import { reply, request } from '../wording/automatic.ts'
import { type Draft, keep, tell, tellMessage } from './draft.ts'
import { failHeld, heldKey, release } from './held.ts'

/** Records what the contact wrote, moves its consent, tells the CRM and answers. */
export const decideInbound = (draft: Draft, input: Inbound): Verdict => {
  const { policy } = draft
  draft.contact = mergeIdentity(draft.contact, input)
  const message = rowOf(draft, input)
  keep(draft, message)
  if (input.message.form !== 'message') {
    tellMessage(draft, 'message.received', message, receivedDetail(draft, input))
    return ACCEPTED
  }
  draft.contact = recordActivity(draft.contact, input, policy)
  const before = consentOf(draft.contact, policy)
  const isBarred = isBlockedAfterStop(policy) && saidStop(before, policy)
  const said = keywordOf(input, policy)
  // A yes in a word that the provider's block doesn't end would let us send what never arrives.
  const isVain = said === 'opt_in' && isBarred && isOwnNo(before) && !isLift(input, policy)
  const keyword = isVain ? undefined : said
  const isLate = input.discoveredAt !== undefined
  const step = stepFor(before, { keyword, at: input.at, isLate, isBarred }, policy.rules.flow)
  const after = consentAfter(before, step, keyword, input, policy)
  if (after !== before) draft.contact = withConsent(draft.contact, policy, after)
  const detail = receivedDetail(draft, input)
  tellMessage(draft, 'message.received', message, detail)
  if (step.becomes)
    tell(draft, `consent.${step.becomes}`, {
      address: input.from,
      message: input.id,
      ...(detail.withheld && { detail: { withheld: true } }),
    })
  answer(draft, input, step, isHandledByProvider(input, before, policy))
  settleHeld(draft, step)
  return ACCEPTED
}

/** On SMS always, and on WhatsApp where the provider answers the keywords there too. */
const isBlockedAfterStop = ({ sender }: Policy): boolean =>
  factsOf(sender.address).isSilentAfterStop || sender.optOutHandling !== 'gateway'

/** The provider has heard of this no: the contact said it there, or the provider told us. */
const isOwnNo = ({ source }: Consent): boolean => source === 'contact' || source === 'provider'

/** Adds the addresses and the name that the message brings. */
const mergeIdentity = (contact: Contact, input: Inbound): Contact => {
  const addresses = [...new Set([...contact.addresses, input.from, ...input.aliases])]
  const { profileName } = input.message
  return { ...contact, addresses, ...(profileName !== undefined && { profileName }) }
}

/** Opens the session, notes that the channel works, and keeps the owner. */
const recordActivity = (
  contact: Contact,
  { sender, from, at }: Inbound,
  policy: Policy,
): Contact => {
  const channel = channelOf(sender)
  const { [channel]: since, ...unreachable } = contact.unreachable
  const heard = extendSession(contact, sender, from, at)
  const reached = since !== undefined && at >= since ? { ...heard, unreachable } : heard
  return policy.sender.state === 'active'
    ? refreshOwner(reached, policy.line.id, policy, at)
    : reached
}

const rowOf = (draft: Draft, input: Inbound): Message => ({
  id: input.id,
  contact: draft.contact.id,
  direction: 'inbound',
  at: input.at,
  line: draft.policy.line.id,
  sender: input.sender,
  address: input.from,
  status: 'received',
  history: [{ status: 'received', at: input.at }],
  received: input.message,
  providerId: input.providerId,
})

const consentAfter = (
  before: Consent,
  { becomes }: Step,
  keyword: string | undefined,
  { at, message }: Inbound,
  policy: Policy,
): Consent => {
  const [words] = textsOf(message)
  const { words: _, ...rest } = before
  const said = { ...rest, at, source: 'contact', ...(words !== undefined && { words }) } as const
  if (becomes) return { ...said, status: becomes }
  if (!isNo(before)) return before
  // What the CRM recorded it may undo, but no more once the contact has said it too.
  const isOwn = before.source !== 'crm'
  if (keyword !== 'opt_out' && (isOwn || !isDeclined(before, keyword, at))) return before
  // A STOP beside a plain no bars more than that did; a second STOP only moves what a YES must be later than.
  return { ...(isOwn && saidStop(before, policy) ? before : said), at: Math.max(at, before.at) }
}

/** A plain no to a request that the contact's own message brought, after a no that was on record. */
const isDeclined = (before: Consent, keyword: string | undefined, at: number): boolean =>
  keyword === 'decline' && (before.requestedAt ?? 0) >= before.at && isAnswerTo(before, at)

const receivedDetail = ({ contact, policy, at }: Draft, { message, sender, from }: Inbound) => {
  const approach = { at, sender, to: from, agent: '' }
  const isWithheld =
    policy.rules.withholdUnconsented &&
    !isObserved(policy) &&
    consentRule(contact, approach, policy) !== undefined
  return {
    ...(message.form !== 'message' && { form: message.form }),
    ...(isWithheld && { withheld: true }),
    ...(policy.sender.state !== 'active' && { senderInactive: true }),
  }
}

const answer = (draft: Draft, { from, sender }: Inbound, step: Step, isHandled: boolean): void => {
  if (isObserved(draft.policy)) return
  const { says } = step
  if (draft.policy.sender.state !== 'active') {
    if (says === 'opt_out_confirmation' && !isHandled) reply(draft, says, from)
    else if (!(factsOf(sender).isSilentAfterStop && isNo(consentOf(draft.contact, draft.policy))))
      reply(draft, 'sender_inactive', from)
  } else if (says === 'opt_in_request') request(draft, from)
  else if (says && !isHandled) reply(draft, says, from)
}

const settleHeld = (draft: Draft, { becomes }: Step): void => {
  const key = consentKey(draft.policy)
  if (becomes === 'granted')
    release(draft, (held) => held.until === 'consent' && heldKey(draft, held) === key)
  else if (becomes === 'refused')
    failHeld(draft, key, { reason: 'consent_refused', refusedAt: draft.at })
  else if (becomes === 'revoked')
    failHeld(draft, key, { reason: 'consent_revoked', revokedAt: draft.at })
}

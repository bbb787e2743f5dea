/** An inbound message: record the facts, read the words, then answer. */

import { lacksConsent } from '../gate/rules/consent.ts'
import { type Address, channelOf, factsOf } from '../model/address.ts'
import { consentOf, doubtOf, isNo, isOwnNo, standing, withConsent } from '../model/consent.ts'
import type { Consent, Contact, Instant } from '../model/contact.ts'
import type { Inbound, Message } from '../model/message/message.ts'
import type { Meaning, Reading } from '../model/message/reading.ts'
import { ownerOf, refreshOwner } from '../model/owner.ts'
import { isObserved } from '../model/policy/enforcement.ts'
import type { Policy } from '../model/policy/policy.ts'
import { MARKETING } from '../model/purpose.ts'
import { extendSession } from '../model/session.ts'
import { ACCEPTED, type Verdict } from '../model/verdict.ts'
import { isAnswerTo, type Step, stepFor } from '../reading/flow.ts'
import {
  isAboutUs,
  isHandledByProvider,
  isLift,
  isReactionText,
  readInbound,
  saidStop,
} from '../reading/keyword.ts'
import { spaced } from '../reading/lexicon.ts'
import { notify, reply } from '../wording/automatic.ts'
import { needsNotice } from '../wording/render.ts'
import { meantWith, question, settle } from './doubt.ts'
import { type Draft, keep, tell, tellMessage } from './draft.ts'
import { failRefused, releaseGranted } from './held.ts'
import { recordPurposeConsent } from './purpose-consent.ts'
import { askInAnswer } from './request.ts'

/** Records the message, updates consent, notifies the CRM and replies. */
export const decideInbound = (draft: Draft, received: Inbound): Verdict => {
  const { policy } = draft
  const input = asMeant(received, policy)
  draft.contact = mergeIdentity(draft.contact, input)
  if (input.message.form !== 'message') {
    const message = rowOf(draft, input)
    keep(draft, message)
    tellMessage(draft, 'message.received', message, receivedDetail(draft, input))
    return ACCEPTED
  }
  const wroteAt = draft.contact.sessions[input.sender]?.lastInboundAt
  draft.contact = recordActivity(draft.contact, input, policy)
  const reading = readInbound(draft.contact, input, policy)
  const message = { ...rowOf(draft, input), ...(reading && { reading }) }
  keep(draft, message)
  draft.contact = learnLanguage(draft.contact, reading, policy)
  const before = consentOf(draft.contact, policy)
  const isBarred = isBlockedAfterStop(policy) && saidStop(before, policy)
  // The provider's block stays unless the contact uses its own word, so a yes in other words would not make messages arrive.
  const isVain = reading?.is === 'opt_in' && isBarred && isOwnNo(before) && !isLift(input, policy)
  const meaning = isVain ? undefined : meantWith(draft.contact, input, reading, policy)
  const step = takeStep(draft, input, before, { meaning, reading, isBarred, wroteAt })
  const after = consentAfter(before, step, meaning, reading, input, policy)
  if (after !== before) {
    const { key } = standing(draft.contact, policy)
    // A yes covers the scope that was asked for, even if the configured scope has changed.
    const asked = before.status === 'requested' && step.becomes === 'granted' ? key : undefined
    draft.contact = withConsent(draft.contact, policy, after, undefined, asked)
  }
  const detail = receivedDetail(draft, input)
  tellMessage(draft, 'message.received', message, detail)
  if (step.becomes)
    tell(draft, `consent.${step.becomes}`, {
      address: input.from,
      message: input.id,
      ...withDetail({
        ...(detail.withheld && { withheld: true }),
        ...(step.becomes === 'granted' && after.basis !== undefined && { basis: after.basis }),
        ...(step.becomes === 'granted' && after.purposes && { purposes: after.purposes }),
        ...(step.becomes !== 'granted' && after.isEverywhere && { reach: 'everywhere' }),
      }),
    })
  if (meaning === 'stop_marketing') stopMarketing(draft, input)
  if (meaning === 'doubt' && reading) question(draft, input, reading, detail.withheld === true)
  else answer(draft, input, step, before)
  if (isOwedNotice(draft))
    notify(
      draft,
      input.from,
      policy,
      ownerOf(draft.contact, policy.line.id, policy, draft.at)?.agent,
    )
  if (step.becomes === 'granted')
    for (const purpose of after.purposes ?? [])
      recordPurposeConsent(
        draft,
        purpose,
        { status: 'granted', at: input.at, source: 'contact', message: input.id },
        { address: input.from },
      )
  if (step.becomes === 'granted') releaseGranted(draft)
  else if (step.becomes) failRefused(draft)
  return ACCEPTED
}

type Said = {
  readonly meaning: Meaning | undefined
  readonly reading: Reading | undefined
  readonly isBarred: boolean
  readonly wroteAt: Instant | undefined
}

/** Applies the reading to consent; ends a doubt that it settles. */
const takeStep = (draft: Draft, input: Inbound, before: Consent, said: Said): Step => {
  const { policy } = draft
  const { meaning, reading, isBarred, wroteAt } = said
  if (meaning === 'doubt') return {}
  const doubt = doubtOf(draft.contact, policy)
  const isSettled = meaning === 'opt_out' || meaning === 'opt_in' || isNoToQuestion(said, doubt)
  if (doubt && isSettled) {
    settle(draft, input.from, { is: meaning === 'opt_out' ? 'opt_out' : 'other', by: 'contact' })
    if (meaning === 'decline') return {}
  }
  // While an opt-out is in doubt, the contact is not asked for consent.
  else if (doubt && meaning === undefined && policy.rules.doubt !== 'flag') return {}
  const words = {
    meaning,
    at: input.at,
    isLate: input.discoveredAt !== undefined,
    isBarred,
    isAnswer: isAboutUs(draft.contact, input, before, wroteAt, policy),
    isJoining: reading?.how === 'join',
  }
  return stepFor(before, words, policy.rules.flow)
}

/** "Do you want no more messages?" – "No." */
const isNoToQuestion = ({ meaning }: Said, doubt: ReturnType<typeof doubtOf>): boolean =>
  meaning === 'decline' && doubt?.askedAt !== undefined

const withDetail = (detail: Readonly<Record<string, unknown>>) =>
  Object.keys(detail).length > 0 ? { detail } : {}

/** A reaction that a phone wrote out as text opens no session and has no meaning. */
const asMeant = (input: Inbound, policy: Policy): Inbound =>
  isReactionText(input.message, policy)
    ? { ...input, message: { ...input.message, form: 'reaction' } }
    : input

/** Always on SMS; on WhatsApp only if the provider answers keywords there too. */
const isBlockedAfterStop = ({ sender }: Policy): boolean =>
  factsOf(sender.address).isSilentAfterStop || sender.optOutHandling !== 'gateway'

/** Adds the addresses and the name that the message brings. */
const mergeIdentity = (contact: Contact, input: Inbound): Contact => {
  const named = [input.from, ...input.aliases]
  const isKnown = named.every((one) => contact.addresses.includes(one))
  // The same list where nothing is new, so that it need not be compared.
  const addresses = isKnown ? contact.addresses : [...new Set([...contact.addresses, ...named])]
  const { profileName } = input.message
  return { ...contact, addresses, ...(profileName !== undefined && { profileName }) }
}

/** Opens the session, marks the channel as working, and keeps the owner. */
const recordActivity = (
  contact: Contact,
  { sender, from, at }: Inbound,
  policy: Policy,
): Contact => {
  const channel = channelOf(sender)
  const { [channel]: since, ...unreachable } = contact.unreachable
  const extended = extendSession(contact, sender, from, at)
  const reached = since !== undefined && at >= since ? { ...extended, unreachable } : extended
  return policy.sender.state === 'active'
    ? refreshOwner(reached, policy.line.id, policy, at)
    : reached
}

/** A word that exists in only one language sets the contact's language. */
const learnLanguage = (
  contact: Contact,
  reading: Reading | undefined,
  { languages }: Policy,
): Contact => {
  const spokenLocale = reading?.how === 'word' ? languages.get(spaced(reading.words)) : undefined
  return spokenLocale === undefined ? contact : { ...contact, spokenLocale }
}

const stopMarketing = (draft: Draft, { id, at, from }: Inbound): void => {
  const purposeConsent = { status: 'revoked', at, source: 'contact', message: id } as const
  recordPurposeConsent(draft, MARKETING, purposeConsent, { address: from })
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
  history: [
    {
      status: 'received',
      at: input.at,
      ...(input.connection !== undefined && { connection: input.connection }),
    },
  ],
  received: input.message,
  providerId: input.providerId,
})

const consentAfter = (
  before: Consent,
  { becomes }: Step,
  meaning: Meaning | undefined,
  reading: Reading | undefined,
  { id, at, message }: Inbound,
  policy: Policy,
): Consent => {
  const words = message.text ?? message.button?.text ?? message.list?.title
  const { status, requestedAt, agentRequestedAt, noticedAt, senders } = before
  const said: Consent = {
    status,
    at,
    source: 'contact',
    message: id,
    ...(requestedAt !== undefined && { requestedAt }),
    ...(agentRequestedAt !== undefined && { agentRequestedAt }),
    ...(noticedAt !== undefined && { noticedAt }),
    // A no covers at least what the one before covered; a yes covers what its request asked for.
    ...(senders && (becomes !== 'granted' || status === 'requested') && { senders }),
    ...(words !== undefined && { words }),
    ...(reading && { reading }),
  }
  if (becomes) {
    const basis = reading?.how === 'join' ? policy.rules.keywords.joinBasis : undefined
    const { purposes } = before
    return {
      ...said,
      status: becomes,
      ...(basis !== undefined && { basis }),
      ...(becomes === 'granted' && purposes && { purposes }),
    }
  }
  if (!isNo(before)) return before
  // The CRM may undo its own record, unless the contact has said the same. Each no to a request gives another chance.
  const isOwn = isOwnNo(before)
  if (meaning !== 'opt_out' && !isDeclined(before, meaning, at)) return before
  // A STOP after a plain no blocks more; a second STOP only updates its time.
  return { ...(isOwn && saidStop(before, policy) ? before : said), at: Math.max(at, before.at) }
}

/** A plain no, after an earlier no, to a request that the contact's own message triggered. */
const isDeclined = (before: Consent, meaning: Meaning | undefined, at: Instant): boolean =>
  meaning === 'decline' && (before.requestedAt ?? 0) >= before.at && isAnswerTo(before, at)

const receivedDetail = ({ contact, policy, at }: Draft, { message, sender, from }: Inbound) => {
  const approach = { at, sender, to: from }
  const isWithheld =
    policy.rules.withholdUnconsented &&
    !isObserved(policy) &&
    lacksConsent(contact, approach, policy) !== undefined
  return {
    ...(message.form !== 'message' && { form: message.form }),
    ...(isWithheld && { withheld: true }),
    ...(policy.sender.state !== 'active' && { senderInactive: true }),
    ...(isPaused(policy, at) && { senderPaused: { until: policy.sender.pausedUntil } }),
  }
}

const isPaused = ({ sender }: Policy, at: Instant): boolean =>
  sender.pausedUntil !== undefined && at < sender.pausedUntil && !sender.pauseSpares

const answer = (draft: Draft, input: Inbound, step: Step, before: Consent): void => {
  const { says, becomes } = step
  if (!says && draft.policy.sender.state === 'active') return
  if (isObserved(draft.policy)) return
  const { from, sender } = input
  const isHandled = isHandledByProvider(input, before, draft.policy)
  const isChange = becomes !== undefined
  if (draft.policy.sender.state !== 'active') {
    if (says === 'opt_out_confirmation') {
      if (!isHandled) reply(draft, says, from, isChange)
    } else if (draft.policy.sender.state === 'inactive' && isToBeTold(draft, sender))
      reply(draft, 'sender_inactive', from)
  } else if (says === 'opt_in_request') askInAnswer(draft, from)
  else if (says && !isHandled) reply(draft, says, from, isChange)
}

/** After a STOP by SMS, and while an opt-out is in doubt, the contact gets no request. */
const isToBeTold = ({ contact, policy }: Draft, sender: Address): boolean =>
  !(factsOf(sender).isSilentAfterStop && isNo(consentOf(contact, policy))) &&
  (policy.rules.doubt === 'flag' || doubtOf(contact, policy) === undefined)

/** The first template had no notice; now a text with it can follow. */
const isOwedNotice = ({ contact, policy }: Draft): boolean => {
  const { owesNotice, status } = consentOf(contact, policy)
  return (
    owesNotice === true &&
    status === 'unasked' &&
    policy.sender.state === 'active' &&
    needsNotice(contact, {}, policy)
  )
}

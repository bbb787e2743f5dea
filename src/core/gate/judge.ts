/** The gate: judges a message or an opt-in request that an agent wants to send. */

import { type Address, factsOf } from '../model/address.ts'
import { consentOf, retryAt } from '../model/consent.ts'
import type { Contact, Instant, Wait } from '../model/contact.ts'
import type { OptInRequest, Outbound } from '../model/message/message.ts'
import { enforcing, isObserved } from '../model/policy/enforcement.ts'
import type { Policy } from '../model/policy/policy.ts'
import { purposeConsentOf, SERVICE } from '../model/purpose.ts'
import {
  ACCEPTED,
  type Objection,
  type Reason,
  type Remedy,
  type Verdict,
} from '../model/verdict.ts'
import { requestMeans } from '../wording/opt-in.ts'
import { type Rendered, render } from '../wording/render.ts'
import { quietUntil, zoneOf } from './law/hours.ts'
import { objectToForm } from './observe.ts'
import type { SentenceKey } from './reasons.ts'
import { refuse } from './refuse.ts'
import { type OutboundContext, offers } from './rule.ts'
import { consentRule } from './rules/consent.ts'
import { countryRule } from './rules/country.ts'
import { doubtObjection } from './rules/doubt.ts'
import { RULES } from './rules/index.ts'
import { heldSentenceKey, quietHoursRule } from './rules/quiet-hours.ts'
import { reachableRule } from './rules/reachable.ts'
import { senderActiveRule } from './rules/sender-active.ts'
import { sessionRule } from './rules/session.ts'
import { takenRule } from './rules/taken.ts'

/**
 * Judges an agent's message by every rule, at `message.at`; changes nothing.
 *
 * @example judge(contact, message, policy).status // 'accepted', 'held' or 'refused'
 */
export const judge = (
  contact: Contact,
  message: Outbound,
  policy: Policy,
  rendered = render(contact, message, policy),
): Verdict => {
  if (!isObserved(policy, message)) return judgeStrictly(contact, message, policy, rendered)
  const obstacle = objectToForm(contact, message, policy, rendered)
  if (obstacle) return refused(obstacle, contact, message, policy)
  const { at, notBefore = at } = message
  // The CRM scheduled it for later; the rules judge it when that time comes.
  if (at < notBefore)
    return hold({ reason: 'scheduled', until: notBefore }, contact, message, policy)
  const enforced = enforcing(policy)
  // Enforced, the text may begin with the notice.
  const text = render(contact, message, enforced)
  const observed = judgeStrictly(contact, message, enforced, text)
  return observed.status === 'accepted' ? ACCEPTED : { status: 'accepted', observed }
}

/** Temporary reasons: the message can wait until they end. */
const WAITS: readonly Reason[] = [
  'sender_paused',
  'consent_pending',
  'consent_questioned',
  'quiet_hours',
]

const judgeStrictly = (
  contact: Contact,
  message: Outbound,
  policy: Policy,
  rendered: Rendered,
): Verdict => {
  const { notBefore = message.at } = message
  const isEarly = message.at < notBefore
  let wait: Objection | undefined
  let isPending = false
  for (const { judge: rule } of RULES) {
    // While consent is pending, the YES that ends the wait opens the session too; and a message
    // for later is judged by the time of day, and by what the contact wrote, when it leaves.
    if (rule === sessionRule && (isEarly || (isPending && !isAskedElsewhere(contact, policy))))
      continue
    if (rule === quietHoursRule && (isEarly || wait)) continue
    const objection = rule(contact, message, policy, rendered)
    if (!objection) continue
    if (!WAITS.includes(objection.reason)) return refused(objection, contact, message, policy)
    wait = objection
    isPending ||= objection.reason === 'consent_pending'
  }
  // Settle the doubt first: the contact may just have withdrawn consent, so do not ask for it.
  if (isEarly) wait ??= { reason: 'scheduled', until: notBefore }
  if (!wait) return ACCEPTED
  if (wait.reason === 'consent_pending' && consentOf(contact, policy).status === 'unasked') {
    const obstacle = requestObstacle(contact, message, policy)
    // At night the message waits, and the request goes out in the morning.
    if (obstacle?.status === 'refused' && obstacle.reason === 'quiet_hours')
      wait = { reason: 'quiet_hours', until: obstacle.until }
    else if (obstacle) return obstacle
  }
  const { max } = policy.rules.held
  // With `onMissing: refuse` nothing is held: the message is refused for this reason, and the contact is still asked.
  if ((message.mayWait === false || max === 0) && wait.reason !== 'scheduled') {
    const key = wait.reason === 'consent_pending' ? 'consent_pending_unkept' : undefined
    return refused(wait, contact, message, policy, key)
  }
  if (isFull(contact, message.at, policy))
    return refused({ reason: 'held_full', limit: max }, contact, message, policy)
  return hold(wait, contact, message, policy)
}

/** The YES will go to the sender that asked, and opens a session only with that one. */
const isAskedElsewhere = (contact: Contact, policy: Policy): boolean => {
  const { lastAt } = contact.replies
  const own = `opt_in_request ${policy.sender.address}`
  const isAsked = consentOf(contact, policy).status === 'requested' && lastAt[own] === undefined
  return isAsked && Object.keys(lastAt).some(isSessionRequest)
}

/** An opt-in request by a sender that has sessions. */
const isSessionRequest = (key: string): boolean => {
  const [kind, sender] = key.split(' ') as [string, Address]
  return kind === 'opt_in_request' && factsOf(sender).hasSession
}

/** Judges an agent's opt-in request. */
export const judgeOptIn = (
  contact: Contact,
  request: Omit<OptInRequest, 'kind' | 'id'>,
  policy: Policy,
): Verdict => {
  const objection =
    senderActiveRule(contact, request, policy) ??
    reachableRule(contact, request, policy) ??
    takenRule(contact, request, policy) ??
    consentObjection(contact, request, policy) ??
    countryRule(contact, request, policy) ??
    purposeObjection(contact, request, policy)
  if (!objection) {
    const obstacle = requestObstacle(contact, request, policy)
    return obstacle?.status === 'refused' && obstacle.reason === 'quiet_hours'
      ? holdRequest(contact, obstacle.until, request, policy)
      : (obstacle ?? ACCEPTED)
  }
  const refusal = refused(objection, contact, request, policy)
  const isLater = refusal.reason === 'consent_pending' && offers(refusal.remedies, 'request_opt_in')
  return isLater ? refused(objection, contact, request, policy, 'consent_pending_request') : refusal
}

const consentObjection = (
  contact: Contact,
  request: OutboundContext,
  policy: Policy,
): Objection | undefined => {
  const consent = consentOf(contact, policy)
  if (consent.status === 'granted') return { reason: 'consent_granted', grantedAt: consent.at }
  const objection = consentRule(contact, request, policy)
  if (objection && objection.reason !== 'consent_pending') return objection
  const questioned = doubtObjection(contact, policy)
  if (questioned) return questioned
  const { requestedAt } = consent
  const from = retryAt(consent, policy, request.at)
  return requestedAt !== undefined && request.at < from
    ? { reason: 'consent_pending', requestedAt, retryAt: from }
    : undefined
}

/** The contact has stopped the named purpose, or the text has no placeholder for it. */
const purposeObjection = (
  contact: Contact,
  request: Omit<OptInRequest, 'kind' | 'id'>,
  policy: Policy,
): Objection | undefined => {
  const asked = request.purposes ?? []
  const stopped = asked.find((one) => purposeConsentOf(contact, one, policy)?.status === 'revoked')
  if (stopped !== undefined)
    return { reason: 'marketing_not_allowed', because: 'stopped', purpose: stopped }
  const means = requestMeans(contact, request, policy)
  if ('reason' in means) return undefined
  const unnamed = asked.find((one) => one !== SERVICE && !means.purposes.includes(one))
  return unnamed === undefined ? undefined : { reason: 'purpose_unnamed', purpose: unnamed }
}

/** The request waits until the contact's morning, if the policy allows waiting. */
const holdRequest = (
  contact: Contact,
  until: Instant,
  request: Omit<OptInRequest, 'kind' | 'id'>,
  policy: Policy,
): Verdict => {
  const { max, ttlMs } = policy.rules.held
  const wait = { reason: 'quiet_hours', until } as const
  if (max === 0) return refused(wait, contact, request, policy)
  if (isFull(contact, request.at, policy))
    return refused({ reason: 'held_full', limit: max }, contact, request, policy)
  const key =
    zoneOf(contact, policy) === undefined ? 'held_request_anywhere' : 'held_request_quiet_hours'
  return {
    status: 'held',
    ...refuse(wait, contact, request, policy, undefined, key),
    until,
    expiresAt: until + ttlMs,
  }
}

const isFull = ({ held }: Contact, at: Instant, { rules }: Policy): boolean =>
  held.filter(({ expiresAt }) => expiresAt > at).length >= rules.held.max

const REQUEST_REMEDIES: readonly Remedy[] = [
  { do: 'contact_administrator' },
  { do: 'wait_for_contact' },
]

/** Why the opt-in request itself can't leave now. */
const requestObstacle = (
  contact: Contact,
  context: OutboundContext,
  policy: Policy,
): Verdict | undefined => {
  const means = requestMeans(contact, context, policy)
  if ('reason' in means) {
    const key =
      policy.rules.optInTemplate === undefined ? 'opt_in_unconfigured' : 'opt_in_unavailable'
    return {
      status: 'refused',
      ...refuse(means, contact, context, policy, REQUEST_REMEDIES, key),
    }
  }
  const until = quietUntil(contact, context.at, policy)
  return until === undefined
    ? undefined
    : refused({ reason: 'quiet_hours', until }, contact, context, policy)
}

const refused = (
  objection: Objection,
  contact: Contact,
  context: OutboundContext,
  policy: Policy,
  key?: SentenceKey,
): Extract<Verdict, { status: 'refused' }> => ({
  status: 'refused',
  ...refuse(objection, contact, context, policy, undefined, key),
})

/** The sentence for a waiting message, if it differs from that of a refusal. */
const heldKey = (wait: Objection, contact: Contact, policy: Policy): SentenceKey | undefined => {
  if (wait.reason === 'quiet_hours') return heldSentenceKey(contact, policy, wait.until)
  return wait.reason === 'sender_paused' ? 'held_sender_paused' : undefined
}

const hold = (wait: Objection, contact: Contact, message: Outbound, policy: Policy): Verdict => {
  const { at, notBefore = at, validUntil = Number.POSITIVE_INFINITY } = message
  const key = heldKey(wait, contact, policy)
  const refusal = refuse(wait, contact, message, policy, undefined, key)
  const expiresAfter = (time: Instant) =>
    Math.min(Math.max(time, notBefore) + policy.rules.held.ttlMs, validUntil)
  const until: Wait =
    'until' in wait ? wait.until : wait.reason === 'consent_questioned' ? 'doubt' : 'consent'
  if (typeof until !== 'number')
    return {
      status: 'held',
      until,
      expiresAt: expiresAfter(at),
      ...refusal,
      ...(until === 'doubt' && { sentence: policy.wording.refusals.held_consent_questioned }),
    }
  return {
    status: 'held',
    ...refusal,
    until,
    expiresAt: expiresAfter(until),
  }
}

/** The gate for opt-in requests: judges an agent's, and the one that a first message causes. */

import { consentOf, retryAt } from '../model/consent.ts'
import type { Contact, Held, Instant } from '../model/contact.ts'
import type { OptInRequest } from '../model/message/message.ts'
import type { Policy } from '../model/policy/policy.ts'
import { purposeConsentOf, SERVICE } from '../model/purpose.ts'
import { ACCEPTED, type Objection, type Remedy, type Verdict } from '../model/verdict.ts'
import { requestMeans } from '../wording/opt-in.ts'
import { quietUntil, zoneOf } from './law/hours.ts'
import type { SentenceKey } from './reasons.ts'
import { type Refused, refuse, refused } from './refuse.ts'
import { type OutboundContext, offers } from './rule.ts'
import { askableAt, consentRule, lacksConsent } from './rules/consent.ts'
import { countryRule } from './rules/country.ts'
import { doubtObjection } from './rules/doubt.ts'
import { reachableRule } from './rules/reachable.ts'
import { senderActiveRule } from './rules/sender-active.ts'
import { takenRule } from './rules/taken.ts'
import { type Delay, delayOf } from './waits/earliest.ts'

type Request = OutboundContext & Pick<OptInRequest, 'purposes'>

/** Judges an agent's opt-in request. */
export const judgeOptIn = (contact: Contact, request: Request, policy: Policy): Verdict => {
  const delay = delayOf(contact, request.at, policy)
  const leaving = delay ? { ...request, at: delay.until } : request
  const objection =
    inactive(contact, request, policy) ??
    reachableRule(contact, request, policy) ??
    takenRule(contact, request, policy) ??
    consentObjection(contact, request, policy) ??
    countryRule(contact, request, policy) ??
    purposeObjection(contact, leaving, policy)
  if (!objection) {
    const obstacle = requestObstacle(contact, leaving, policy)
    if (obstacle && obstacle.reason !== 'quiet_hours') return obstacle
    return delay ? holdRequest(contact, delay, request, policy) : ACCEPTED
  }
  const refusal = refused(objection, contact, request, policy)
  const isLater = refusal.reason === 'consent_pending' && offers(refusal.remedies, 'request_opt_in')
  return isLater ? refused(objection, contact, request, policy, 'consent_pending_request') : refusal
}

/** Judges a held request that the contact's own message caused: neither an owner nor an earlier request blocks it. */
const judgeAnswer = (contact: Contact, request: Request, policy: Policy): Verdict => {
  const { at } = request
  const consent = consentOf(contact, policy)
  const objection =
    consent.status === 'granted'
      ? ({ reason: 'consent_granted', grantedAt: consent.at } as const)
      : (doubtObjection(contact, policy) ?? inactive(contact, request, policy))
  if (objection) return refused(objection, contact, request, policy)
  const delay = delayOf(contact, at, policy)
  return delay ? holdRequest(contact, delay, request, policy) : ACCEPTED
}

/** Judges a request that is held or may be held. */
export const judgeRequest = (
  contact: Contact,
  { purposes, isAnswer }: NonNullable<Held['request']>,
  parties: OutboundContext,
  policy: Policy,
): Verdict =>
  (isAnswer ? judgeAnswer : judgeOptIn)(
    contact,
    { ...parties, ...(purposes && { purposes }) },
    policy,
  )

/** A pause only delays it. */
const inactive = (
  contact: Contact,
  request: OutboundContext,
  policy: Policy,
): Objection | undefined => {
  const objection = senderActiveRule(contact, request, policy)
  return objection?.reason === 'sender_inactive' ? objection : undefined
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
    ? {
        reason: 'consent_pending',
        requestedAt,
        retryAt: askableAt(contact, { from, at: request.at }, policy),
      }
    : undefined
}

/** The contact has stopped the named purpose, or the text has no placeholder for it. */
const purposeObjection = (
  contact: Contact,
  request: Request,
  policy: Policy,
): Objection | undefined => {
  const asked = request.purposes ?? []
  const stopped = asked.find((one) => purposeConsentOf(contact, one, policy)?.status === 'revoked')
  if (stopped !== undefined)
    return { reason: 'marketing_not_allowed', because: 'stopped', purpose: stopped }
  const means = meansWhenAllowed(contact, request, policy)
  if ('reason' in means) return undefined
  const unnamed = asked.find((one) => one !== SERVICE && !means.purposes.includes(one))
  return unnamed === undefined ? undefined : { reason: 'purpose_unnamed', purpose: unnamed }
}

/** The request waits until the contact's morning, if the policy allows waiting. */
const holdRequest = (contact: Contact, wait: Delay, request: Request, policy: Policy): Verdict => {
  const { max, ttlMs } = policy.rules.held
  const { until } = wait
  if (max === 0) return refused(wait, contact, request, policy)
  const full = noRoom(contact, request, policy)
  if (full) return full
  const key = requestKey(contact, wait, request.at, policy)
  return {
    status: 'held',
    ...refuse(wait, contact, request, policy, undefined, key),
    until,
    expiresAt: until + ttlMs,
  }
}

const requestKey = (
  contact: Contact,
  { reason, until }: Delay,
  at: Instant,
  policy: Policy,
): SentenceKey => {
  if (reason === 'sender_paused') return 'held_request_sender_paused'
  const zone = zoneOf(contact, policy, [at, until])
  return zone === undefined ? 'held_request_anywhere' : 'held_request_quiet_hours'
}

/** The refusal when the contact has as many held messages as the policy allows. */
export const noRoom = (
  contact: Contact,
  context: OutboundContext,
  policy: Policy,
): Refused | undefined => {
  const { max: limit } = policy.rules.held
  const waiting = contact.held.filter(({ expiresAt }) => expiresAt > context.at)
  if (waiting.length < limit) return undefined
  const times = waiting.flatMap((held) => leavesAt(held, contact, context.at, policy) ?? [])
  const until = times.length > 0 && { until: Math.min(...times) }
  return refused({ reason: 'held_full', limit, ...until }, contact, context, policy)
}

/** When a held message will be sent; undefined if the contact has to be asked, or to answer, first. */
const leavesAt = (
  { until, request, message: { sender } }: Held,
  contact: Contact,
  at: Instant,
  policy: Policy,
): Instant | undefined => {
  if (typeof until !== 'number' || until <= at) return undefined
  const own = sender === policy.sender.address ? policy : policy.elsewhere?.[sender]
  return request || (own && !lacksConsent(contact, { at }, own)) ? until : undefined
}

const REQUEST_REMEDIES: readonly Remedy[] = [
  { do: 'contact_administrator' },
  { do: 'wait_for_contact' },
]

/** Why the opt-in request itself can't leave now. */
export const requestObstacle = (
  contact: Contact,
  context: OutboundContext,
  policy: Policy,
): Refused | undefined => {
  const means = meansWhenAllowed(contact, context, policy)
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

/** How the request can be sent at the time it may leave: by morning the session may have closed. */
const meansWhenAllowed = (
  contact: Contact,
  context: Parameters<typeof requestMeans>[1],
  policy: Policy,
) => {
  const at = quietUntil(contact, context.at, policy) ?? context.at
  return requestMeans(contact, { ...context, at }, policy)
}

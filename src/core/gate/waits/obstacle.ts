/** The obstacle to sending a message at its time: the first refusal of the rules, or the wait that they ask for. */

import { type Address, factsOf } from '../../model/address.ts'
import { consentOf } from '../../model/consent.ts'
import type { Contact } from '../../model/contact.ts'
import type { Outbound } from '../../model/message/message.ts'
import type { Policy } from '../../model/policy/policy.ts'
import type { Objected, Objection } from '../../model/verdict.ts'
import type { Rendered } from '../../wording/render.ts'
import { requestObstacle } from '../judge-opt-in.ts'
import { type Refused, refused } from '../refuse.ts'
import { RULES } from '../rules/index.ts'
import { quietHoursRule } from '../rules/quiet-hours.ts'
import { sessionRule } from '../rules/session.ts'

/** The message can wait until the reason has ended. */
export type Waiting = {
  readonly status: 'waiting'
  readonly objection: WaitObjection
  /** The opt-in request leaves first; then the message waits for the answer. */
  readonly asksFirst?: true
  /** The gate's verdict at the scheduled time, as far as it is known. */
  readonly foreseen?: Objected
}

/** Temporary reasons: the message can wait until they end. */
const WAITS = [
  'sender_paused',
  'consent_pending',
  'consent_questioned',
  'quiet_hours',
  'scheduled',
] as const
export type WaitObjection = Extract<Objection, { reason: (typeof WAITS)[number] }>

const isWait = (objection: Objection): objection is WaitObjection =>
  WAITS.some((reason) => reason === objection.reason)

/** Judges by every rule at `message.at`, and only then; undefined lets the message leave. */
export const obstacleTo = (
  contact: Contact,
  message: Outbound,
  policy: Policy,
  rendered: Rendered,
): Refused | Waiting | undefined => {
  const { notBefore = message.at } = message
  const isEarly = message.at < notBefore
  let wait: WaitObjection | undefined
  let paused: Paused | undefined
  let isPending = false
  for (const { judge: rule } of RULES) {
    // While consent is pending, the YES that ends the wait opens the session too; and a message
    // for later is judged by the time of day, and by what the contact wrote, when it leaves.
    if (rule === sessionRule && (isEarly || (isPending && !isAskedElsewhere(contact, policy))))
      continue
    if (rule === quietHoursRule && (isEarly || wait !== paused)) continue
    const objection = rule(contact, message, policy, rendered)
    if (objection?.reason === 'sender_paused') paused = objection
    if (!objection || hasEnded(objection, notBefore)) continue
    if (objection.reason === 'quiet_hours' && !outlasts(objection, paused)) continue
    if (!isWait(objection)) return refused(objection, contact, message, policy)
    // A pause that lasts longer counts when the message is due; until then it may end.
    if (isEarly && objection.reason === 'sender_paused') continue
    wait = objection
    isPending ||= objection.reason === 'consent_pending'
  }
  // Settle the doubt first: the contact may just have withdrawn consent, so do not ask for it.
  if (isEarly) wait ??= { reason: 'scheduled', until: notBefore }
  if (wait?.reason === 'consent_pending' && consentOf(contact, policy).status === 'unasked')
    return asking(wait, paused, contact, message, policy)
  return wait && { status: 'waiting', objection: wait }
}

type Paused = Extract<WaitObjection, { reason: 'sender_paused' }>

/** While it is night, nothing that is done about a pause helps before the morning: the longer of the two counts. */
const outlasts = (night: { readonly until: number }, paused: Paused | undefined): boolean =>
  paused === undefined || night.until >= paused.until

/** A message for later isn't affected by what ends before. */
const hasEnded = (objection: Objection, notBefore: number): boolean =>
  'until' in objection && objection.until !== undefined && objection.until <= notBefore

/** The contact has to be asked: now, or when the sender's pause or the night is over. */
const asking = (
  wait: WaitObjection,
  paused: Paused | undefined,
  contact: Contact,
  message: Outbound,
  policy: Policy,
): Refused | Waiting => {
  const obstacle = requestObstacle(contact, message, policy)
  if (obstacle && obstacle.reason !== 'quiet_hours') return obstacle
  if (paused && !(obstacle && outlasts(obstacle, paused)))
    return { status: 'waiting', objection: paused, asksFirst: true }
  return obstacle
    ? {
        status: 'waiting',
        objection: { reason: 'quiet_hours', until: obstacle.until },
        asksFirst: true,
      }
    : { status: 'waiting', objection: wait }
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

/** Moves outbound messages: accept, hold, release, expire. */

import { refuse } from '../gate/refuse.ts'
import { hasChanged, needsNoRequest, whyHeld } from '../gate/waits/changed.ts'
import type { HeldVerdict } from '../gate/waits/hold.ts'
import { judgeHeld, type KeptOn, keptNow } from '../gate/waits/kept.ts'
import { aheadOf, inOrder, isNoticeAhead } from '../gate/waits/queue.ts'
import { channelOf, onChannel } from '../model/address.ts'
import { consentOf, doubtOf, isNo } from '../model/consent.ts'
import type { Contact, Held, Instant, Wait } from '../model/contact.ts'
import type { Message, Outbound } from '../model/message/message.ts'
import { engageContact, ownerOf } from '../model/owner.ts'
import { isObserved } from '../model/policy/enforcement.ts'
import type { Policy } from '../model/policy/policy.ts'
import { purposeConsentOf, purposeOf, SERVICE } from '../model/purpose.ts'
import type { Objected, Objection, Verdict } from '../model/verdict.ts'
import { notify, request } from '../wording/automatic.ts'
import { queueNotice } from '../wording/notice.ts'
import { needsNotice, type Rendered } from '../wording/render.ts'
import { type Draft, keep, policyOf, send, tell, tellMessage } from './draft.ts'
import { releaseRequest } from './request.ts'
import { drop, exactAddress, giveUp, renderHeld, rowOf } from './waiting.ts'

/** Timestamps kept per purpose: as many as the largest limit needs. */
const MAX_SENDS = 100

/** Assigns the contact to the writing agent and notifies the CRM, unless it has an owner. */
export const take = (draft: Draft, { agent, to, sender }: Outbound, policy: Policy): void => {
  if (agent === undefined || !policy.rules.ownership.exclusive) return
  const line = policy.line.id
  const isFree = ownerOf(draft.contact, line, policy, draft.at) === undefined
  draft.contact = engageContact(draft.contact, line, agent, policy, draft.at)
  if (isFree) tell(draft, 'contact.taken', { line, sender, address: to, detail: { owner: agent } })
}

/** A message that was judged, as the contact will read it. `held`: it has waited. */
type Judged = {
  readonly outbound: Outbound
  readonly rendered: Rendered
  readonly held?: Held
}

/** Sends the message now; in observe mode with the objection recorded. */
export const letThrough = (
  draft: Draft,
  { outbound, rendered, held }: Judged,
  policy: Policy,
  observed?: Objected,
): void => {
  const row = rowOf(draft, outbound, policy, 'accepted', rendered, held)
  const message = observed ? observe(draft, row, observed) : row
  if (rendered.carriesNotice) draft.contact = queueNotice(draft.contact, message)
  if (held) tellMessage(draft, 'message.released', message)
  draft.contact = countSend(draft.contact, purposeOf(outbound, policy), draft.at)
  send(draft, message)
  // A template's text is fixed: if the notice isn't in it, it is sent as the next message.
  if (message.content?.kind === 'template' && needsNotice(draft.contact, outbound, policy))
    notify(draft, message.address, policy, outbound.agent)
}

/** Remembers when something was sent for a purpose that may have a limit. */
const countSend = (contact: Contact, purpose: string, at: Instant): Contact => {
  if (purpose === SERVICE) return contact
  const recent = (contact.sends?.[purpose] ?? []).slice(1 - MAX_SENDS)
  return { ...contact, sends: { ...contact.sends, [purpose]: [...recent, at] } }
}

/** Records the objection with the message and notifies the CRM of it. */
export const observe = (draft: Draft, message: Message, objected: Objected): Message => {
  const { status, ...why } = objected
  tellMessage(draft, 'message.observed', message, { verdict: status, ...why })
  return { ...message, observed: { ...objected, at: draft.at } }
}

/** Holds the message. */
export const holdBack = (
  draft: Draft,
  judged: Judged,
  policy: Policy,
  judgedHeld: HeldVerdict,
): void => {
  const { outbound, rendered, held } = judged
  const { until } = judgedHeld
  const row = waitingRow(draft, judged, policy, until)
  // From waiting for consent to waiting for a doubt, or back, the expiry stays.
  const isSameWait = typeof held?.until === 'string' && typeof until === 'string'
  const expiresAt = isSameWait ? held.expiresAt : judgedHeld.expiresAt
  const verdict = { ...judgedHeld, expiresAt }
  const heldAt = held?.heldAt ?? draft.at
  const waiting = {
    message: held?.message ?? outbound,
    until,
    heldAt,
    expiresAt,
    ...whyHeld(draft.contact, verdict, draft.at, policy),
    ...(rendered.content.kind === 'template' && { rendered: rendered.text }),
  }
  if (held) putBack(draft, waiting)
  else draft.contact = { ...draft.contact, held: [...draft.contact.held, waiting] }
  tellHeld(draft, row, verdict)
}

/** As the contact will read it, as far as is known: the notice begins only the first text that leaves. */
const waitingRow = (
  draft: Draft,
  { outbound, rendered, held }: Judged,
  policy: Policy,
  until: Wait,
): Message => {
  const { content } = outbound
  const ahead = held ? aheadOf(draft.contact, held) : draft.contact
  const isNoticed =
    rendered.carriesNotice && content.kind !== 'template' && isNoticeAhead(ahead, until, policy)
  const shown = isNoticed ? { ...rendered, text: content.text ?? '' } : rendered
  return rowOf(draft, outbound, policy, 'held', shown, held)
}

/** Keeps its place in the list, so that nothing overtakes it. */
const putBack = (draft: Draft, waiting: Held): void => {
  const held = draft.contact.held.map((one) =>
    one.message.id === waiting.message.id ? waiting : one,
  )
  draft.contact = { ...draft.contact, held }
}

const tellHeld = (draft: Draft, message: Message, verdict: HeldVerdict): void => {
  const { until, expiresAt, reason } = verdict
  keep(draft, { ...message, verdict })
  tellMessage(draft, 'message.held', message, { until, expiresAt, reason })
}

/** Judges held messages by every rule again: each is sent, waits on, fails with the reason, or expires. */
const release = (draft: Draft, isMeant: (held: Held) => boolean): void => {
  const waiting = inOrder(draft.contact.held)
  // An agent's own request may name more purposes than one triggered by a message.
  const requests = waiting.filter(({ request }) => request)
  for (const held of [...requests, ...waiting.filter(({ request }) => !request)]) {
    const policy = policyOf(draft.policy, held.message.sender)
    if (!policy) continue
    const wasMeant = isMeant(held)
    // Checked for each in turn, since sending one may make the next one wait.
    if (!wasMeant && !isToJudge(draft, held)) continue
    // It may have expired since the last check.
    if (held.expiresAt <= draft.at) {
      giveUp(draft, held, 'expired')
      continue
    }
    const outbound = { ...held.message, at: draft.at, waitedSince: held.heldAt }
    const rendered = renderHeld(draft.contact, held, policy)
    const judged = { outbound, rendered, held }
    const verdict = judgeHeld(aheadOf(draft.contact, held), held, draft.at, policy)
    const kept = verdict.status === 'refused' && !wasMeant ? keptOn(draft, held, policy) : undefined
    if (kept) keepOn(draft, judged, policy, kept)
    else if (held.request) releaseRequest(draft, held, policy, verdict)
    else if (verdict.status === 'refused') giveUp(draft, held, 'failed', verdict, rendered)
    else if (verdict.status === 'held') {
      holdBack(draft, judged, policy, verdict)
      askAfterWait(draft, held, verdict)
    } else {
      drop(draft, held)
      take(draft, outbound, policy)
      letThrough(draft, judged, policy, verdict.observed)
    }
  }
}

/** Undefined if the consent that it waited for is there. */
const keptOn = ({ contact, at }: Draft, held: Held, policy: Policy): KeptOn | undefined =>
  needsNoRequest(contact, held, at, policy) ? undefined : keptNow(contact, held, at, policy)

/** The message stays held, and its agent reads the obstacle. */
const keepOn = (draft: Draft, judged: Judged, policy: Policy, { held, verdict }: KeptOn): void => {
  putBack(draft, held)
  tellHeld(draft, waitingRow(draft, judged, policy, held.until), verdict)
}

/** Whether to judge it again: its time has come, or its reason to wait has changed. */
export const isToJudge = ({ contact, at, policy }: Draft, held: Held): boolean => {
  if (typeof held.until === 'number' && held.until <= at) return true
  const own = policyOf(policy, held.message.sender)
  return own !== undefined && hasChanged(contact, held, at, own)
}

/** Judges again the messages whose wait has ended or changed, so that older ones are sent before newer ones. */
export const releaseFree = (draft: Draft): void => release(draft, () => false)

/** Sends the opt-in request that quiet hours or a doubt had delayed. */
const askAfterWait = (draft: Draft, { until, message }: Held, verdict: Verdict): void => {
  const { contact, policy } = draft
  const isPending = verdict.status === 'held' && verdict.reason === 'consent_pending'
  if (until === 'consent' || !isPending || consentOf(contact, policy).status !== 'unasked') return
  const { agent } = message
  const to = onChannel(message.to, channelOf(policy.sender.address))
  if (to && agent !== undefined)
    request(draft, exactAddress(contact, { sender: policy.sender.address, to }), { agent })
}

/** After a yes: judges the messages held for consent again. */
export const releaseGranted = (draft: Draft): void =>
  release(draft, (held) => held.until === 'consent' && consentFor(draft, held).status === 'granted')

/** After a doubt is settled: judges the messages held for it again. */
export const releaseSettled = (draft: Draft): void =>
  release(
    draft,
    (held) => held.until === 'doubt' && !doubtOf(draft.contact, policyFor(draft, held)),
  )

/** After a no: fails the held messages that may no longer be sent. */
export const failRefused = (draft: Draft): void => {
  for (const held of draft.contact.held) {
    const policy = policyFor(draft, held)
    const consent = consentOf(draft.contact, policy)
    const isToPass = typeof held.until === 'number' && isObserved(policy, held.message)
    if (!isNo(consent) || isToPass) continue
    drop(draft, held)
    const approach = { ...held.message, at: draft.at }
    const objection: Objection =
      consent.status === 'refused'
        ? { reason: 'consent_refused', refusedAt: consent.at }
        : { reason: 'consent_revoked', revokedAt: consent.at }
    const refusal = refuse(objection, draft.contact, approach, policy)
    giveUp(draft, held, 'failed', { status: 'refused', ...refusal })
  }
}

/** After a stop of one purpose: fails its held messages. */
export const failStopped = (draft: Draft, purpose: string): void => {
  for (const held of draft.contact.held) {
    const policy = policyFor(draft, held)
    if (held.request) continue
    if (purposeOf(held.message, policy) !== purpose || isObserved(policy, held.message)) continue
    if (purposeConsentOf(draft.contact, purpose, policy)?.status !== 'revoked') continue
    const objection: Objection = { reason: 'marketing_not_allowed', because: 'stopped', purpose }
    const approach = { ...held.message, at: draft.at }
    const refusal = refuse(objection, draft.contact, approach, policy)
    giveUp(draft, held, 'failed', { status: 'refused', ...refusal })
  }
}

const consentFor = (draft: Draft, held: Held) => consentOf(draft.contact, policyFor(draft, held))

/** The policy of a held message's sender; for a removed sender, the policy at hand. */
const policyFor = ({ policy }: Draft, { message }: Held): Policy =>
  policyOf(policy, message.sender) ?? {
    ...policy,
    sender: { ...policy.sender, address: message.sender },
  }

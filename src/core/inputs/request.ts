/** An opt-in request, of an agent or in answer to the contact: sent now, or held until the end of a pause or of the night. */

import { judgeOptIn, judgeRequest } from '../gate/judge-opt-in.ts'
import { senderActiveRule } from '../gate/rules/sender-active.ts'
import { whyHeld } from '../gate/waits/changed.ts'
import type { Address } from '../model/address.ts'
import type { Held } from '../model/contact.ts'
import type { OptInRequest, Outbound } from '../model/message/message.ts'
import type { Policy } from '../model/policy/policy.ts'
import type { Verdict } from '../model/verdict.ts'
import { leavesAt, mayReply, request } from '../wording/automatic.ts'
import { requestMeans } from '../wording/opt-in.ts'
import { type Draft, keep, nextId, tellMessage } from './draft.ts'
import { tellRefusal } from './refusal.ts'
import { drop, exactAddress, giveUp, renderHeld, rowOf } from './waiting.ts'

/** Sends an agent's opt-in request, or holds it until the sender's pause and the contact's night are over. */
export const decideOptIn = (draft: Draft, input: OptInRequest): Verdict => {
  const verdict = judgeOptIn(draft.contact, input, draft.policy)
  const { id, agent, purposes } = input
  const asking = { id, agent, ...(purposes && { purposes }) }
  if (verdict.status === 'accepted') request(draft, exactAddress(draft.contact, input), asking)
  if (verdict.status === 'held') hold(draft, input, verdict, purposes ? { purposes } : {})
  tellRefusal(draft, input, verdict)
  return verdict
}

/**
 * Asks a contact who wrote: now, or when the sender's pause is over. Until then they count as not asked. Holds no
 * request if a held message will ask them then anyway.
 */
export const askInAnswer = (draft: Draft, to: Address): void => {
  const { contact, policy } = draft
  const sender = policy.sender.address
  const at = leavesAt(draft)
  if (senderActiveRule(contact, { at }, policy)?.reason !== 'sender_paused') {
    request(draft, to)
    return
  }
  const isAskedLater = contact.held.some(
    ({ message, request: own, asksFirst }) => (own || asksFirst) && message.sender === sender,
  )
  if (isAskedLater || !mayReply(draft, 'opt_in_request', to)) return
  const asked = { id: nextId(draft), at, sender, to }
  const verdict = judgeRequest(contact, { isAnswer: true }, asked, policy)
  if (verdict.status === 'held') hold(draft, asked, verdict, { isAnswer: true })
  // The policy holds nothing, so the request waits in the outbox.
  else request(draft, to)
}

type Wait = Extract<Verdict, { status: 'held' }>

/** Holds the request, in place of an earlier one that waits. */
const hold = (
  draft: Draft,
  input: Pick<Outbound, 'id' | 'at' | 'sender' | 'to' | 'agent' | 'origin'>,
  verdict: Wait,
  asking: NonNullable<Held['request']>,
): void => {
  for (const held of draft.contact.held)
    if (held.request && held.message.sender === input.sender) giveUp(draft, held, 'cancelled')
  const { until } = verdict
  const { id, at, sender, to, agent, origin } = input
  const asked = { sender, to, ...(agent !== undefined && { agent }) }
  const then = typeof until === 'number' ? until : draft.at
  const means = requestMeans(draft.contact, { ...asking, ...asked, at: then }, draft.policy)
  if ('reason' in means) return
  const held: Held = {
    message: {
      kind: 'outbound',
      ...{ id, at, ...asked, content: means.content },
      ...(origin && { origin }),
    },
    until,
    heldAt: draft.at,
    expiresAt: verdict.expiresAt,
    ...whyHeld(draft.contact, verdict, draft.at, draft.policy),
    rendered: means.text,
    request: asking,
  }
  keepHeld(draft, held, verdict)
}

const keepHeld = (draft: Draft, held: Held, verdict: Wait): void => {
  const { until, expiresAt, reason } = verdict
  draft.contact = { ...draft.contact, held: [...draft.contact.held, held] }
  const rendered = renderHeld(draft.contact, held, draft.policy)
  const message = rowOf(draft, held.message, draft.policy, 'held', rendered, held)
  keep(draft, { ...message, verdict })
  tellMessage(draft, 'message.held', message, { until, expiresAt, reason })
}

/** After the wait: sends the request as judged, unless it is no longer needed. */
export const releaseRequest = (
  draft: Draft,
  held: Held,
  policy: Policy,
  verdict: Verdict,
): void => {
  // Use the request's own sender, no matter which input woke us.
  const own: Draft = { ...draft, policy }
  drop(own, held)
  if (verdict.status === 'accepted') askNow(own, held)
  else if (verdict.status === 'held') {
    const { until, expiresAt } = verdict
    const why = whyHeld(own.contact, verdict, own.at, policy)
    const { obstacle: _, ...waiting } = held
    keepHeld(own, { ...waiting, until, expiresAt, ...why }, verdict)
  } else giveUp(own, held, SETTLED.includes(verdict.reason) ? 'cancelled' : 'failed', verdict)
  draft.contact = own.contact
  draft.ids = own.ids
}

/** The contact has agreed, or was asked by another request, meanwhile. */
const SETTLED: readonly string[] = ['consent_granted', 'consent_pending']

const askNow = (draft: Draft, held: Held): void => {
  const { id, agent } = held.message
  const { purposes } = held.request ?? {}
  request(draft, exactAddress(draft.contact, held.message), {
    ...{ id, heldAt: held.heldAt },
    ...(agent && { agent }),
    ...(purposes && { purposes }),
  })
  const message = draft.messages.get(id)
  if (message) tellMessage(draft, 'message.released', message)
  // The contact has had their automatic answer meanwhile, or there is no text for one.
  else giveUp(draft, held, 'cancelled')
}

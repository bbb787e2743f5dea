/** An agent's opt-in request: sent now, or held until the end of a pause or of the night. */

import { judgeOptIn } from '../gate/judge-opt-in.ts'
import { whyHeld } from '../gate/waits/changed.ts'
import type { Held } from '../model/contact.ts'
import type { OptInRequest } from '../model/message/message.ts'
import type { Policy } from '../model/policy/policy.ts'
import type { Verdict } from '../model/verdict.ts'
import { request } from '../wording/automatic.ts'
import { requestMeans } from '../wording/opt-in.ts'
import { type Draft, keep, tellMessage } from './draft.ts'
import { tellRefusal } from './refusal.ts'
import { drop, exactAddress, giveUp, rowOf } from './waiting.ts'

/** Sends an agent's opt-in request, or holds it until the sender's pause and the contact's night are over. */
export const decideOptIn = (draft: Draft, input: OptInRequest): Verdict => {
  const verdict = judgeOptIn(draft.contact, input, draft.policy)
  const { id, agent, purposes } = input
  const asking = { id, agent, ...(purposes && { purposes }) }
  if (verdict.status === 'accepted') request(draft, exactAddress(draft.contact, input), asking)
  if (verdict.status === 'held') hold(draft, input, verdict)
  tellRefusal(draft, input, verdict)
  return verdict
}

type Wait = Extract<Verdict, { status: 'held' }>

/** Holds the request, in place of an earlier one that waits. */
const hold = (draft: Draft, input: OptInRequest, verdict: Wait): void => {
  for (const held of draft.contact.held)
    if (held.request && held.message.sender === input.sender) giveUp(draft, held, 'cancelled')
  const { until: leavesAt } = verdict
  const wanted = { ...input, at: typeof leavesAt === 'number' ? leavesAt : draft.at }
  const means = requestMeans(draft.contact, wanted, draft.policy)
  if ('reason' in means) return
  const { id, at, sender, to, agent, purposes, origin } = input
  const held: Held = {
    message: {
      kind: 'outbound',
      ...{ id, at, sender, to, agent, content: means.content },
      ...(origin && { origin }),
    },
    until: verdict.until,
    heldAt: draft.at,
    expiresAt: verdict.expiresAt,
    ...whyHeld(draft.contact, verdict, draft.at, draft.policy),
    rendered: means.text,
    request: purposes ? { purposes } : {},
  }
  keepHeld(draft, held, verdict)
}

const keepHeld = (draft: Draft, held: Held, verdict: Wait): void => {
  const { until, expiresAt, reason } = verdict
  draft.contact = { ...draft.contact, held: [...draft.contact.held, held] }
  const rendered = {
    text: held.rendered ?? '',
    content: held.message.content,
    carriesNotice: false,
  }
  const message = rowOf(draft, held.message, draft.policy, 'held', rendered, held)
  keep(draft, { ...message, verdict })
  tellMessage(draft, 'message.held', message, { until, expiresAt, reason })
}

/** After the wait: judges the request again, and sends it unless it is no longer needed. */
export const releaseRequest = (draft: Draft, held: Held, policy: Policy): void => {
  // Use the request's own sender, no matter which input woke us.
  const own: Draft = { ...draft, policy }
  releaseOwn(own, held)
  draft.contact = own.contact
  draft.ids = own.ids
}

const releaseOwn = (draft: Draft, held: Held): void => {
  const { sender, to, agent } = held.message
  const purposes = held.request?.purposes
  const parties = { at: draft.at, sender, to, agent }
  const wanted = { ...parties, ...(purposes && { purposes }) }
  // The request no longer counts among the waiting ones.
  drop(draft, held)
  const verdict = judgeOptIn(draft.contact, wanted, draft.policy)
  if (verdict.status === 'accepted') askNow(draft, held, purposes)
  else if (verdict.status === 'held') {
    const { until, expiresAt } = verdict
    const why = whyHeld(draft.contact, verdict, draft.at, draft.policy)
    keepHeld(draft, { ...held, until, expiresAt, ...why }, verdict)
  } else giveUp(draft, held, SETTLED.includes(verdict.reason) ? 'cancelled' : 'failed', verdict)
}

/** The contact has agreed, or was asked by another request, meanwhile. */
const SETTLED: readonly string[] = ['consent_granted', 'consent_pending']

const askNow = (draft: Draft, held: Held, purposes: readonly string[] | undefined): void => {
  const { id, agent } = held.message
  request(draft, exactAddress(draft.contact, held.message), {
    ...{ id, agent, heldAt: held.heldAt },
    ...(purposes && { purposes }),
  })
  const message = draft.messages.get(id)
  if (message) tellMessage(draft, 'message.released', message)
}

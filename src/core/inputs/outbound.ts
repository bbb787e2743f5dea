/** An agent wants to write, or to ask for consent. */

import { judge, judgeOptIn } from '../gate/judge.ts'
import { consentOf } from '../model/consent.ts'
import type { OptInRequest, Outbound } from '../model/message/message.ts'
import type { Verdict } from '../model/verdict.ts'
import { request } from '../wording/automatic.ts'
import type { Draft } from './draft.ts'
import { exactAddress, holdBack, letThrough, take } from './held.ts'

/** Sends or holds the message and takes the contact; a refused one at most asks for consent. */
export const decideOutbound = (draft: Draft, outbound: Outbound): Verdict => {
  const { policy } = draft
  const verdict = judge(draft.contact, outbound, policy)
  const isUnasked = consentOf(draft.contact, policy).status === 'unasked'
  if (verdict.status !== 'refused') take(draft, outbound, policy)
  if (verdict.status === 'accepted') letThrough(draft, outbound, policy, verdict.observed)
  if (verdict.status === 'held') holdBack(draft, outbound, policy, verdict)
  if (verdict.status !== 'accepted' && verdict.reason === 'consent_pending' && isUnasked)
    request(draft, exactAddress(draft.contact, outbound), outbound.agent)
  return verdict
}

/** Sends the opt-in request that an agent asked for. */
export const decideOptIn = (draft: Draft, input: OptInRequest): Verdict => {
  const verdict = judgeOptIn(draft.contact, input, draft.policy)
  if (verdict.status === 'accepted') request(draft, exactAddress(draft.contact, input), input.agent)
  return verdict
}

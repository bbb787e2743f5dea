/** Decides one input: the changed facts, the effects and the verdict. */

import { type Draft, newDraft } from './inputs/draft.ts'
import { decideDue, decideRecall, schedule } from './inputs/due.ts'
import { decideEcho } from './inputs/echo.ts'
import { decideInbound } from './inputs/inbound.ts'
import { decideInquiry, decideOutbound } from './inputs/outbound.ts'
import { decideHandover, decidePreference } from './inputs/preference.ts'
import { decideReceipt } from './inputs/receipt.ts'
import { decideRedaction } from './inputs/redaction.ts'
import { decideOptIn } from './inputs/request.ts'
import { decideResolution } from './inputs/unsent.ts'
import type { Contact } from './model/contact.ts'
import type { Effect, Input, Message } from './model/message/message.ts'
import type { Policy } from './model/policy/policy.ts'
import type { Verdict } from './model/verdict.ts'
import { withOpenings } from './reading/openings.ts'

export type Decision = {
  readonly contact: Contact
  readonly effects: readonly Effect[]
  /** New and changed messages, complete. */
  readonly messages: readonly Message[]
  readonly verdict: Verdict
}

/**
 * Decides one input from the facts on one contact. Pure: equal arguments give an equal decision. Times are
 * milliseconds since 1970; the only one that counts as now is `input.at`.
 *
 * @example const { contact, effects, messages, verdict } = decide(known, input, policy)
 */
export const decide = (contact: Contact, input: Input, policy: Policy): Decision => {
  const draft = newDraft(contact, input, policy)
  const verdict = decideInput(draft, input)
  schedule(draft)
  const messages = [...draft.messages.values()]
  return {
    contact: withOpenings(draft.contact, withNewTexts(messages, input)),
    effects: draft.effects,
    messages,
    verdict,
  }
}

/** A status leaves its message's text as it was. */
const withNewTexts = (messages: readonly Message[], input: Input): readonly Message[] => {
  const known = 'known' in input ? input.known : undefined
  return known
    ? messages.filter(({ id, rendered }) => id !== known.id || rendered !== known.rendered)
    : messages
}

const decideInput = (draft: Draft, input: Input): Verdict => {
  switch (input.kind) {
    case 'inbound':
      return decideInbound(draft, input)
    case 'outbound':
      return decideOutbound(draft, input)
    case 'opt_in_request':
      return decideOptIn(draft, input)
    case 'inquiry':
      return decideInquiry(draft, input)
    case 'receipt':
      return decideReceipt(draft, input)
    case 'handover':
      return decideHandover(draft, input)
    case 'preference':
      return decidePreference(draft, input)
    case 'echo':
      return decideEcho(draft, input)
    case 'recall':
      return decideRecall(draft, input)
    case 'resolution':
      return decideResolution(draft, input)
    case 'redaction':
      return decideRedaction(draft, input)
    case 'due':
      return decideDue(draft, input)
  }
}

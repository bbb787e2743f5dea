/** The one decision: what an input changes, what goes out, and what the answer is. */

import type { Contact } from './contact.ts'
import { type Draft, newDraft } from './draft.ts'
import { decideDue, decideRecall, schedule } from './due.ts'
import { decideInbound } from './inbound.ts'
import type { Effect, Input, Message } from './message.ts'
import { decideOptIn, decideOutbound } from './outbound.ts'
import type { Policy } from './policy.ts'
import { decideHandover, decidePreference } from './preference.ts'
import { decideReceipt } from './receipt.ts'
import { decideRedaction } from './redaction.ts'
import type { Verdict } from './verdict.ts'

export type Decision = {
  readonly contact: Contact
  readonly effects: readonly Effect[]
  /** New and changed messages, whole. */
  readonly messages: readonly Message[]
  readonly verdict: Verdict
}

/** Decides one input on what is known of one contact. Pure: the same again gives the same again. */
export const decide = (contact: Contact, input: Input, policy: Policy): Decision => {
  const draft = newDraft(contact, input, policy)
  const verdict = decideInput(draft, input)
  schedule(draft)
  return {
    contact: draft.contact,
    effects: draft.effects,
    messages: [...draft.messages.values()],
    verdict,
  }
}

const decideInput = (draft: Draft, input: Input): Verdict => {
  switch (input.kind) {
    case 'inbound':
      return decideInbound(draft, input)
    case 'outbound':
      return decideOutbound(draft, input)
    case 'opt_in_request':
      return decideOptIn(draft, input)
    case 'receipt':
      return decideReceipt(draft, input)
    case 'handover':
      return decideHandover(draft, input)
    case 'preference':
      return decidePreference(draft, input)
    case 'recall':
      return decideRecall(draft, input)
    case 'redaction':
      return decideRedaction(draft, input)
    case 'due':
      return decideDue(draft, input)
  }
}

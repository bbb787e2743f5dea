/** From an objection to a refusal: its sentence, and what would help. */

import type { Contact } from '../model/contact.ts'
import type { Policy } from '../model/policy/policy.ts'
import type { Objection, Refusal, Remedy } from '../model/verdict.ts'
import { sentenceFor } from '../wording/sentence.ts'
import { adviceOn, type SentenceKey } from './reasons.ts'
import type { OutboundContext } from './rule.ts'

/** Adds the sentence and the remedies to an objection; `key` names another sentence than its own. */
export const refuse = (
  objection: Objection,
  contact: Contact,
  context: OutboundContext,
  policy: Policy,
  remedies: readonly Remedy[] = adviceOn(objection).remedies(objection, contact, context, policy),
  key?: SentenceKey,
): Refusal => ({
  ...objection,
  sentence: sentenceFor(objection, { at: context.at, contact, policy, remedies }, key),
  remedies,
})

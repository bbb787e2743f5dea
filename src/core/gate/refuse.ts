/** Turns an objection into a refusal with its sentence and remedies. */

import type { Contact } from '../model/contact.ts'
import type { Policy } from '../model/policy/policy.ts'
import type { Objection, Refusal, Remedy } from '../model/verdict.ts'
import { sentenceFor } from '../wording/sentence.ts'
import { adviceOn, type SentenceKey } from './reasons.ts'
import type { OutboundContext } from './rule.ts'

/** Adds the sentence and the remedies to an objection; `key` picks another sentence. */
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

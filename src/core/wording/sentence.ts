/** Writes an objection as a sentence for the agent. */

import { adviceOn, type SentenceKey } from '../gate/reasons.ts'
import type { Situation } from '../gate/rule.ts'
import type { Objection } from '../model/verdict.ts'
import { say } from './fill.ts'

/**
 * The sentence of an objection, in the organisation's wording; it advises only existing remedies. A key
 * names another sentence than the reason's own: the values are the same.
 */
export const sentenceFor = (
  objection: Objection,
  situation: Situation,
  key?: SentenceKey,
): string => {
  const { policy } = situation
  const { sentence, values } = adviceOn(objection)
  const chosen = key ?? sentence?.(objection, situation) ?? objection.reason
  const text = policy.wording.refusals[chosen]
  return say(text, values?.(objection, policy, situation) ?? {}, policy)
}

/** The sentence that an agent reads for an objection. */

import { adviceOn } from '../gate/reasons.ts'
import type { Situation } from '../gate/rule.ts'
import type { Policy } from '../model/policy.ts'
import type { Objection } from '../model/verdict.ts'
import { fill } from './fill.ts'

/** Spells an objection out in the organisation's words; no sentence advises what is no remedy. */
export const sentenceFor = (objection: Objection, situation: Situation): string => {
  const { policy } = situation
  const { sentence, values } = adviceOn(objection)
  const key = sentence?.(objection, situation) ?? objection.reason
  return fill(policy.wording.refusals[key], values?.(objection, policy) ?? {})
}

/** The sentence for a message that waits for the end of quiet hours. */
export const heldSentence = (policy: Policy): string => policy.wording.refusals.held_quiet_hours

/** The sentence for a message that may not wait for consent, which therefore will not leave with the YES. */
export const unkeptSentence = (policy: Policy): string =>
  policy.wording.refusals.consent_pending_unkept

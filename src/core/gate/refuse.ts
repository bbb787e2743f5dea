/** Turns an objection into a refusal with its sentence and remedies. */

import type { Contact } from '../model/contact.ts'
import type { Policy } from '../model/policy/policy.ts'
import type { Objection, Refusal, Remedy, Verdict } from '../model/verdict.ts'
import { sentenceFor } from '../wording/sentence.ts'
import { adviceOn, type SentenceKey } from './reasons.ts'
import type { OutboundContext } from './rule.ts'

/** A verdict that refuses. */
export type Refused = Extract<Verdict, { status: 'refused' }>

/** Adds the sentence and the remedies to an objection; `key` picks another sentence. */
export const refuse = <O extends Objection>(
  objection: O,
  contact: Contact,
  context: OutboundContext,
  policy: Policy,
  remedies: readonly Remedy[] = adviceOn(objection).remedies(objection, contact, context, policy),
  key?: SentenceKey,
): O & Pick<Refusal, 'sentence' | 'remedies'> => ({
  ...objection,
  sentence: sentenceFor(objection, { at: context.at, contact, policy, remedies }, key),
  remedies,
})

/** The verdict with that refusal. */
export const refused = (
  objection: Objection,
  contact: Contact,
  context: OutboundContext,
  policy: Policy,
  key?: SentenceKey,
): Refused => ({
  status: 'refused',
  ...refuse(objection, contact, context, policy, undefined, key),
})

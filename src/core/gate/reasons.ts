/** Every reason the gate can give: those of its rules, in their order, then the others. */

import { OTHER_ADVICE, OTHER_REASONS } from './other-reasons.ts'
import type { Advice, ObjectionOf, ReasonSpec, SentenceOf } from './rule.ts'
import { RULES } from './rules/index.ts'

type RuleReasons = (typeof RULES)[number]['reasons']
type Each<R> = R extends RuleReasons | typeof OTHER_REASONS ? R : never
type AllReasons = Each<RuleReasons | typeof OTHER_REASONS>
type ObjectionsOf<R> = R extends AllReasons ? ObjectionOf<R> : never
type SentencesOf<R> = R extends AllReasons ? SentenceOf<R> : never

/** Why not, and the evidence. Stable: a CRM may switch on `reason`. */
export type Objection = ObjectionsOf<AllReasons>
export type Reason = Objection['reason']
/** The sentences that a locale must have. */
export type SentenceKey = SentencesOf<AllReasons>

const merge = <T>(parts: readonly Readonly<Record<string, T>>[]) =>
  Object.assign({}, ...parts) as Readonly<Record<Reason, T>>

/** What the API documents about each reason. */
export const GATE_REASONS: Readonly<Record<Reason, ReasonSpec>> = merge<ReasonSpec>([
  ...RULES.map(({ reasons }) => reasons),
  OTHER_REASONS,
])

/** The reasons for which a rule may refuse a message. */
export const RULE_REASONS = RULES.flatMap(({ reasons }) => Object.keys(reasons)) as Reason[]

type AnyAdvice = Advice<Objection, SentenceKey>

const ADVICE = merge<AnyAdvice>(
  // Each entry accepts only its own reason's objections, and `adviceOn` passes it no others.
  [...RULES.map(({ advice }) => advice), OTHER_ADVICE] as unknown as Record<string, AnyAdvice>[],
)

/** The advice for an agent about an objection. */
export const adviceOn = ({ reason }: Objection): AnyAdvice => ADVICE[reason]

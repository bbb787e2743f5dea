/** The form of a rule: what it judges, the reasons it gives, and the remedies. */

import * as z from 'zod'
import type { Contact, Instant } from '../model/contact.ts'
import type { Outbound } from '../model/message/message.ts'
import type { Policy } from '../model/policy/policy.ts'
import type { Remedy } from '../model/verdict.ts'
import type { Rendered } from '../wording/render.ts'

/** An outbound attempt whose content is not known yet. */
export type OutboundContext = Pick<Outbound, 'at' | 'sender' | 'to' | 'agent'>

/** A time in a reason's evidence; ISO 8601 in UTC on the wire. */
export const instant = z.number().meta({ format: 'date-time' })

/** A reason as the API documents it. `meaning` may refer to the members of its evidence. */
export type ReasonSpec = {
  /** 422 when the message itself is wrong, else 409. */
  readonly status: 409 | 422
  readonly title: string
  readonly meaning: string
  /** The evidence for the refusal. */
  readonly evidence: z.ZodObject
  /** Further sentences of this reason, in addition to the one with its name. */
  readonly sentences?: readonly string[]
}

export type Reasons = Readonly<Record<string, ReasonSpec>>

/** Keeps the names of the reasons and the types of their evidence. */
export const defineReasons = <const R extends Reasons>(reasons: R): R => reasons

type Evidence<S extends z.ZodObject> = keyof S['shape'] extends never
  ? unknown
  : Readonly<z.output<S>>
type Variants<S extends ReasonSpec> = S extends {
  readonly sentences: readonly (infer N extends string)[]
}
  ? N
  : never

/** Every objection that can be made with these reasons. */
export type ObjectionOf<R extends Reasons, K extends keyof R & string = keyof R & string> = {
  [N in K]: { readonly reason: N } & Evidence<R[N]['evidence']>
}[K]

/** Every sentence that a locale must have for these reasons. */
export type SentenceOf<R extends Reasons, K extends keyof R & string = keyof R & string> = {
  [N in K]: N | Variants<R[N]>
}[K]

/**
 * Returns an objection or nothing. `M` is the part of the message it reads: most rules don't read the content.
 * `rendered` is the message as the contact will read it; a rule that needs it renders it for callers without one.
 */
export type Judge<R extends Reasons, M = Outbound> = (
  contact: Contact,
  message: M,
  policy: Policy,
  rendered?: Rendered,
) => ObjectionOf<R> | undefined

/** The advice for an agent about one reason. */
export type Advice<O, S extends string> = {
  /** What the agent can do instead, the best first. */
  readonly remedies: (
    objection: O,
    contact: Contact,
    context: OutboundContext,
    policy: Policy,
  ) => readonly Remedy[]
  /** Picks the sentence. Default: the one with the reason's name. */
  readonly sentence?: (objection: O, situation: Situation) => S
  /** Values for the `{names}` in the sentence. */
  readonly values?: (
    objection: O,
    policy: Policy,
    situation: Situation,
  ) => Readonly<Record<string, string>>
}

/** The facts that may decide between two sentences of one reason. */
export type Situation = {
  readonly at: Instant
  readonly contact: Contact
  readonly policy: Policy
  readonly remedies: readonly Remedy[]
}

/** The advice for each reason. */
export type AdviceOf<R extends Reasons> = {
  readonly [K in keyof R & string]: Advice<ObjectionOf<R, K>, SentenceOf<R, K>>
}

/** A rule's sources and tests, for `docs/rules.md`. */
export type About = {
  /** The name of its file. */
  readonly name: string
  /** The sources that require the rule, with the date checked. Empty: it is the organisation's own rule. */
  readonly sources: readonly { readonly source: string; readonly read: string }[]
  /** These tests cover each of its reasons. */
  readonly tested: readonly string[]
}

/** A rule of the gate. */
export type Rule<R extends Reasons> = {
  readonly about: About
  readonly reasons: R
  readonly judge: Judge<R>
  readonly advice: AdviceOf<R>
}

/** Whether one of the remedies is to `what`. */
export const offers = (remedies: readonly Remedy[], what: Remedy['do']): boolean =>
  remedies.some((remedy) => remedy.do === what)

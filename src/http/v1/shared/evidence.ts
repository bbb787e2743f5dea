/** The wire format of the evidence of the gate's reasons. */

import * as z from 'zod'
import { GATE_REASONS, type Objection } from '../../../core/gate/reasons.ts'

type MemberOf<O> = O extends Objection ? Exclude<keyof O, 'reason'> : never
type ValueOf<O, M extends PropertyKey> = O extends { readonly [N in M]?: infer V } ? V : never
/** Times are text on the wire. */
type WireValue<M extends PropertyKey> = M extends `${string}At` | 'since' | 'until'
  ? string
  : ValueOf<Objection, M>

/** Every member that a reason has, each optional, with `instant` for every time. */
export const wireEvidence = (instant: z.ZodType) =>
  Object.fromEntries(
    [
      ...Map.groupBy(
        Object.values(GATE_REASONS).flatMap(({ evidence }) => Object.entries(evidence.shape)),
        ([name]) => name,
      ),
    ].map(([name, members]) => [
      name,
      wireMember(unite(members.map(([, schema]) => schema as z.ZodType)), instant),
    ]),
  ) as { readonly [M in MemberOf<Objection>]: z.ZodOptional<z.ZodType<WireValue<M>>> }

/** Two reasons may have words of their own in a member of one name. */
const unite = (schemas: readonly z.ZodType[]): z.ZodType => {
  const words = schemas.flatMap((schema) => (schema instanceof z.ZodEnum ? schema.options : []))
  const isWords = schemas.every((schema) => schema instanceof z.ZodEnum)
  const last = schemas.at(-1) ?? z.unknown()
  return isWords ? z.enum([...new Set(words)] as [string, ...string[]]) : last
}

const wireMember = (schema: z.ZodType, instant: z.ZodType): z.ZodOptional => {
  const inner = schema instanceof z.ZodExactOptional ? (schema.unwrap() as z.ZodType) : schema
  const { format, description } = inner.meta() ?? {}
  const member = (format === 'date-time' ? instant : inner).optional()
  return description === undefined ? member : member.meta({ description })
}

/** A sender's rules, merged from the layers of its organisation, its line and its own. */

import { findJsonFaults } from '../core/json.ts'
import { type Rules, rulesSchema } from '../core/model/policy/rules.ts'
import { placeProblems } from './checks/places.ts'
import { policyProblems } from './checks/policy.ts'
import { describeIssues, formatPath, nameFields } from './issues.ts'

/** A policy as written for an organisation, a line or a sender. */
export type Layer = Readonly<Record<string, unknown>>

/** A sender's merged rules, and the layers that they are merged from. */
type Layered = {
  readonly rules: Rules
  readonly layers: readonly [Layer, Layer, Layer]
}

/** Own properties only: `constructor` or `__proto__` is not a connection. */
export const memberOf = <T>(named: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(named, name) ? named[name] : undefined

/** Later layers override earlier ones, member by member, also inside `held`, `wording` and so on. */
export const mergeRules = (layers: readonly Layer[]): Rules => {
  const merged: Record<string, unknown> = {}
  for (const layer of layers)
    for (const [name, value] of Object.entries(layer)) {
      const former = merged[name]
      merged[name] = isLayer(former) && isLayer(value) ? { ...former, ...value } : value
    }
  // As for the whole file: compiling the schema would take longer than it saves.
  return rulesSchema.parse(merged, { jitless: true })
}

export type Field = {
  /** `quietHours.from`. */
  readonly path: string
  readonly value: unknown
  readonly from: 'organisation' | 'line' | 'sender' | 'default'
}

/** Every field of a sender's rules, with the layer it comes from. */
export const fieldsOf = ({ rules, layers }: Layered): readonly Field[] => {
  const [organisation, line, own] = layers
  const named = { sender: own, line, organisation }
  const from = (has: (layer: Layer) => boolean): Field['from'] =>
    (['sender', 'line', 'organisation'] as const).find((name) => has(named[name])) ?? 'default'
  return Object.entries(rules).flatMap(([name, value]): readonly Field[] => {
    if (!isLayer(value) || Object.keys(value).length === 0)
      return [{ path: name, value, from: from((layer) => Object.hasOwn(layer, name)) }]
    return Object.entries(value).map(([member, inner]) => ({
      path: `${name}.${member}`,
      value: inner,
      from: from((layer) => {
        const part = memberOf(layer, name)
        return isLayer(part) && Object.hasOwn(part, member)
      }),
    }))
  })
}

/** A sender's rules with one more layer, given as JSON; or its errors, by field. */
export const readLayer = (
  { layers }: Layered,
  text: string,
): { readonly rules: Rules } | { readonly problems: readonly string[] } => {
  let layer: unknown
  try {
    layer = JSON.parse(text)
  } catch {
    return { problems: ['policy: must be JSON'] }
  }
  if (!isLayer(layer)) return { problems: ['policy: must be an object'] }
  const faults = findJsonFaults(text)
  if (faults.length > 0)
    return { problems: faults.map(({ path, problem }) => `${formatPath(path)}: ${problem}`) }
  const checked = rulesSchema.safeParse(layer, { reportInput: true, error: nameFields })
  if (!checked.success) return { problems: describeIssues(checked.error.issues) }
  const rules = mergeRules([...layers, layer])
  const problems = [
    ...placeProblems(layer).map(({ path, problem }) => `${formatPath(path)}: ${problem}`),
    ...policyProblems(rules, [{ path: 'policy', layer }]),
  ]
  return problems.length > 0 ? { problems } : { rules }
}

const isLayer = (value: unknown): value is Layer =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Leaves out what is wrong in a configuration, so that the rest can be checked in the same run. */

import type * as z from 'zod'

/** What was left out: problems that follow from that alone are not reported. */
export type LeftOut = {
  /** Connections that are wrong in themselves; their names may be referred to. */
  readonly connections: ReadonlySet<string>
  /** Fields of policies. */
  readonly rules: ReadonlySet<string>
  /** An address, an id or a reference is missing, so connections can't be compared with senders. */
  readonly hasStandIns: boolean
}

export const NOTHING_LEFT_OUT: LeftOut = {
  connections: new Set(),
  rules: new Set(),
  hasStandIns: false,
}

type Members = Record<PropertyKey, unknown>
type Path = readonly PropertyKey[]
type Noted = { connections: Set<string>; rules: Set<string>; hasStandIns: boolean }

/** A copy of the configuration without the values at these issues; undefined if too little would remain. */
export const validPartOf = (
  json: unknown,
  issues: readonly z.core.$ZodIssue[],
): { readonly json: unknown; readonly leftOut: LeftOut } | undefined => {
  const copy: unknown = structuredClone(json)
  const noted: Noted = { connections: new Set(), rules: new Set(), hasStandIns: false }
  const isDone = issues.every((issue, n) => {
    if (issue.code !== 'unrecognized_keys') return leaveOut(copy, issue.path, noted, n)
    for (const key of issue.keys) remove(copy, [...issue.path, key])
    return true
  })
  return isDone ? { json: copy, leftOut: noted } : undefined
}

/** Removes the smallest part that can be missing, or puts another value in its place. */
const leaveOut = (copy: unknown, path: Path, noted: Noted, n: number): boolean => {
  const [root, name] = path
  if (root === 'organisations') return leaveOutOf(copy, path, noted, n)
  if (root === 'connections') {
    if (name === undefined) return false
    noted.connections.add(String(name))
    return remove(copy, [root, name])
  }
  if (root === 'publicUrl') return put(copy, [root], 'https://gate.invalid')
  return root !== undefined && remove(copy, [root])
}

const leaveOutOf = (copy: unknown, path: Path, noted: Noted, n: number): boolean => {
  const policy = path.indexOf('policy')
  if (policy >= 0) {
    const rule = path[policy + 1]
    if (rule !== undefined) noted.rules.add(String(rule))
    return remove(copy, path.slice(0, policy + 2))
  }
  // organisations[0].id, organisations[0].lines[0].id, organisations[0].lines[0].senders[0].address
  const depth = path[2] !== 'lines' ? 3 : path[4] !== 'senders' ? 5 : 7
  if (path.length < depth) return false
  const field = path.slice(0, depth)
  const standIn = STAND_INS[depth]?.[String(field.at(-1))]
  if (!standIn) return remove(copy, field)
  noted.hasStandIns = true
  return put(copy, field, standIn(n))
}

/** Values of fields that can't be missing, by the depth of their path. The number makes them differ. */
const STAND_INS: Readonly<Record<number, Readonly<Record<string, (n: number) => unknown>>>> = {
  3: {
    id: (n) => `stand-in-${n}`,
    name: () => 'stand-in',
    apiKeys: (n) => [{ env: `${STAND_IN_SECRET}${n}` }],
    crm: () => '',
  },
  5: { id: (n) => `stand-in-${n}`, name: () => 'stand-in' },
  7: { address: (n) => `sms:+999${String(n).padStart(8, '0')}`, connection: () => '' },
}

/** How the variable of a secret begins that stands for others. */
export const STAND_IN_SECRET = 'STAND_IN_SECRET_'

const parentOf = (copy: unknown, path: Path): Members | undefined => {
  let value: unknown = copy
  for (const part of path.slice(0, -1)) value = (value as Members | null | undefined)?.[part]
  return typeof value === 'object' && value !== null ? (value as Members) : undefined
}

const remove = (copy: unknown, path: Path): boolean => {
  const parent = parentOf(copy, path)
  const name = path.at(-1)
  return parent !== undefined && name !== undefined && Reflect.deleteProperty(parent, name)
}

const put = (copy: unknown, path: Path, value: unknown): boolean => {
  const parent = parentOf(copy, path)
  const name = path.at(-1)
  return parent !== undefined && name !== undefined && Reflect.set(parent, name, value)
}

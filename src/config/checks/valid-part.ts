/** Leaves out what is wrong in a configuration, so that the rest can be checked in the same run. */

import type * as z from 'zod'

/** The parts left out. Problems that follow from that alone are not reported. */
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
    // Each sentence stands alone.
    return remove(copy, path.slice(0, policy + (rule === 'sentences' ? 3 : 2)))
  }
  const level = LEVELS.findLast(
    ({ depth, list }) => path.length >= depth && path[depth - 2] === list,
  )
  if (!level) return false
  const { depth, standIn } = level
  // A whole organisation, line or sender.
  if (path.length === depth) {
    noted.hasStandIns = true
    return put(copy, path, standIn(n))
  }
  const field = String(path[depth])
  const values = standIn(n)
  if (!Object.hasOwn(values, field)) return remove(copy, path.slice(0, depth + 1))
  if (!HARMLESS.includes(field)) noted.hasStandIns = true
  return put(copy, path.slice(0, depth + 1), values[field])
}

/** Nothing is compared with these. */
const HARMLESS = ['name', 'apiKeys']

/** The prefix of variables that stand in for secrets. */
export const STAND_IN_SECRET = 'STAND_IN_SECRET_'

type Level = {
  /** The length of the path to a member of this list. */
  readonly depth: number
  readonly list: string
  /** Values for required fields. The number makes them unique. */
  readonly standIn: (n: number) => Readonly<Record<string, unknown>>
}

const senderFor = (n: number) => ({
  address: `sms:+999${String(n).padStart(8, '0')}`,
  connection: '',
})

const lineFor = (n: number) => ({
  id: `stand-in-${n}`,
  name: 'stand-in',
  senders: [senderFor(n)],
})

const LEVELS: readonly Level[] = [
  {
    depth: 2,
    list: 'organisations',
    standIn: (n) => ({
      ...{ id: `stand-in-${n}`, name: 'stand-in', apiKeys: [{ env: `${STAND_IN_SECRET}${n}` }] },
      ...{ crm: '', lines: [lineFor(n)] },
    }),
  },
  { depth: 4, list: 'lines', standIn: lineFor },
  { depth: 6, list: 'senders', standIn: senderFor },
]

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

/** The configured organisations, lines and senders, for look-ups. */

import { createHash } from 'node:crypto'
import { type Address, factsOf, identityOf } from '../core/model/address.ts'
import type { OptOutHandling } from '../core/model/channel.ts'
import type { Policy } from '../core/model/policy/policy.ts'
import { type Rules, rulesSchema } from '../core/model/policy/rules.ts'
import type { Adapter, SenderFields } from '../ports/adapter.ts'
import { adapterOf, checkConnections, isSimulated, readSenderFields } from './checks/connections.ts'
import { placeProblems } from './checks/places.ts'
import { policyProblems } from './checks/policy.ts'
import { describeIssue, formatPath, nameFields } from './issues.ts'
import type { Config, Connection } from './schema.ts'

type Written = Config['organisations'][number]

export type Sender = {
  readonly address: Address
  readonly connection: string
  /** The fields defined by its provider's adapter. */
  readonly fields: SenderFields
  readonly optOutHandling: OptOutHandling
  readonly rules: Rules
  /** The rules as written for the organisation, the line and the sender. */
  readonly layers: readonly [Layer, Layer, Layer]
  readonly enforcement: Policy['enforcement']
  readonly line: Line
  readonly organisation: Organisation
}
export type Line = {
  readonly id: string
  readonly name: string
  /** Absent: the organisation's. */
  readonly locale?: string
  readonly senders: readonly Sender[]
}
export type Organisation = Pick<Written, 'quickReplies' | 'variableNames'> & {
  readonly id: string
  readonly name: string
  readonly locale: string
  readonly timeZone?: string
  readonly crms: readonly string[]
  readonly rules: Rules
  /** SHA-256 of each API key, in hexadecimal. */
  readonly apiKeyHashes: readonly string[]
  readonly lines: readonly Line[]
  readonly senders: readonly Sender[]
}

/** Everything that is configured. */
export type Directory = {
  readonly publicUrl: string
  readonly rateLimit: Config['rateLimit']
  readonly metrics: boolean
  readonly files: Config['files']
  /** Former values of `POSTERN_SECRET`. */
  readonly previousSecrets: readonly string[]
  readonly connections: Readonly<Record<string, Connection>>
  readonly adapters: readonly Adapter[]
  /** All connections are simulated. */
  readonly simulated: boolean
  readonly organisations: readonly Organisation[]
  sender(address: Address): Sender | undefined
  organisation(id: string): Organisation | undefined
  /** The organisation that an API key belongs to. */
  byApiKey(key: string): Organisation | undefined
}

/** Builds the directory; adds inconsistencies with their paths to `problems`. */
export const buildDirectory = (
  config: Config,
  adapters: readonly Adapter[],
  problems: string[],
): Directory => {
  const { publicUrl, rateLimit, metrics, files, previousSecrets, connections } = config
  const organisations = config.organisations.map((raw, i) =>
    buildOrganisation(raw, `organisations[${i}]`, { connections, adapters }, problems),
  )
  checkConnections(config, organisations, adapters, problems)
  const byId = new Map<string, Organisation>()
  const byAddress = new Map<Address, Sender>()
  const byKey = new Map<string, Organisation>()
  for (const [i, organisation] of organisations.entries()) {
    const path = `organisations[${i}]`
    if (byId.has(organisation.id)) problems.push(`${path}.id: "${organisation.id}" is used twice`)
    byId.set(organisation.id, organisation)
    for (const [j, { id }] of organisation.lines.entries())
      if (organisation.lines.findIndex((line) => line.id === id) < j)
        problems.push(`${path}.lines[${j}].id: "${id}" is used twice`)
    for (const sender of organisation.senders) {
      if (byAddress.has(sender.address))
        problems.push(`${path}: the sender ${sender.address} is configured twice`)
      byAddress.set(sender.address, sender)
    }
    for (const hash of organisation.apiKeyHashes) {
      if (byKey.has(hash)) problems.push(`${path}.apiKeys: this key is configured twice`)
      byKey.set(hash, organisation)
    }
  }
  return {
    ...{ publicUrl, rateLimit, metrics, files, previousSecrets, connections, adapters },
    simulated: isSimulated(connections, adapters),
    organisations,
    sender: (address) => byAddress.get(address),
    organisation: (id) => byId.get(id),
    byApiKey: (key) => byKey.get(hashApiKey(key)),
  }
}

type Known = {
  readonly connections: Config['connections']
  readonly adapters: readonly Adapter[]
}

const buildOrganisation = (
  raw: Config['organisations'][number],
  path: string,
  known: Known,
  problems: string[],
): Organisation => {
  const crms = [...new Set([raw.crm].flat())]
  for (const crm of crms) {
    const problem = mismatch(crm, 'crm', known)
    if (problem) problems.push(`${path}.crm: ${problem}`)
  }
  const lines: Line[] = []
  const senders: Sender[] = []
  const { id, name, locale, quickReplies, variableNames } = raw
  const organisation: Organisation = {
    ...{ id, name, locale, quickReplies, variableNames },
    ...(raw.timeZone !== undefined && { timeZone: raw.timeZone }),
    crms,
    rules: mergeRules([raw.policy]),
    apiKeyHashes: raw.apiKeys.map(hashApiKey),
    lines,
    senders,
  }
  for (const [i, rawLine] of raw.lines.entries()) {
    const own: Sender[] = []
    const line: Line = {
      id: rawLine.id,
      name: rawLine.name,
      ...(rawLine.locale !== undefined && { locale: rawLine.locale }),
      senders: own,
    }
    for (const [j, rawSender] of rawLine.senders.entries()) {
      const where = `${path}.lines[${i}].senders[${j}]`
      const problem = mismatch(rawSender.connection, 'provider', known)
      if (problem) problems.push(`${where}.connection: ${problem}`)
      const layers = [raw.policy, rawLine.policy, rawSender.policy] as const
      const rules = mergeRules(layers)
      const placed = [path, `${path}.lines[${i}]`, where].map((at, k) => ({
        path: `${at}.policy`,
        layer: layers[k] ?? {},
      }))
      // Senders share layers, and with them their problems.
      problems.push(...policyProblems(rules, placed).filter((one) => !problems.includes(one)))
      own.push({
        address: rawSender.address,
        connection: rawSender.connection,
        fields: readFields(rawSender, where, known, problems),
        optOutHandling:
          rawSender.optOutHandling ??
          factsOf(rawSender.address).optOutHandling(identityOf(rawSender.address)),
        rules,
        layers,
        enforcement: enforcementOf(rules, crms, rawSender.connection, known.connections),
        line,
        organisation,
      })
    }
    lines.push(line)
    senders.push(...own)
  }
  return organisation
}

/** A policy's setting comes first, then that of the sending CRM, then the provider's. */
const enforcementOf = (
  { enforce }: Rules,
  crms: readonly string[],
  provider: string,
  connections: Config['connections'],
): Policy['enforcement'] => {
  const fallback = connections[provider]?.enforce ?? 'enforce'
  const ofCrm = (crm: string) => enforce ?? connections[crm]?.enforce ?? fallback
  const [first = fallback, ...others] = new Set(crms.map(ofCrm))
  return {
    // If all CRMs have the same setting, it also applies to messages that came through none of them.
    general: others.length === 0 ? first : (enforce ?? fallback),
    byOrigin: Object.fromEntries(crms.map((crm) => [crm, ofCrm(crm)])),
  }
}

/** Own properties only: `constructor` or `__proto__` is not a connection. */
export const memberOf = <T>(named: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(named, name) ? named[name] : undefined

const KINDS: Readonly<Record<Adapter['kind'], string>> = { provider: 'a provider', crm: 'a CRM' }

const known = (names: readonly string[]): string =>
  names.length > 0 ? ` (there are ${names.join(', ')})` : ': connections is empty'

/** Why this connection can't be used as this kind. */
const mismatch = (name: string, wanted: Adapter['kind'], { connections, adapters }: Known) => {
  const connection = memberOf(connections, name)
  if (!connection) return `there is no connection "${name}"${known(Object.keys(connections))}`
  const { kind } = adapterOf(adapters, connection)
  return kind === wanted ? undefined : `"${name}" is ${KINDS[kind]}, not ${KINDS[wanted]}`
}

const readFields = (
  { connection: name, fields }: RawSender,
  path: string,
  { connections, adapters }: Known,
  problems: string[],
): SenderFields => {
  const connection = memberOf(connections, name)
  if (!connection) return {}
  return readSenderFields(fields, path, adapterOf(adapters, connection), problems)
}

type RawSender = Config['organisations'][number]['lines'][number]['senders'][number]

type Layer = Readonly<Record<string, unknown>>

/** Later layers override earlier ones, member by member, also inside `held`, `wording` and so on. */
const mergeRules = (layers: readonly Layer[]): Rules => {
  const merged: Record<string, unknown> = {}
  for (const layer of layers)
    for (const [name, value] of Object.entries(layer)) {
      const former = merged[name]
      merged[name] = isLayer(former) && isLayer(value) ? { ...former, ...value } : value
    }
  return rulesSchema.parse(merged)
}

export type Field = {
  /** `quietHours.from`. */
  readonly path: string
  readonly value: unknown
  readonly from: 'organisation' | 'line' | 'sender' | 'default'
}

/** Every field of a sender's rules, with the layer it comes from. */
export const fieldsOf = ({ rules, layers }: Sender): readonly Field[] => {
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
  { layers }: Sender,
  text: string,
): { readonly rules: Rules } | { readonly problems: readonly string[] } => {
  let layer: unknown
  try {
    layer = JSON.parse(text)
  } catch {
    return { problems: ['policy: must be JSON'] }
  }
  if (!isLayer(layer)) return { problems: ['policy: must be an object'] }
  const checked = rulesSchema.safeParse(layer, { reportInput: true, error: nameFields })
  if (!checked.success)
    return { problems: checked.error.issues.map((issue) => describeIssue(issue)) }
  const rules = mergeRules([...layers, layer])
  const problems = [
    ...placeProblems(layer).map(({ path, problem }) => `${formatPath(path)}: ${problem}`),
    ...policyProblems(rules, [{ path: 'policy', layer }]),
  ]
  return problems.length > 0 ? { problems } : { rules }
}

const isLayer = (value: unknown): value is Layer =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Looking up a key by its hash reveals nothing through timing. */
const hashApiKey = (key: string): string => createHash('sha256').update(key).digest('hex')

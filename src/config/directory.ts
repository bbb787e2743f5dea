/** The configured organisations, lines and senders, for look-ups. */

import { type Address, factsOf, identityOf } from '../core/model/address.ts'
import type { OptOutHandling } from '../core/model/channel.ts'
import type { Policy } from '../core/model/policy/policy.ts'
import type { Rules } from '../core/model/policy/rules.ts'
import type { Adapter, SenderFields } from '../ports/adapter.ts'
import { adapterOf, checkConnections, isSimulated, readSenderFields } from './checks/connections.ts'
import { policyProblems } from './checks/policy.ts'
import { type LeftOut, NOTHING_LEFT_OUT } from './checks/valid-part.ts'
import { hashKey } from './fields.ts'
import { type Layer, memberOf, mergeRules } from './layers.ts'
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
  leftOut: LeftOut = NOTHING_LEFT_OUT,
): Directory => {
  const { publicUrl, rateLimit, metrics, files, previousSecrets, connections } = config
  const organisations = config.organisations.map((raw, i) =>
    buildOrganisation(raw, `organisations[${i}]`, { connections, adapters, leftOut }, problems),
  )
  checkConnections(config, organisations, adapters, problems, leftOut)
  const byId = new Map<string, Organisation>()
  const byAddress = new Map<Address, Sender>()
  const byKey = new Map<string, Organisation>()
  const placeOf = new Map<Address, string>()
  for (const [i, organisation] of organisations.entries()) {
    const path = `organisations[${i}]`
    if (byId.has(organisation.id)) problems.push(`${path}.id: "${organisation.id}" is used twice`)
    byId.set(organisation.id, organisation)
    for (const [j, { id, senders }] of organisation.lines.entries()) {
      if (organisation.lines.findIndex((line) => line.id === id) < j)
        problems.push(`${path}.lines[${j}].id: "${id}" is used twice`)
      for (const [k, sender] of senders.entries()) {
        const place = `${path}.lines[${j}].senders[${k}].address`
        const first = placeOf.get(sender.address)
        if (first === undefined) placeOf.set(sender.address, place)
        else problems.push(`${place}: ${sender.address} is configured twice, first at ${first}`)
        byAddress.set(sender.address, sender)
      }
    }
    const replies = organisation.quickReplies.map(({ name }) => name)
    for (const [j, name] of replies.entries())
      if (replies.indexOf(name) < j)
        problems.push(`${path}.quickReplies[${j}].name: "${name}" is used twice`)
    for (const [j, hash] of organisation.apiKeyHashes.entries()) {
      const place = `${path}.apiKeys[${j}]: `
      // Keys that are missing are all the same.
      if (byKey.has(hash) && !problems.some((problem) => problem.startsWith(place)))
        problems.push(`${place}this key is configured twice`)
      byKey.set(hash, organisation)
    }
  }
  return {
    ...{ publicUrl, rateLimit, metrics, files, previousSecrets, connections, adapters },
    simulated: isSimulated(connections, adapters),
    organisations,
    sender: (address) => byAddress.get(address),
    organisation: (id) => byId.get(id),
    byApiKey: (key) => byKey.get(hashKey(key)),
  }
}

type Known = {
  readonly connections: Config['connections']
  readonly adapters: readonly Adapter[]
  readonly leftOut: LeftOut
}

const buildOrganisation = (
  raw: Config['organisations'][number],
  path: string,
  known: Known,
  problems: string[],
): Organisation => {
  const given = [raw.crm].flat()
  const crms = [...new Set(given)]
  for (const [i, crm] of given.entries()) {
    const problem = given.indexOf(crm) < i ? 'is given twice' : mismatch(crm, 'crm', known)
    const place = Array.isArray(raw.crm) ? `crm[${i}]` : 'crm'
    if (problem) problems.push(`${path}.${place}: ${problem}`)
  }
  const lines: Line[] = []
  const senders: Sender[] = []
  const { id, name, locale, quickReplies, variableNames } = raw
  const organisation: Organisation = {
    ...{ id, name, locale, quickReplies, variableNames },
    ...(raw.timeZone !== undefined && { timeZone: raw.timeZone }),
    crms,
    rules: mergeRules([raw.policy]),
    apiKeyHashes: raw.apiKeys.map(hashKey),
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
      const found = policyProblems(rules, placed, known.leftOut.rules)
      problems.push(...found.filter((one) => !problems.includes(one)))
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

const KINDS: Readonly<Record<Adapter['kind'], string>> = { provider: 'a provider', crm: 'a CRM' }

const known = (names: readonly string[]): string =>
  names.length > 0 ? ` (there are ${names.join(', ')})` : ': connections is empty'

/** Why this connection can't be used as this kind. */
const mismatch = (
  name: string,
  wanted: Adapter['kind'],
  { connections, adapters, leftOut }: Known,
) => {
  if (leftOut.connections.has(name) || (leftOut.hasStandIns && name === '')) return undefined
  const connection = memberOf(connections, name)
  if (!connection)
    return `there is no connection "${name}"${known([...Object.keys(connections), ...leftOut.connections])}`
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

/** Organisations, lines and senders as configured, ready to be looked up. */

import { createHash } from 'node:crypto'
import { type Address, factsOf, identityOf } from '../core/model/address.ts'
import type { OptOutHandling } from '../core/model/channel.ts'
import { type Policy, type Rules, rulesSchema } from '../core/model/policy.ts'
import { checkUrl } from '../net/public-address.ts'
import type { Config, Connection } from './schema.ts'

export type Sender = {
  readonly address: Address
  readonly connection: string
  readonly optOutHandling: OptOutHandling
  readonly rules: Rules
  readonly enforcement: Policy['enforcement']
  readonly line: Line
  readonly organisation: Organisation
}
export type Line = {
  readonly id: string
  readonly name: string
  readonly senders: readonly Sender[]
}
export type Organisation = {
  readonly id: string
  readonly name: string
  readonly locale: string
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
  readonly connections: Readonly<Record<string, Connection>>
  readonly organisations: readonly Organisation[]
  sender(address: Address): Sender | undefined
  organisation(id: string): Organisation | undefined
  /** The organisation that an API key belongs to. */
  byApiKey(key: string): Organisation | undefined
}

/** Builds the directory; what does not fit together is added to `problems`, by its path. */
export const buildDirectory = (config: Config, problems: string[]): Directory => {
  const { publicUrl, rateLimit, metrics, connections } = config
  checkSandbox(connections, problems)
  checkUrls(connections, problems)
  checkTwilioApis(config, problems)
  const organisations = config.organisations.map((raw, i) =>
    buildOrganisation(raw, `organisations[${i}]`, connections, problems),
  )
  const byId = new Map<string, Organisation>()
  const byAddress = new Map<Address, Sender>()
  const byKey = new Map<string, Organisation>()
  for (const [i, organisation] of organisations.entries()) {
    const path = `organisations[${i}]`
    if (byId.has(organisation.id)) problems.push(`${path}.id: "${organisation.id}" is used twice`)
    byId.set(organisation.id, organisation)
    if (new Set(organisation.lines.map((line) => line.id)).size < organisation.lines.length)
      problems.push(`${path}.lines: every line needs an id of its own`)
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
    publicUrl,
    rateLimit,
    metrics,
    connections,
    organisations,
    sender: (address) => byAddress.get(address),
    organisation: (id) => byId.get(id),
    byApiKey: (key) => byKey.get(hashApiKey(key)),
  }
}

/** Simulated phones answer anybody and their clock moves: they never stand beside real ones. */
export const isSandbox = ({ connections }: Pick<Directory, 'connections'>): boolean =>
  Object.values(connections).every(({ adapter }) => adapter.startsWith('sandbox'))

const checkSandbox = (connections: Config['connections'], problems: string[]) => {
  if (isSandbox({ connections })) return
  for (const [name, { adapter }] of Object.entries(connections))
    if (adapter.startsWith('sandbox'))
      problems.push(`connections.${name}: a sandbox does not stand beside real connections`)
}

/** What could never be called is said at the start, and not by seven days of attempts. */
const checkUrls = (connections: Config['connections'], problems: string[]) => {
  for (const [name, connection] of Object.entries(connections)) {
    if (!('allowPrivate' in connection) || connection.allowPrivate) continue
    for (const [field, url] of Object.entries(connection)) {
      if (!/url$/i.test(field) || typeof url !== 'string') continue
      try {
        checkUrl(new URL(url))
      } catch {
        problems.push(
          `connections.${name}.${field}: expected https:// and a public address, or "allowPrivate": true beside it`,
        )
      }
    }
  }
}

/** A CRM that believes we are Twilio is told apart by its SIDs, and speaks for one organisation. */
const checkTwilioApis = ({ connections, organisations }: Config, problems: string[]) => {
  const seen = new Set<string>()
  for (const [name, connection] of Object.entries(connections)) {
    if (connection.adapter !== 'twilio-api') continue
    const { accountSid, apiKeys, messagingServices } = connection
    const path = `connections.${name}`
    for (const [field, sid] of [
      [`${path}.accountSid`, accountSid] as const,
      ...apiKeys.map(({ sid }, i) => [`${path}.apiKeys[${i}].sid`, sid] as const),
    ]) {
      if (seen.has(sid.toLowerCase())) problems.push(`${field}: ${sid} is issued twice`)
      seen.add(sid.toLowerCase())
    }
    const [owner, ...others] = organisations.filter(({ crm }) => [crm].flat().includes(name))
    if (!owner || others.length > 0)
      problems.push(`${path}: must be the crm of exactly one organisation`)
    for (const [service, line] of Object.entries(messagingServices))
      if (owner && !owner.lines.some(({ id }) => id === line))
        problems.push(`${path}.messagingServices.${service}: ${owner.id} has no line "${line}"`)
  }
}

const buildOrganisation = (
  raw: Config['organisations'][number],
  path: string,
  connections: Config['connections'],
  problems: string[],
): Organisation => {
  const crms = [...new Set([raw.crm].flat())]
  for (const crm of crms) {
    const connection = memberOf(connections, crm)
    if (!connection) problems.push(`${path}.crm: there is no connection "${crm}"`)
    else if (isProvider(connection)) problems.push(`${path}.crm: "${crm}" is a provider, not a CRM`)
  }
  const lines: Line[] = []
  const senders: Sender[] = []
  const organisation: Organisation = {
    id: raw.id,
    name: raw.name,
    locale: raw.locale,
    crms,
    rules: mergeRules([raw.policy]),
    apiKeyHashes: raw.apiKeys.map(hashApiKey),
    lines,
    senders,
  }
  for (const [i, rawLine] of raw.lines.entries()) {
    const own: Sender[] = []
    const line: Line = { id: rawLine.id, name: rawLine.name, senders: own }
    for (const [j, rawSender] of rawLine.senders.entries()) {
      const where = `${path}.lines[${i}].senders[${j}].connection`
      const connection = memberOf(connections, rawSender.connection)
      if (!connection) problems.push(`${where}: there is no connection "${rawSender.connection}"`)
      else if (!isProvider(connection))
        problems.push(`${where}: "${rawSender.connection}" is a CRM, not a provider`)
      const rules = mergeRules([raw.policy, rawLine.policy, rawSender.policy])
      own.push({
        address: rawSender.address,
        connection: rawSender.connection,
        optOutHandling:
          rawSender.optOutHandling ??
          factsOf(rawSender.address).optOutHandling(identityOf(rawSender.address)),
        rules,
        enforcement: enforcementOf(rules, crms, rawSender.connection, connections),
        line,
        organisation,
      })
    }
    lines.push(line)
    senders.push(...own)
  }
  return organisation
}

/** A policy's own word counts first, then that of the CRM which sends, then the provider's. */
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
    // Where all CRMs are treated alike, so is what came by none of their connections.
    general: others.length === 0 ? first : (enforce ?? fallback),
    byOrigin: Object.fromEntries(crms.map((crm) => [crm, ofCrm(crm)])),
  }
}

/** No name means what it means to JavaScript. */
export const memberOf = <T>(named: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(named, name) ? named[name] : undefined

const isProvider = (connection: Connection) =>
  connection.adapter === 'twilio' || connection.adapter === 'sandbox'

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

const isLayer = (value: unknown): value is Layer =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Looking a key up by its hash tells an attacker nothing through timing. */
const hashApiKey = (key: string): string => createHash('sha256').update(key).digest('hex')

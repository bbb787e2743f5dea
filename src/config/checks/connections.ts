/** Checks that a schema can't express: which connections may be combined, reached and referred to. */

import * as z from 'zod'
import { checkUrl } from '../../net/public-address.ts'
import type { Adapter, AdapterSender, SenderFields } from '../../ports/adapter.ts'
import type { Organisation } from '../directory.ts'
import { describeIssue, formatPath, nameFields } from '../issues.ts'
import type { Config } from '../schema.ts'
import type { LeftOut } from './valid-part.ts'

type Connections = Config['connections']

/** The adapter of a connection. The schema lets no other name through. */
export const adapterOf = (
  adapters: readonly Adapter[],
  { adapter: wanted }: Connections[string],
): Adapter => {
  const found = adapters.find(({ name }) => name === wanted)
  if (!found) throw new Error(`config: there is no adapter ${wanted}`)
  return found
}

const NO_FIELDS = z.strictObject({})

/** Sender fields that the connection's adapter defines. */
export const readSenderFields = (
  fields: object,
  path: string,
  adapter: Adapter,
  problems: string[],
): SenderFields => {
  const own = (adapter.kind === 'provider' && adapter.sender) || NO_FIELDS
  const parsed = own
    .strict()
    .safeParse(fields, { jitless: true, reportInput: true, error: nameFields })
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues)
    problems.push(
      issue.code === 'unrecognized_keys' && issue.path.length === 0
        ? issue.keys
            .map(
              (key) =>
                `${formatPath([path, key])}: senders of "${adapter.name}" have no such field`,
            )
            .join('; ')
        : describeIssue(issue, [path]),
    )
  return {}
}

/** For a provider, the senders it carries; for a CRM, those of the organisations it serves. */
export const sendersOf = (
  organisations: readonly Organisation[],
  connection: string,
): readonly AdapterSender<SenderFields>[] =>
  organisations.flatMap(({ id, locale, timeZone, crms, senders }) =>
    senders
      .filter((sender) => sender.connection === connection || crms.includes(connection))
      .map(({ address, line, fields }) => ({
        address,
        organisation: id,
        line: line.id,
        locale: line.locale ?? locale,
        ...(timeZone !== undefined && { timeZone }),
        fields,
      })),
  )

/** Simulated phones accept anyone and their clock moves, so they can't be combined with real ones. */
export const isSimulated = (connections: Connections, adapters: readonly Adapter[]): boolean => {
  const kinds = Object.values(connections).map(
    (connection) => adapterOf(adapters, connection).simulated,
  )
  return kinds.includes(true) && kinds.every(Boolean)
}

/** Adds each problem with its path to `problems`. */
export const checkConnections = (
  { connections, publicUrl }: Pick<Config, 'connections' | 'publicUrl'>,
  organisations: readonly Organisation[],
  adapters: readonly Adapter[],
  problems: string[],
  { hasStandIns }: LeftOut,
): void => {
  checkSandbox(connections, adapters, problems)
  checkUrls(connections, problems)
  if (hasStandIns) return
  for (const [i, [name, connection]] of Object.entries(connections).entries()) {
    const path = `connections.${name}`
    // A check of a secret that isn't set would only repeat that.
    if (problems.some((problem) => problem.startsWith(`${path}.`))) continue
    const adapter = adapterOf(adapters, connection)
    const found = adapter.check?.(connection, {
      connection: name,
      publicUrl,
      senders: sendersOf(organisations, name),
      organisations: organisations
        .filter(({ crms, senders }) =>
          [...crms, ...senders.map((sender) => sender.connection)].includes(name),
        )
        .map(({ id, lines }) => ({ id, lines: lines.map((line) => line.id) })),
      earlier: Object.values(connections)
        .slice(0, i)
        .filter((other) => other.adapter === adapter.name),
    })
    for (const { field, problem } of found ?? [])
      problems.push(`${field ? `${path}.${field}` : path}: ${problem}`)
  }
}

const checkSandbox = (
  connections: Connections,
  adapters: readonly Adapter[],
  problems: string[],
) => {
  if (isSimulated(connections, adapters)) return
  for (const [name, connection] of Object.entries(connections))
    if (adapterOf(adapters, connection).simulated === true)
      problems.push(`connections.${name}: sandbox and real connections can't be mixed`)
}

/** Rejects unreachable URLs at startup instead of retrying them for seven days. */
const checkUrls = (connections: Connections, problems: string[]) => {
  for (const [name, connection] of Object.entries(connections)) {
    if (connection.allowPrivate) continue
    for (const [field, url] of Object.entries(connection)) {
      if (!/url$/i.test(field) || typeof url !== 'string') continue
      try {
        checkUrl(new URL(url))
      } catch {
        problems.push(
          `connections.${name}.${field}: expected https:// and a public address${
            'allowPrivate' in connection ? ', or "allowPrivate": true beside it' : ''
          }`,
        )
      }
    }
  }
}

/** What was promised, held against what both far sides and the database remember. */

import { createSqliteStore } from '../../adapters/store/sqlite.ts'
import type { CrmEvent, LocalCrm } from './crm.ts'
import type { Load } from './load.ts'
import type { LocalTwilio } from './twilio.ts'

/** Each of these has to be 0. */
export type Failures = Readonly<Record<(typeof FAILURES)[number], number>>
export const FAILURES = [
  'acknowledged and lost',
  'written and never found',
  'sent twice',
  'CRM duplicates under different ids',
  'order violations per contact',
  'bad signatures at the CRM',
  'unexpected answers',
  'unsettled or dead tasks',
  'broken journals',
] as const

type Ends = {
  readonly load: Load
  readonly twilio: LocalTwilio
  readonly crm: LocalCrm
  readonly database: string
}

/** The gateway must have ended: its database is opened. */
export const countFailures = async ({ load, twilio, crm, database }: Ends): Promise<Failures> => {
  const received = crm.events.filter(({ type }) => type === 'message.received').map(textOf)
  const sent = twilio.record
    .filter(({ direction }) => direction === 'outbound-api')
    .map(({ body }) => /out-\d+-\d+/.exec(body)?.[0] ?? body)
  const told = bestStatuses(crm.events)
  const [arrived, left] = [new Set(received), new Set(sent)]
  const isTold = ({ message, status }: Load['reported'][number]) =>
    (told.get(message) ?? -1) >= RANKS.indexOf(status)
  const disk = await inspect(database)
  return {
    'acknowledged and lost':
      [...load.acknowledged].filter((text) => !arrived.has(text)).length +
      load.ordered.filter((text) => !left.has(text)).length +
      load.reported.filter((report) => !isTold(report)).length,
    'written and never found': load.written.filter((text) => !arrived.has(text)).length,
    'sent twice': sent.length - left.size,
    'CRM duplicates under different ids':
      crm.events.length - new Set(crm.events.map(matterOf)).size,
    'order violations per contact':
      disorders(received, load.written) + disorders(sent, load.ordered) + fallbacks(crm.events),
    'bad signatures at the CRM': crm.counts.badSignatures,
    'unexpected answers': load.unexpected.length,
    'unsettled or dead tasks': disk.tasks,
    'broken journals': disk.broken,
  }
}

/** Tasks that are still to be carried out, waking up a contact some day aside. */
export const openTasks = async (database: string): Promise<number> => {
  const { DatabaseSync } = await import('node:sqlite')
  const db = new DatabaseSync(database, { readOnly: true, timeout: 5_000 })
  const row = db.prepare(`SELECT COUNT(*) AS n FROM task WHERE connection <> ''`).get()
  db.close()
  return Number(row?.n)
}

const RANKS = ['unknown', 'queued', 'sent', 'delivered', 'read']

const textOf = ({ message }: CrmEvent) => message?.text ?? ''

/** What an event tells, whatever its id. */
const matterOf = ({ type, contact, message, status }: CrmEvent) =>
  `${type} ${contact} ${message?.id} ${status}`

/** `message.sent` tells that the provider has it, and may stand for its word `sent` as well. */
const rankOf = ({ type, status }: CrmEvent) =>
  type === 'message.sent' ? RANKS.indexOf('sent') : RANKS.indexOf(status ?? '')

const bestStatuses = (events: readonly CrmEvent[]): ReadonlyMap<string, number> => {
  const best = new Map<string, number>()
  for (const event of events)
    if (event.message)
      best.set(event.message.id, Math.max(rankOf(event), best.get(event.message.id) ?? -1))
  return best
}

/** How often a text comes before one that was due earlier, looking at one contact at a time. */
const disorders = (texts: readonly string[], due: readonly string[]): number => {
  const places = new Map(due.map((text, place) => [text, place]))
  const last = new Map<string, number>()
  let count = 0
  for (const text of new Set(texts)) {
    const contact = text.split('-')[1] ?? ''
    const place = places.get(text) ?? -1
    if (place < (last.get(contact) ?? -1)) count += 1
    last.set(contact, place)
  }
  return count
}

/** How often the CRM was told of a status after a better one. */
const fallbacks = (events: readonly CrmEvent[]): number => {
  const last = new Map<string, number>()
  let count = 0
  for (const event of events) {
    if (!event.status || !event.message) continue
    if (rankOf(event) < (last.get(event.message.id) ?? -1)) count += 1
    last.set(event.message.id, rankOf(event))
  }
  return count
}

const inspect = async (database: string) => {
  const store = createSqliteStore({ path: database, hashKey: 'any' })
  const { dead } = await store.depth()
  const { items } = await store.contacts('acme', { limit: 10_000 })
  const chains = await Promise.all(items.map(({ id }) => store.verify('acme', id)))
  await store.close()
  return {
    tasks: (await openTasks(database)) + dead,
    broken: chains.filter(({ ok }) => !ok).length,
  }
}

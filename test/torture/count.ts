/** Compares what was promised with the records of the provider, the CRM and the database. */

import type { CrmEvent, LocalCrm } from './crm.ts'
import { type Database, openTasks } from './database.ts'
import type { Load } from './load.ts'
import type { LocalTwilio } from './twilio.ts'

/** Each is a list of what broke the promise, and has to be empty. */
export type Failures = Readonly<Record<(typeof FAILURES)[number], readonly string[]>>
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
  readonly database: Database
}

/** The gateway must have ended: its database is opened. */
export const findFailures = async ({ load, twilio, crm, database }: Ends): Promise<Failures> => {
  const received = crm.events.filter(({ type }) => type === 'message.received').map(textOf)
  const sends = twilio.record.filter(({ direction }) => direction === 'outbound-api')
  const sent = sends.map(({ body }) => /out-\d+-\d+/.exec(body)?.[0] ?? body)
  const told = bestStatuses(crm.events)
  const [arrived, left] = [new Set(received), new Set(sent)]
  const isTold = ({ message, status }: Load['reported'][number]) =>
    (told.get(message) ?? -1) >= RANKS.indexOf(status)
  const { tasks, broken } = await inspect(database)
  return {
    'acknowledged and lost': [
      ...[...load.acknowledged].filter((text) => !arrived.has(text)),
      ...load.ordered.filter((text) => !left.has(text)),
      ...load.reported.filter((one) => !isTold(one)).map((one) => `${one.message} ${one.status}`),
    ],
    'written and never found': load.written.filter((text) => !arrived.has(text)),
    'sent twice': repeated(sent),
    'CRM duplicates under different ids': repeated(crm.events.map(matterOf)),
    'order violations per contact': [
      ...disorders(received, load.written),
      ...disorders(sent, load.ordered),
      ...fallbacks(crm.events),
    ],
    'bad signatures at the CRM': crm.badSignatures,
    'unexpected answers': load.unexpected,
    'unsettled or dead tasks': tasks,
    'broken journals': broken,
  }
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

/** Those that have been there before. */
const repeated = (texts: readonly string[]): readonly string[] => {
  const seen = new Set<string>()
  return texts.filter((text) => seen.size === seen.add(text).size)
}

/** Texts that come after one that was due later, looking at one contact at a time. */
const disorders = (texts: readonly string[], due: readonly string[]): readonly string[] => {
  const places = new Map(due.map((text, place) => [text, place]))
  const last = new Map<string, number>()
  return [...new Set(texts)].filter((text) => {
    const contact = text.split('-')[1] ?? ''
    const [place, before] = [places.get(text) ?? -1, last.get(contact) ?? -1]
    last.set(contact, place)
    return place < before
  })
}

/** Statuses that the CRM was told of after a better one. */
const fallbacks = (events: readonly CrmEvent[]): readonly string[] => {
  const last = new Map<string, number>()
  return events
    .filter((event) => event.status && event.message)
    .filter((event) => {
      const id = event.message?.id ?? ''
      const before = last.get(id) ?? -1
      last.set(id, rankOf(event))
      return rankOf(event) < before
    })
    .map(matterOf)
}

const inspect = async (database: Database) => {
  const store = await database.open()
  const { items: dead } = await store.deadLetters('acme', { limit: 10_000 })
  const { items } = await store.contacts('acme', { limit: 10_000 })
  const broken = []
  for (const { id } of items) if (!(await store.verify('acme', id)).ok) broken.push(id)
  await store.close()
  return { tasks: [...(await openTasks(database)), ...dead.map(({ id }) => id)], broken }
}

/** Counts what the journal records, by the hour, and keeps the counts. */

import type { Instant } from '../../core/model/contact.ts'
import type { Content } from '../../core/model/message/content.ts'
import type { Tally } from '../../ports/store/tallies.ts'
import type { JournalEntry } from '../../ports/store.ts'
import type { Gateway } from '../contracts.ts'

export const TALLY_EVERY_MS = 60_000
export const HOUR_MS = 3_600_000
/** Passes count whole units, so that each unit can be counted beforehand. */
export const TALLY_UNIT_MS = 5_000
/** An older installation starts with its last month. */
const FIRST_MS = 31 * 24 * HOUR_MS
/** The longest time between a commit's recorded time and its arrival on disk. */
const SETTLED_MS = 120_000
const PAGE = 500
/** Entries in one step, and steps in one pass. */
const MAX_ENTRIES = 20_000
const MAX_STEPS = 20

type TallyDependencies = Pick<Gateway, 'directory' | 'store' | 'clock' | 'metrics'>
type Counted = { readonly tallies: readonly Tally[]; readonly until: Instant }

/** The counts of a period if they are known without reading the journal. */
export type KnownTallies = (
  organisation: string,
  from: Instant,
  before: Instant,
) => Promise<Counted | undefined>

/** One pass over each organisation, a bounded part of its journal at a time; and this process's lag. */
export const keepTallies = async (
  parts: TallyDependencies,
  known?: KnownTallies,
): Promise<void> => {
  const { directory, store, clock } = parts
  const now = clock() - SETTLED_MS
  const settled = now - (now % TALLY_UNIT_MS)
  for (const { id } of directory.organisations)
    for (let i = 0; i < MAX_STEPS; i++) {
      const last = (await store.tallyStep(id)) ?? { step: 0, until: settled - FIRST_MS }
      if (last.until >= settled) break
      const { tallies, until } =
        (await known?.(id, last.until, settled)) ?? (await count(parts, id, last.until, settled))
      if (!(await store.addTallies(id, tallies, { step: last.step + 1, until }))) break
    }
  await keepLag(parts)
}

/** The stored counts, plus those of entries recorded since. */
export const readTallies = async (
  parts: Pick<TallyDependencies, 'store' | 'clock'>,
  organisation: string,
  from: Instant,
): Promise<Counted> => {
  const { store, clock } = parts
  const now = clock() + 1
  const last = await store.tallyStep(organisation)
  const start = Math.max(from, last?.until ?? now - FIRST_MS)
  const [kept, fresh] = await Promise.all([
    store.tallies(organisation, from, now),
    count(parts, organisation, start, now),
  ])
  return { tallies: [...kept, ...fresh.tallies], until: fresh.until }
}

/** Counts the entries of a period, or of the part that fits into one step. */
const count = async (
  { store }: Pick<TallyDependencies, 'store'>,
  organisation: string,
  from: Instant,
  before: Instant,
): Promise<Counted> => {
  const entries: JournalEntry[] = []
  let cursor: string | undefined
  do {
    const page = { limit: PAGE, from, before, ...(cursor && { cursor }) }
    const { items, next } = await store.history(organisation, page)
    entries.push(...items)
    cursor = next
  } while (cursor !== undefined && entries.length < MAX_ENTRIES)
  // Entries of the last instant may continue after the end of the step.
  const until = cursor === undefined ? before : (entries.at(-1)?.recordedAt ?? before)
  const counted = cursor === undefined ? entries : entries.filter((one) => one.recordedAt < until)
  return { tallies: [...sumUp(counted.flatMap(talliesOf)).values()], until }
}

export const sumUp = (tallies: readonly Tally[], sums = new Map<string, Tally>()) => {
  for (const tally of tallies) {
    const { hour, sender, what, detail, n, total } = tally
    const key = `${hour}\n${sender}\n${what}\n${detail}`
    const before = sums.get(key)
    sums.set(key, before ? { ...before, n: before.n + n, total: before.total + total } : tally)
  }
  return sums
}

type Entry = Pick<JournalEntry, 'input' | 'verdict' | 'effects' | 'messages' | 'recordedAt'>

/** The counts of one journal entry. */
export const talliesOf = ({ input, verdict, effects, messages, recordedAt }: Entry) => {
  const hour = hourOf(recordedAt)
  const found: Tally[] = []
  const add = (what: Tally['what'], sender: string, detail = '') =>
    found.push({ hour, sender, what, detail, n: 1, total: 0 })
  const own = 'sender' in input && typeof input.sender === 'string' ? input.sender : ''
  if (input.kind === 'inbound') add('received', own)
  if (input.kind === 'outbound' || input.kind === 'opt_in_request') {
    if (verdict.status === 'refused') {
      add('refused', own, verdict.reason)
      const asked = input.kind === 'outbound' ? templateIn(input.content) : undefined
      if (asked !== undefined) add('template_status', own, `refused:${asked}`)
    }
    if (verdict.status === 'held') add('held', own)
  }
  for (const effect of effects) {
    if (effect.kind === 'send') {
      const message = messages.find(({ id }) => id === effect.message)
      add('sent', message?.sender ?? own, message?.automatic === undefined ? '' : 'automatic')
      if (message?.content?.kind === 'template')
        add('template', message.sender, message.content.name)
    }
    if (effect.kind !== 'tell') continue
    if (effect.type.startsWith('consent.'))
      add('consent', effect.sender ?? own, effect.type.slice('consent.'.length))
    const status = effect.type === 'message.status' && effect.detail?.status
    if (typeof status !== 'string') continue
    add('status', effect.sender ?? own, status)
    const name = templateIn(messages.find(({ id }) => id === effect.message)?.content)
    if (name !== undefined) add('template_status', effect.sender ?? own, `${status}:${name}`)
  }
  return found
}

const templateIn = (content: Content | undefined): string | undefined =>
  content?.kind === 'template' ? content.name : undefined

const hourOf = (at: Instant): Instant => at - (at % HOUR_MS)

/** The metric values when this process last stored its lag. */
const keptLag = new WeakMap<object, Map<string, { readonly n: number; readonly total: number }>>()

/** This process's delivery lag, which the database doesn't have. */
const keepLag = async ({ store, clock, metrics }: TallyDependencies): Promise<void> => {
  const kept = keptLag.get(metrics) ?? new Map()
  keptLag.set(metrics, kept)
  const hour = hourOf(clock())
  const tallies = metrics
    .read('postern_crm_delivery_lag_seconds')
    .flatMap(({ labels, value, sum }): Tally[] => {
      const sender = labels.connection ?? ''
      const now = { n: value, total: Math.round(sum * 1000) }
      const { n = 0, total = 0 } = kept.get(sender) ?? {}
      if (now.n <= n) return []
      kept.set(sender, now)
      const detail = 'events'
      return [{ hour, sender, what: 'lag', detail, n: now.n - n, total: now.total - total }]
    })
  await store.addTallies(LAGS, tallies)
}

/** Connections, and so their lags, belong to no organisation. */
export const LAGS = ''

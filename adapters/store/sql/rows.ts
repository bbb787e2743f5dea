/** The rows of a commit, the same in every store. Members have the names of columns. */

import { type Address, identityOf } from '../../../src/core/model/address.ts'
import type { Contact, Instant } from '../../../src/core/model/contact.ts'
import type { Effect, Input, Message } from '../../../src/core/model/message/message.ts'
import type { DeadLetter, Task } from '../../../src/ports/store/outbox.ts'
import { connectionsOf } from '../../../src/ports/store/routing.ts'
import type { Change, JournalEntry, Loaded } from '../../../src/ports/store.ts'
import { hashRow, type JournalRow } from './chain.ts'
import {
  type EntryTexts,
  readEntry,
  SEQ_PER_VERSION,
  writeDoc,
  writeEffects,
  writeInput,
  writeMessage,
} from './originals.ts'
import { type RowLease, rowLeaseOf } from './outbox/row-lease.ts'

export type { JournalRow } from './chain.ts'

export type ContactRow = {
  readonly organisation: string
  readonly id: string
  readonly version: number
  readonly hash: string
  readonly doc: string
  readonly created_at: Instant
  readonly changed_at: Instant
  readonly merged_into: string | null
}

export type MessageRow = {
  readonly organisation: string
  readonly id: string
  readonly contact: string
  readonly at: Instant
  /** Orders messages of the same instant by their first commit. */
  readonly seq: number
  /** The id by which receipts name an outbound message; null in others, to keep the index small. */
  readonly provider_id: string | null
  /** Set if a message passed only because the gate observes; null in others. */
  readonly observed_at: Instant | null
  readonly observed_reason: string | null
  readonly observed_from: string | null
  /** '' while it equals the journal entry of `seq`; see `originals.ts`. */
  readonly doc: string
  /** The row before this commit, if in memory. */
  readonly known?: Pick<MessageRow, 'provider_id' | 'observed_at' | 'observed_reason'>
}

export type TaskRow = {
  readonly organisation: string
  readonly contact: string
  /** Tasks of one contact and lane run in the order of `seq`. */
  readonly lane: string
  readonly seq: number
  readonly id: string
  readonly connection: string
  readonly message: string | null
  readonly effect: string
  readonly created_at: Instant
  /** When it may run, once it is the first of its lane. */
  readonly due_at: Instant
  readonly rowLease?: RowLease
}

export type LeasedRow = Omit<TaskRow, 'due_at' | 'rowLease'> & {
  readonly attempt: number
  readonly doubtful: number
  readonly lease: string
}

export type DeadLetterRow = Omit<TaskRow, 'seq' | 'due_at' | 'rowLease'> & {
  readonly died_at: Instant
  readonly attempts: number
  readonly code: string
  readonly exchange: string | null
}

export type Rows = {
  readonly journal: JournalRow
  /** The last journal rows of contacts that this commit absorbs. */
  readonly absorbed: readonly JournalRow[]
  readonly contact: ContactRow
  /** Identities that the contact has not claimed yet. */
  readonly identities: readonly string[]
  readonly messages: readonly MessageRow[]
  readonly tasks: readonly TaskRow[]
}

/** All rows of one commit. */
export const rowsOf = (change: Change): Rows => {
  const { contact, input, recordedAt, original } = change
  const { organisation } = contact
  const version = change.version + 1
  const texts = change.messages.map((message) => writeMessage(message, input, contact.id, original))
  const messages = change.messages.map((message, i) => ({
    organisation,
    id: message.id,
    contact: contact.id,
    at: message.at,
    seq: version * SEQ_PER_VERSION + i,
    ...searchedOf(message),
    observed_from: message.observed ? message.sender : null,
    doc: isMadeBy(input, message.id) ? '' : writeDoc(message, contact.id, original),
    ...knownOf(message, change),
  }))
  const common = {
    organisation,
    at: input.at,
    recorded_at: recordedAt,
    input: writeInput(input, contact.id, original),
    verdict: JSON.stringify(change.verdict),
  }
  const journal = seal({
    ...common,
    contact: contact.id,
    version,
    input_id: input.id,
    merged_into: null,
    effects: writeEffects(change.effects, input),
    messages: `[${texts.join(',')}]`,
    previous_hash: change.hash,
  })
  const absorbed = change.others.map((other) =>
    seal({
      ...common,
      contact: other.contact.id,
      version: other.version + 1,
      input_id: null,
      merged_into: contact.id,
      effects: '[]',
      messages: '[]',
      previous_hash: other.hash,
    }),
  )
  return {
    journal,
    absorbed,
    contact: {
      organisation,
      id: contact.id,
      version,
      hash: journal.hash,
      doc: JSON.stringify(contact),
      created_at: recordedAt,
      changed_at: recordedAt,
      merged_into: null,
    },
    identities: unclaimedIn(change),
    messages,
    tasks: tasksOf(change, version),
  }
}

/** Derived from the input's id, which is unique. */
const isMadeBy = ({ id }: Input, message: string): boolean =>
  message === id || message.startsWith(`${id}:`)

const seal = (row: Omit<JournalRow, 'hash'>): JournalRow => ({ ...row, hash: hashRow(row) })

/** An identity claimed at this version can't be taken by others: that would change the version. */
const unclaimedIn = ({ contact, claimed = [] }: Change): readonly string[] =>
  contact.addresses === claimed
    ? []
    : identitiesOf(contact.addresses.filter((address) => !claimed.includes(address)))

/** The keys by which a message's row can be found. */
const searchedOf = ({ direction, providerId, observed }: Message) => ({
  provider_id: direction === 'outbound' ? (providerId ?? null) : null,
  observed_at: observed?.at ?? null,
  observed_reason: observed?.reason ?? null,
})

/** A message with an original was read from its row at the version that this commit follows. */
const knownOf = ({ id }: Message, { input, original }: Change) => {
  const known = 'known' in input ? input.known : undefined
  return known?.id === id && original?.message.id === id ? { known: searchedOf(known) } : {}
}

/** The identities in a list of addresses, each once. */
export const identitiesOf = (addresses: readonly Address[]): readonly string[] => [
  ...new Set(addresses.map(identityOf)),
]

const tasksOf = (change: Change, version: number): readonly TaskRow[] => {
  const { contact, recordedAt } = change
  // Versions restart after an erasure or a restored backup; event ids must not repeat.
  const moment = recordedAt.toString(36)
  const leasedLanes = new Set<string>()
  return change.effects
    .flatMap((effect) =>
      connectionsOf(effect, change).map((connection) => ({ effect, connection })),
    )
    .map(({ effect, connection }, i) => {
      const seq = version * SEQ_PER_VERSION + i
      const lane = laneOf(connection, effect)
      const rowLease = leasedLanes.has(lane) ? undefined : rowLeaseOf(change, effect, connection)
      leasedLanes.add(lane)
      return {
        organisation: contact.organisation,
        contact: contact.id,
        lane,
        seq,
        id: `${contact.id}.${seq}.${moment}`,
        connection,
        message: effect.kind === 'later' ? null : (effect.message ?? null),
        effect: JSON.stringify(effect),
        created_at: recordedAt,
        due_at: effect.kind === 'later' ? effect.at : recordedAt,
        ...(rowLease && { rowLease }),
      }
    })
}

/** One lane per connection; each `later` has its own lane, since it waits for no other task. */
export const laneOf = (connection: string, effect: Effect): string =>
  effect.kind === 'later' ? `later:${effect.id}` : connection

export const toContact = (row: Pick<ContactRow, 'doc'>): Contact => JSON.parse(row.doc)

/** A contact's document contains an address only if its own commit claimed it. */
export const toLoaded = (row: ContactRow): Loaded => {
  const contact = toContact(row)
  return {
    contact,
    version: row.version,
    hash: row.hash,
    claimed: contact.addresses,
    others: [],
  }
}

/** `find` returns the entries named by `originalsOf`. */
export const toEntry = (
  row: JournalRow,
  find: (contact: string, version: number) => EntryTexts | undefined,
): JournalEntry => ({
  contact: row.contact,
  version: row.version,
  at: row.at,
  recordedAt: row.recorded_at,
  ...readEntry(row, find),
  verdict: JSON.parse(row.verdict),
  ...(row.merged_into === null ? {} : { mergedInto: row.merged_into }),
  previousHash: row.previous_hash,
  hash: row.hash,
})

/** The lease returned to the caller also names the row, so `settle` needs no search. */
export const toTask = (row: LeasedRow, message: Message | undefined): Task => ({
  id: row.id,
  connection: row.connection,
  organisation: row.organisation,
  contact: row.contact,
  effect: JSON.parse(row.effect),
  ...(message ? { message } : {}),
  createdAt: row.created_at,
  attempt: row.attempt,
  doubtful: row.doubtful === 1,
  lease: `${row.lease} ${row.seq}`,
})

/** The row of a leased task, and its fence. */
export const leased = (task: Task) => {
  const [token = '', seq] = task.lease.split(' ')
  const { organisation, contact } = task
  return {
    organisation,
    contact,
    lane: laneOf(task.connection, task.effect),
    token,
    seq: Number(seq),
  }
}

export const toDeadLetter = (row: DeadLetterRow): DeadLetter => ({
  id: row.id,
  connection: row.connection,
  contact: row.contact,
  effect: JSON.parse(row.effect),
  createdAt: row.created_at,
  diedAt: row.died_at,
  attempts: row.attempts,
  code: row.code,
  ...(row.exchange === null ? {} : { exchange: JSON.parse(row.exchange) }),
})

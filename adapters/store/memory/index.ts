/** The store in memory: plain maps with the same contract, for tests and throw-away gateways. */

import { type Address, identityOf, parseAddress } from '../../../src/core/model/address.ts'
import type { Instant } from '../../../src/core/model/contact.ts'
import { ACCEPTED } from '../../../src/core/model/verdict.ts'
import type { Change, Committed, ContactKey, Loaded, Store } from '../../../src/ports/store.ts'
import { verifyChain } from '../sql/chain.ts'
import { compare, paged, readCursor } from '../sql/cursor.ts'
import {
  assemble,
  type Consents,
  createKeyedHash,
  type Found,
  lookupsFor,
  redeliverable,
  remains,
  spellings,
  unclaimed,
} from '../sql/person.ts'
import { FORGOTTEN_MS, KEPT_MS } from '../sql/retention.ts'
import {
  type ContactRow,
  identitiesOf,
  type JournalRow,
  type MessageRow,
  rowsOf,
  toContact,
  toEntry,
  toLoaded,
  toMessage,
} from '../sql/rows.ts'
import { createMemoryLinks } from './links.ts'
import { listObserved } from './observed.ts'
import { createMemoryTasks, type MemoryTasks } from './tasks.ts'

type Organisation = {
  readonly contacts: Map<string, ContactRow>
  readonly journals: Map<string, readonly JournalRow[]>
  /** input id → verdict */
  readonly inputs: Map<string, string>
  /** identity → contact */
  readonly aliases: Map<string, string>
  readonly messages: Map<string, MessageRow>
  readonly byProviderId: Map<string, string>
  /** keyed hash → consents */
  readonly suppressed: Map<string, Consents>
  readonly forgotten: Map<string, Instant>
}

type Reserved = { fingerprint: string; at: Instant; leasedUntil: Instant; answer?: string }

/** A store that forgets everything when the process ends. `hashKey` as in the other stores. */
export const createMemoryStore = (options: { readonly hashKey: string }): Store => {
  const keyedHash = createKeyedHash(options.hashKey)
  const organisations = new Map<string, Organisation>()
  const reservations = new Map<string, Reserved>()
  const settings = new Map<string, string>()

  const of = (organisation: string): Organisation => {
    let found = organisations.get(organisation)
    if (!found) {
      found = {
        contacts: new Map(),
        journals: new Map(),
        inputs: new Map(),
        aliases: new Map(),
        messages: new Map(),
        byProviderId: new Map(),
        suppressed: new Map(),
        forgotten: new Map(),
      }
      organisations.set(organisation, found)
    }
    return found
  }

  const messageOf = (organisation: string, id: string | undefined) => {
    const row = id === undefined ? undefined : of(organisation).messages.get(id)
    return row && toMessage(row)
  }
  const tasks: MemoryTasks = createMemoryTasks(messageOf)

  const remaining = (organisation: string, id: string): ContactRow | undefined => {
    const row = of(organisation).contacts.get(id)
    return row?.merged_into ? of(organisation).contacts.get(row.merged_into) : row
  }
  /** The contact and all that were merged into it. */
  const peopleOf = (organisation: string, contact: string): readonly ContactRow[] => {
    const id = remaining(organisation, contact)?.id
    const rows = [...of(organisation).contacts.values()]
    return rows.filter((row) => row.id === id || (id !== undefined && row.merged_into === id))
  }
  const links = createMemoryLinks((organisation, contact) => remaining(organisation, contact)?.id)
  const journalOf = (organisation: string, contact: string): readonly JournalRow[] =>
    of(organisation).journals.get(contact) ?? []

  const byAddresses = (
    organisation: string,
    addresses: readonly [Address, ...Address[]],
  ): Loaded => {
    const { aliases, contacts, suppressed } = of(organisation)
    const found = lookupsFor(addresses).flatMap((identity): readonly Found[] => {
      const row = contacts.get(aliases.get(identity) ?? '')
      return row ? [{ ...row, identity }] : []
    })
    const consents = unclaimed(addresses, found)
      .flatMap(spellings)
      .map((identity) => suppressed.get(keyedHash(organisation, identity)))
      .filter((consents) => consents !== undefined)
    return assemble(organisation, addresses, found, consents)
  }

  const byMessage = (organisation: string, id: string | undefined): Loaded | undefined => {
    const message = messageOf(organisation, id)
    const row = message && of(organisation).contacts.get(message.contact)
    return row && { ...toLoaded(row), message }
  }

  const load = (key: ContactKey): Loaded | undefined => {
    const { organisation } = key
    if ('addresses' in key) return byAddresses(organisation, key.addresses)
    if ('message' in key) return byMessage(organisation, key.message)
    if ('providerId' in key)
      return byMessage(organisation, of(organisation).byProviderId.get(key.providerId))
    const row = remaining(organisation, key.contact)
    return row && toLoaded(row)
  }

  const commit = (change: Change): Committed => {
    const { organisation } = change.contact
    const { contacts, journals, inputs, aliases, messages, byProviderId, forgotten } =
      of(organisation)
    const verdict = inputs.get(change.input.id)
    if (verdict !== undefined) return { status: 'duplicate', verdict: JSON.parse(verdict) }
    if (forgotten.has(keyedHash(organisation, change.input.id)))
      return { status: 'duplicate', verdict: ACCEPTED }
    const decidedOn = [change, ...change.others]
    const ids = decidedOn.map(({ contact }) => contact.id)
    const rows = rowsOf(change)
    const stale = decidedOn.some(({ contact, version, hash }) => {
      const row = contacts.get(contact.id)
      return (row?.version ?? 0) !== version || (row?.hash ?? '') !== hash
    })
    const taken = rows.identities.some((identity) => {
      const owner = aliases.get(identity)
      return owner !== undefined && !ids.includes(owner)
    })
    if (stale || taken) return { status: 'conflict' }

    for (const row of [rows.journal, ...rows.absorbed])
      journals.set(row.contact, [...journalOf(organisation, row.contact), row])
    inputs.set(change.input.id, rows.journal.verdict)
    for (const last of rows.absorbed) {
      links.move(organisation, last.contact, rows.contact.id)
      for (const row of contacts.values())
        if (row.id === last.contact || row.merged_into === last.contact)
          contacts.set(row.id, {
            ...row,
            ...(row.id === last.contact ? { version: last.version, hash: last.hash } : {}),
            merged_into: rows.contact.id,
          })
      for (const [identity, contact] of aliases)
        if (contact === last.contact) aliases.set(identity, rows.contact.id)
      for (const row of messages.values())
        if (row.contact === last.contact) messages.set(row.id, { ...row, contact: rows.contact.id })
    }
    const created_at = contacts.get(rows.contact.id)?.created_at ?? rows.contact.created_at
    contacts.set(rows.contact.id, { ...rows.contact, created_at })
    for (const identity of rows.identities) aliases.set(identity, rows.contact.id)
    for (const row of rows.messages) {
      const { contact, at, seq } = messages.get(row.id) ?? row
      messages.set(row.id, { ...row, contact, at, seq })
      if (row.provider_id !== null) byProviderId.set(row.provider_id, row.id)
    }
    for (const row of rows.tasks) tasks.add(row)
    return { status: 'committed', version: rows.journal.version, hash: rows.journal.hash }
  }

  const erase = (organisation: string, contact: string, now: Instant): void => {
    const people = peopleOf(organisation, contact)
    const kept = remaining(organisation, contact)
    if (!kept) return
    const { contacts, journals, inputs, aliases, messages, byProviderId, suppressed, forgotten } =
      of(organisation)
    const identities = identitiesOf(people.flatMap((row) => toContact(row).addresses))
    for (const [hash, at] of forgotten) if (at <= now - FORGOTTEN_MS) forgotten.delete(hash)
    for (const { id } of people) {
      const rows = journalOf(organisation, id).filter((row) => row.input_id !== null)
      for (const input of redeliverable(rows)) forgotten.set(keyedHash(organisation, input), now)
      for (const { input_id } of rows) inputs.delete(input_id ?? '')
      journals.delete(id)
      contacts.delete(id)
      tasks.forget(organisation, id)
      links.forget(organisation, id)
    }
    for (const row of messages.values()) {
      if (row.contact !== kept.id) continue
      messages.delete(row.id)
      byProviderId.delete(row.provider_id ?? '')
    }
    const consents = remains(toContact(kept).consents)
    for (const identity of identities) {
      aliases.delete(identity)
      for (const spelling of spellings(identity))
        suppressed.delete(keyedHash(organisation, spelling))
    }
    for (const identity of consents ? identities : [])
      suppressed.set(keyedHash(organisation, identity), consents as Consents)
  }

  return {
    ...tasks.port,
    ...links.port,
    load: async (key) => load(key),
    commit: async (change) => commit(change),
    erase: async (organisation, contact, now) => erase(organisation, contact, now),

    contacts: async (organisation, { limit, cursor, address }) => {
      if (address !== undefined) {
        const identity = identityOf(parseAddress(address) ?? (`:${address}` as Address))
        const row = of(organisation).contacts.get(of(organisation).aliases.get(identity) ?? '')
        return { items: row ? [toContact(row)] : [] }
      }
      const start = readCursor(cursor, [Number.MAX_SAFE_INTEGER, ''] as const)
      const position = (row: ContactRow) => [row.changed_at, row.id] as const
      const rows = [...of(organisation).contacts.values()]
        .filter((row) => row.merged_into === null && compare(position(row), start) < 0)
        .sort((a, b) => compare(position(b), position(a)))
      return paged(rows, limit, toContact, position)
    },

    message: async (organisation, id) => messageOf(organisation, id),

    messages: async (organisation, contact, { limit, cursor }) => {
      const id = remaining(organisation, contact)?.id
      const start = readCursor(cursor, [Number.MAX_SAFE_INTEGER, 0, ''] as const)
      const position = (row: MessageRow) => [row.at, row.seq, row.id] as const
      const rows = [...of(organisation).messages.values()]
        .filter((row) => row.contact === id && compare(position(row), start) < 0)
        .sort((a, b) => compare(position(b), position(a)))
      return paged(rows, limit, toMessage, position)
    },

    recentMessages: async (organisation, { limit, cursor, from, before }) => {
      const start = readCursor(cursor, [before ?? Number.MAX_SAFE_INTEGER, 0, ''] as const)
      const position = (row: MessageRow) => [row.at, row.seq, row.id] as const
      const rows = [...of(organisation).messages.values()]
        .filter((row) => compare(position(row), start) < 0 && row.at >= (from ?? row.at))
        .sort((a, b) => compare(position(b), position(a)))
      return paged(rows, limit, toMessage, position)
    },

    observed: async (organisation, page) =>
      listObserved([...of(organisation).messages.values()], page),

    journal: async (organisation, contact, { limit, cursor }) => {
      const start = readCursor(cursor, [Number.MIN_SAFE_INTEGER, '', 0] as const)
      const position = (row: JournalRow) => [row.recorded_at, row.contact, row.version] as const
      const rows = peopleOf(organisation, contact)
        .flatMap((row) => journalOf(organisation, row.id))
        .filter((row) => compare(position(row), start) > 0)
        .sort((a, b) => compare(position(a), position(b)))
      return paged(rows, limit, toEntry, position)
    },

    verify: async (organisation, contact) => {
      for (const row of peopleOf(organisation, contact)) {
        const chain = verifyChain(journalOf(organisation, row.id), row)
        if (!chain.ok) return chain
      }
      return { ok: true }
    },

    reserve: async (key, fingerprint, now, leaseMs) => {
      for (const [old, { at }] of reservations) if (at <= now - KEPT_MS) reservations.delete(old)
      const row = reservations.get(key)
      if (row && row.fingerprint !== fingerprint) return { status: 'mismatch' }
      if (row?.answer !== undefined) return { status: 'done', answer: row.answer }
      if (row && row.leasedUntil > now) return { status: 'in_flight' }
      reservations.set(key, { fingerprint, at: now, leasedUntil: now + leaseMs })
      return { status: 'reserved' }
    },

    answer: async (key, answer) => {
      const row = reservations.get(key)
      if (row) row.answer = answer
    },

    setting: async (name) => settings.get(name),
    set: async (name, value) => {
      settings.set(name, value)
    },
    close: async () => {},
  }
}

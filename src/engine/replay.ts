/** The replay: decides the journal of the last month again under another policy. */

import type { Sender } from '../config/schema.ts'
import { decide } from '../core/decide.ts'
import { type Contact, newContact } from '../core/model/contact.ts'
import type { Input } from '../core/model/message/message.ts'
import type { Rules } from '../core/model/policy/rules.ts'
import type { Verdict } from '../core/model/verdict.ts'
import type { JournalEntry } from '../ports/store.ts'
import type { Gateway } from './contracts.ts'
import { senderFor } from './handle/subject.ts'

const REPLAYED_MS = 30 * 24 * 3_600_000
/** Contacts per page, and entries of each. */
const CONTACTS = 50
const MAX_ENTRIES = 1_000
const PAGE = 200
const MAX_EXAMPLES = 20

/** The gate's verdict: `accepted`, or the reason for a refusal. */
export type Outcome = string

export type Example = {
  readonly at: number
  readonly contact: string
  readonly agent: string
  readonly before: Outcome
  readonly after: Outcome
}

export type Replayed = {
  readonly contacts: number
  readonly asked: number
  /** How often each pair of outcomes occurred: under the current policy, and under the other. */
  readonly outcomes: readonly { readonly before: Outcome; readonly after: Outcome; n: number }[]
  readonly examples: readonly Example[]
  /** Contacts whose journal is too long to read; they are not counted. */
  readonly skipped: number
  readonly next?: string
}

type Asked = { readonly entry: JournalEntry; readonly verdict: Verdict }

/**
 * Decides the agents' requests to one sender again, for contacts who changed within the last month, with
 * the pure core and without writing: once under the current rules and once under `rules`. Templates
 * and sender states are today's in both.
 */
export const replayPolicy = async (
  gateway: Gateway,
  sender: Sender,
  rules: Rules,
  cursor?: string,
): Promise<Replayed> => {
  const { store, clock } = gateway
  const { id: organisation } = sender.organisation
  const since = clock() - REPLAYED_MS
  const page = { limit: CONTACTS, ...(cursor && { cursor }) }
  const { items, next } = await store.contacts(organisation, page)
  const outcomes = new Map<string, { before: Outcome; after: Outcome; n: number }>()
  const examples: Example[] = []
  let [asked, skipped, isOver] = [0, 0, false]
  for (const contact of items) {
    const entries = await entriesOf(gateway, contact)
    if (!entries) {
      skipped += 1
      continue
    }
    // Contacts are ordered by their last change.
    if ((entries.at(-1)?.recordedAt ?? 0) < since) {
      isOver = true
      break
    }
    const [before, after] = await Promise.all([
      askedOf(gateway, sender, contact, entries),
      askedOf(gateway, sender, contact, entries, rules),
    ])
    for (const [i, { entry, verdict }] of before.entries()) {
      if (entry.recordedAt < since) continue
      asked += 1
      const pair = { before: outcomeOf(verdict), after: outcomeOf(after[i]?.verdict ?? verdict) }
      const key = `${pair.before}\n${pair.after}`
      const known = outcomes.get(key) ?? { ...pair, n: 0 }
      outcomes.set(key, { ...known, n: known.n + 1 })
      if (pair.before === pair.after || examples.length >= MAX_EXAMPLES) continue
      const { agent, to } = entry.input as { readonly agent: string; readonly to: string }
      examples.push({ at: entry.recordedAt, contact: to, agent, ...pair })
    }
  }
  return {
    contacts: items.length,
    asked,
    skipped,
    outcomes: [...outcomes.values()].toSorted((a, b) => b.n - a.n),
    examples,
    ...(next && !isOver && { next }),
  }
}

const outcomeOf = (verdict: Verdict): Outcome =>
  verdict.status === 'accepted' ? 'accepted' : verdict.reason

/** The whole journal of a contact, oldest first; undefined if it is too long. */
const entriesOf = async (
  { store }: Gateway,
  { organisation, id }: Contact,
): Promise<readonly JournalEntry[] | undefined> => {
  const entries: JournalEntry[] = []
  let cursor: string | undefined
  do {
    const page = { limit: PAGE, ...(cursor && { cursor }) }
    const read = await store.journal(organisation, id, page)
    entries.push(...read.items)
    cursor = read.next
  } while (cursor !== undefined && entries.length < MAX_ENTRIES)
  return cursor === undefined ? entries : undefined
}

/** The agents' requests to the sender with the gate's verdicts, rebuilding the contact from the start. */
const askedOf = async (
  { directory, policies }: Gateway,
  chosen: Sender,
  { organisation, id, addresses }: Contact,
  entries: readonly JournalEntry[],
  rules?: Rules,
): Promise<readonly Asked[]> => {
  const { organisation: own } = chosen
  const [address] = addresses
  const asked: Asked[] = []
  let contact = newContact(organisation, id, addresses)
  for (const entry of entries) {
    const { input } = entry
    const sender = senderFor(directory, own, input, contact)
    if (!sender || address === undefined) continue
    const present = await policies.policy(sender, address, 'at_hand')
    const policy = rules && sender === chosen ? { ...present, rules } : present
    const decision = decide(contact, input, policy)
    contact = decision.contact
    if (isAsked(input) && sender === chosen) asked.push({ entry, verdict: decision.verdict })
  }
  return asked
}

const isAsked = ({ kind }: Input) => kind === 'outbound' || kind === 'opt_in_request'

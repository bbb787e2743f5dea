/** The record that the invariants are checked on: what the provider, the CRM and the contacts saw, and what is on disk. */

import type { Contact, Instant } from '../../../src/core/model/contact.ts'
import type { Message } from '../../../src/core/model/message/message.ts'
import type { Change } from '../../../src/ports/store.ts'

export type Commit = {
  readonly at: Instant
  readonly change: Change
  /** The contact as it was decided on, without what the change itself brought. */
  readonly before: Contact | undefined
}

/** What a contact was at each version. */
export type Snapshot = { readonly at: Instant; readonly version: number; readonly contact: Contact }

/** The provider has accepted it. */
export type Sent = {
  readonly at: Instant
  readonly sid: string
  readonly message: string
  readonly from: string
  readonly to: string
  readonly text: string
}

/** The CRM has taken it. */
export type CrmEvent = {
  readonly at: Instant
  readonly id: string
  readonly type: string
  readonly data: Readonly<Record<string, unknown>> & {
    readonly message?: Readonly<Record<string, unknown>>
  }
}

/** A contact has written it. */
export type Written = { readonly at: Instant; readonly sid: string; readonly text: string }

export type History = {
  readonly commits: Commit[]
  readonly inputs: Set<string>
  readonly snapshots: Map<string, Snapshot[]>
  readonly messages: Map<string, Message>
  /** message → the contact it was decided for, which may have become another one since */
  readonly decidedFor: Map<string, string>
  readonly mergedInto: Map<string, string>
  readonly sent: Sent[]
  readonly crmEvents: CrmEvent[]
  readonly written: Written[]
  /** Messages that the API has answered with 202. */
  readonly accepted: Set<string>
  /** task → the lease under which it was last handed out */
  readonly leases: Map<string, string>
  /** Tasks whose look-up found more than one message that it may be. */
  readonly ambiguous: Set<string>
  /** message → how often a person had it sent again */
  readonly resent: Map<string, number>
  /** Messages that a person has called not sent. */
  readonly discarded: Set<string>
  /** The states that senders have had. */
  readonly senderStates: Map<string, Set<string>>
}

export const createHistory = (): History => ({
  commits: [],
  inputs: new Set(),
  snapshots: new Map(),
  messages: new Map(),
  decidedFor: new Map(),
  mergedInto: new Map(),
  sent: [],
  crmEvents: [],
  written: [],
  accepted: new Set(),
  leases: new Map(),
  ambiguous: new Set(),
  resent: new Map(),
  discarded: new Set(),
  senderStates: new Map(),
})

/** The contact that a contact has become. */
export const remaining = ({ mergedInto }: History, contact: string): string => {
  let id = contact
  for (let next = mergedInto.get(id); next !== undefined; next = mergedInto.get(id)) id = next
  return id
}

/** A gateway's dependencies, and the contracts of its parts. */

import type { Directory, Sender } from '../config/schema.ts'
import type { Address } from '../core/model/address.ts'
import type { Instant } from '../core/model/contact.ts'
import type { Effect, Input, Message } from '../core/model/message/message.ts'
import type { Template } from '../core/model/message/template.ts'
import type { Policy } from '../core/model/policy/policy.ts'
import type { Verdict } from '../core/model/verdict.ts'
import type { Crm } from '../ports/crm.ts'
import type { Http } from '../ports/http.ts'
import type { Provider } from '../ports/provider.ts'
import type { SenderChange, SenderCondition, SenderState } from '../ports/settings.ts'
import type { Clock } from '../ports/side.ts'
import type { Task } from '../ports/store/outbox.ts'
import type { Routing } from '../ports/store/routing.ts'
import type { CommitLease, KeptAnswer, Store } from '../ports/store.ts'
import type { Log } from '../telemetry/log.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { Notices } from './notices.ts'

/** Dependencies that a composition root provides. */
export type Dependencies = {
  readonly directory: Directory
  readonly store: Store
  /** By connection. */
  readonly providers: Readonly<Record<string, Provider>>
  readonly crms: Readonly<Record<string, Crm>>
  readonly http: Http
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  /** 0 ≤ x < 1, for jitter. */
  readonly random: () => number
  /** The lease of a task, in milliseconds. Default 60,000. */
  readonly leaseMs?: number
  /** How long after an attempt in doubt a missing message counts as not sent. Default 120,000 ms. */
  readonly absenceMs?: number
  /** The interval between probes of a connection that is down. Default 4,000 ms. */
  readonly probeMs?: number
  /** Absent if connections can't be kept open. */
  readonly notices?: Notices
  /** Signs media links and composer tokens, and keys the hashes that remain after an erasure. */
  readonly secret: string
}

export type Handled = {
  readonly verdict: Verdict
  /** The input was handled before; this is its recorded verdict. */
  readonly duplicate: boolean
  readonly contact: string
  /** The messages this input wrote, complete; none for a duplicate. */
  readonly messages: readonly Message[]
  /** Present when the commit settled the task; see `Change.settles`. */
  readonly settled?: { readonly hasNext: boolean }
}

/**
 * Takes one input through load → decide → commit. The caller passes the sender it has resolved.
 * Undefined when the input is about an organisation, contact or sender that does not exist.
 */
export type Handle = (
  organisation: string,
  input: Input,
  sender?: Sender,
  also?: AlsoCommitted,
) => Promise<Handled | undefined>

/** Additions to the input's commit. */
export type AlsoCommitted = {
  /** See `Change.settles`. */
  readonly settles?: Task
  /** The answer to the request; not called for a duplicate, and must not depend on anything else. */
  readonly keeps?: (handled: Handled) => KeptAnswer
}

/** Assembles the policy for a decision. */
export interface Policies {
  /** `at_hand`: use the last known list of templates instead of asking the provider. */
  policy(
    sender: Sender,
    contactAddress: Address,
    templates?: 'current' | 'at_hand',
  ): Promise<Policy>
  /** Cached for some minutes; `refresh` after a template error. Undefined: not known yet. */
  templates(sender: Sender): Promise<readonly Template[] | undefined>
  refresh(sender: Sender): Promise<void>
  condition(sender: Sender): Promise<SenderCondition>
  /** Another process may have changed one: reads them again for the next policy. */
  forgetConditions(): void
  /** Notices that another process let a sender send again, although nothing is sent from it here. */
  lookAgain(): Promise<void>
  /** Also ends a pause. */
  setState(sender: Sender, state: SenderState, change: Omit<SenderChange, 'at'>): Promise<void>
  /** The provider accepts no messages from it until then. */
  pause(sender: Sender, until: Instant, code: string, spares?: 'answers'): Promise<void>
  /** The provider rejects its messages to this country; tried again after a day. */
  bar(sender: Sender, country: string, code: string): Promise<void>
}

/** Places reserved at the connections of a commit's effects. */
export type LeaseReservation = {
  /** The lease for the commit. Absent if no connection has room. */
  readonly lease?: CommitLease
  /** After the commit: starts the leased tasks and frees the other places. */
  begin(tasks: readonly Task[]): void
  /** Nothing was committed: frees all places. */
  release(): void
}

/** Carries out what has been committed. */
export interface Pump {
  /** Starts due work soon, without waiting for it. */
  nudge(): void
  /**
   * Reserves places for a commit's effects, so that it can lease their tasks to this process. Undefined
   * if tasks are always claimed.
   */
  reserve(effects: readonly Effect[], routing: Routing): LeaseReservation | undefined
  /** Works until nothing is due; returns how many tasks it settled. */
  drain(): Promise<number>
  /** The time of the next probe of a connection that is down; undefined while it answers. */
  retryAt(connection: string): Instant | undefined
  /** Finishes attempts in progress and claims no more. */
  stop(): Promise<void>
}

/** A running gateway without HTTP routes: see `createApp`. */
export type Gateway = Dependencies & {
  readonly handle: Handle
  readonly policies: Policies
  readonly pump: Pump
}

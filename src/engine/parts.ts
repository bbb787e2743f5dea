/** The parts of a running gateway, and what each of them does for the others. */

import type { Directory, Sender } from '../config/schema.ts'
import type { Address } from '../core/model/address.ts'
import type { Instant } from '../core/model/contact.ts'
import type { Effect, Input, Message } from '../core/model/message/message.ts'
import type { Template } from '../core/model/message/template.ts'
import type { Policy } from '../core/model/policy/policy.ts'
import type { Verdict } from '../core/model/verdict.ts'
import type { Carriers } from '../ports/carriers.ts'
import type { Crm } from '../ports/crm.ts'
import type { Http } from '../ports/http.ts'
import type { Provider } from '../ports/provider.ts'
import type { SenderChange, SenderCondition, SenderState } from '../ports/settings.ts'
import type { Clock } from '../ports/side.ts'
import type { BirthLease, Store, Task } from '../ports/store.ts'
import type { Log } from '../telemetry/log.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { Notices } from './notices.ts'

/** The parts a composition root brings. */
export type Parts = {
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
  /** How long a task is ours before another process may take it, in milliseconds. Default 60,000. */
  readonly leaseMs?: number
  /** How long after an attempt in doubt an absence at the provider counts. Default 120,000 ms. */
  readonly absenceMs?: number
  /** How often a connection that does not answer is tried while something waits. Default 4,000 ms. */
  readonly probeMs?: number
  /** Absent where no connection can be kept open. */
  readonly notices?: Notices
  /** Signs media links and composer tokens, and keys the hashes that remain after an erasure. */
  readonly secret: string
}

export type Handled = {
  readonly verdict: Verdict
  /** The input had been handled before; this is the verdict of that time. */
  readonly duplicate: boolean
  readonly contact: string
  /** The messages this input wrote, whole; of a duplicate none. */
  readonly messages: readonly Message[]
}

/**
 * Takes one input through load → decide → commit. The door passes the sender it has resolved.
 * Undefined when the input is about an organisation, contact or sender that does not exist.
 */
export type Handle = (
  organisation: string,
  input: Input,
  sender?: Sender,
) => Promise<Handled | undefined>

/** Puts together what a decision may know. */
export interface Policies {
  /** `at_hand`: do not ask for the provider's list of templates, take the last one known. */
  policy(
    sender: Sender,
    contactAddress: Address,
    templates?: 'current' | 'at_hand',
  ): Promise<Policy>
  /** Cached for some minutes; `refresh` after a template error. Undefined: not known yet, which is not none. */
  templates(sender: Sender): Promise<readonly Template[] | undefined>
  refresh(sender: Sender): void
  condition(sender: Sender): Promise<SenderCondition>
  /** Ends a pause too. */
  setState(sender: Sender, state: SenderState, change: Omit<SenderChange, 'at'>): Promise<void>
  /** The provider takes nothing from it until then; it opens by itself. */
  pause(sender: Sender, until: Instant, code: string, spares?: 'answers'): Promise<void>
  /** The provider takes nothing from it for contacts of this country; tried again after a day. */
  bar(sender: Sender, country: string, code: string): Promise<void>
}

/** Places kept at the connections of a commit's effects, and what becomes of them. */
export type Birth = {
  /** For the commit. Absent when there is room at none of the connections. */
  readonly lease?: BirthLease
  /** After the commit: begins what it leased and frees the other places. */
  begin(tasks: readonly Task[]): void
  /** Nothing was committed: frees all places. */
  release(): void
}

/** Carries out what has been committed. */
export interface Pump {
  /** Something may be due: tries it soon, without waiting for it. */
  nudge(): void
  /**
   * Keeps places for a commit's effects, so that it can lease their tasks to this process. Undefined
   * where tasks are always claimed.
   */
  reserve(effects: readonly Effect[], carriers: Carriers): Birth | undefined
  /** Works until nothing is due; returns how many tasks it settled. */
  drain(): Promise<number>
  /** When a connection that does not answer is tried next; undefined while it answers. */
  retryAt(connection: string): Instant | undefined
  /** Lets attempts under way finish, claims no more. */
  stop(): Promise<void>
}

/** A running gateway, without its face: see `createApp`. */
export type Gateway = Parts & {
  readonly handle: Handle
  readonly policies: Policies
  readonly pump: Pump
}

/** The contract of the outbox: effects to carry out, in a lane for each contact and connection. */

import type { Address } from '../../core/model/address.ts'
import type { Instant } from '../../core/model/contact.ts'
import type { Effect, Message } from '../../core/model/message/message.ts'
import type { Exchange } from '../http.ts'
import type { Page, Paged } from './page.ts'

/** One effect under lease. A task is only handed out while all earlier ones of its lane are settled. */
export type Task = {
  readonly id: string
  /** The connection that carries it, and carried all attempts so far; '' for a `later`. */
  readonly connection: string
  readonly organisation: string
  readonly contact: string
  readonly effect: Effect
  readonly message?: Message
  readonly createdAt: Instant
  /** This attempt's number, from 1. */
  readonly attempt: number
  /** True if an earlier attempt was never settled or ended `unknown`, so it may have succeeded. */
  readonly doubtful: boolean
  /** The fence: settling with a lease that has passed to another does nothing. */
  readonly lease: string
}

/**
 * `done` removes the task; `wait` returns it without counting the attempt; `retry` makes it due again at `at`;
 * `moved` passes it untried to another connection; `dead` makes it a dead letter and frees the lane.
 */
export type Settlement =
  | { readonly status: 'done' }
  | { readonly status: 'wait'; readonly at: Instant; readonly code: string }
  | {
      readonly status: 'retry'
      readonly at: Instant
      readonly code: string
      readonly doubtful: boolean
    }
  | { readonly status: 'moved'; readonly connection: string }
  | { readonly status: 'dead'; readonly code: string; readonly exchange?: Exchange }

/** Tasks, claimed under a lease and settled under its fence. */
export interface Outbox {
  /** Claims the longest due first, of one connection or of all. */
  claim(
    now: Instant,
    options: { readonly limit: number; readonly leaseMs: number; readonly connection?: string },
  ): Promise<readonly Task[]>
  /** False when the lease had passed to another. */
  settle(task: Task, settlement: Settlement, now: Instant): Promise<boolean>
  /**
   * Removes a finished task, `now` or with the next transaction within 20 ms:
   * a crash before that repeats the attempt. True if this freed the next task of its lane.
   */
  settleSoon(task: Task, when?: 'now' | 'soon'): Promise<boolean>
}

/** Counts of waiting tasks. */
export interface Lanes {
  /** Connections with due tasks; '' stands for `later` tasks. */
  due(now: Instant): Promise<readonly string[]>
  /** Makes the connection's waiting, unleased tasks due, in the order of their creation; `of` one contact alone. */
  hasten(
    connection: string,
    of?: { readonly organisation: string; readonly contact: string },
  ): Promise<void>
  /** Makes the wake-ups due of contacts that hold messages, of one sender or of all. */
  wakeHolding(organisation: string, sender?: Address): Promise<void>
  /** When the next task comes due, leases included. */
  nextDueAt(): Promise<Instant | undefined>
  /** Counts waiting tasks; a `later` is not one. */
  depth(): Promise<{ readonly ready: number; readonly dead: number; readonly oldestAt?: Instant }>
}

export type DeadLetter = {
  readonly id: string
  readonly connection: string
  readonly contact: string
  readonly effect: Effect
  readonly createdAt: Instant
  readonly diedAt: Instant
  readonly attempts: number
  readonly code: string
  /** The last one, where there was one. */
  readonly exchange?: Exchange
}

/** Dead letters and their replay. */
export interface DeadLetters {
  /** Latest first, of one connection or of all. */
  deadLetters(organisation: string, page: Page, connection?: string): Promise<Paged<DeadLetter>>
  /** The ids of a connection's, oldest first: the order in which they are replayed. */
  oldestDeadLetters(
    organisation: string,
    connection: string,
    limit: number,
  ): Promise<readonly string[]>
  /** How many each connection has. */
  deadLetterCounts(
    organisation: string,
  ): Promise<readonly { readonly connection: string; readonly count: number }[]>
  replay(organisation: string, id: string, now: Instant): Promise<boolean>
}

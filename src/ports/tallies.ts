/** Counts of what happened, by the hour: what the overview draws. They name no contact, so an erasure leaves them. */

import type { Instant } from '../core/model/contact.ts'

export const TALLIED = [
  'received',
  'sent',
  'template',
  'refused',
  'held',
  'consent',
  'status',
  'lag',
] as const

export type Tally = {
  /** When the hour began. */
  readonly hour: Instant
  /** The sender; of a `lag` the connection of the CRM. */
  readonly sender: string
  readonly what: (typeof TALLIED)[number]
  /** Which one: the reason of a refusal, the status of a message, what a contact decided, a template's name. */
  readonly detail: string
  readonly n: number
  /** The sum of what was measured, in milliseconds; 0 where things are only counted. */
  readonly total: number
}

/** Up to where the journal has been counted. */
export type TallyStep = { readonly step: number; readonly until: Instant }

export interface Tallies {
  /** Where counting has got to; undefined before it began. */
  tallyStep(organisation: string): Promise<TallyStep | undefined>
  /**
   * Adds counts, and the step that they belong to, in one batch. False, and nothing is added, when
   * another process has taken that step: its number is the lock.
   */
  addTallies(organisation: string, tallies: readonly Tally[], step?: TallyStep): Promise<boolean>
  /** Those of the hours from one time to before another. */
  tallies(organisation: string, from: Instant, before: Instant): Promise<readonly Tally[]>
}

/** What operators watch. */
export interface Figures {
  figures(until: Instant): Promise<{
    readonly queues: readonly {
      readonly connection: string
      readonly waiting: number
      readonly oldestAt: Instant
    }[]
    /** Sends and events whose last attempt may have succeeded. */
    readonly doubtful: number
    /** Contacts to be looked at again by then: a session closes, or a held message is due. */
    readonly wakes: number
  }>
}

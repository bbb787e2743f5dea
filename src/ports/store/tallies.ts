/** Counts by the hour, for the overview. They name no contact, so an erasure leaves them. */

import type { Instant } from '../../core/model/contact.ts'

export const TALLIED = [
  'received',
  'sent',
  'template',
  'template_status',
  'refused',
  'held',
  'consent',
  'status',
  'lag',
] as const

export type Tally = {
  /** When the hour began. */
  readonly hour: Instant
  /** The sender; for a `lag`, the CRM's connection. */
  readonly sender: string
  readonly what: (typeof TALLIED)[number]
  /** The reason of a refusal, the status of a message, a contact's decision, a template's name, or `read:<name>`. */
  readonly detail: string
  readonly n: number
  /** The sum of measured values, in milliseconds; 0 for plain counts. */
  readonly total: number
}

/** The position up to which the journal has been counted. */
export type TallyStep = { readonly step: number; readonly until: Instant }

export interface Tallies {
  /** The position of the count; undefined before it started. */
  tallyStep(organisation: string): Promise<TallyStep | undefined>
  /**
   * Adds counts and their step in one batch. False, without adding anything, if
   * another process has written that step: its number is the lock.
   */
  addTallies(organisation: string, tallies: readonly Tally[], step?: TallyStep): Promise<boolean>
  /** How many journal entries were recorded in a period whose end is excluded, and the sum of their versions. */
  extent(
    organisation: string,
    from: Instant,
    before: Instant,
  ): Promise<{ readonly entries: number; readonly versions: number }>
  /** The counts of the hours in a period whose end is excluded. */
  tallies(organisation: string, from: Instant, before: Instant): Promise<readonly Tally[]>
}

/** Figures that operators watch. */
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

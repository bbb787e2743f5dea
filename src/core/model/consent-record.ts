/** The record of a consent or its withdrawal by the CRM: who recorded it, and on what ground. */

import type { Instant } from './instant.ts'

export type ConsentRecord = {
  /** The legal ground the CRM named, such as `web_form`, and its reference. */
  readonly basis?: string
  readonly evidence?: string
  /** The CRM user who recorded or corrected it. */
  readonly agent?: string
  /** The opt-out that was wrongly read from a sentence, and how we know. */
  readonly corrects?: string
  readonly reason?: string
  /** For consent given elsewhere: when, in which words and language, for what purpose, and who recorded it. */
  readonly givenAt?: Instant
  readonly wording?: string
  readonly language?: string
  readonly purpose?: string
  readonly recordedBy?: string
}

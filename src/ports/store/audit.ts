/** The contract of the audit: changes that people make to what belongs to no contact. */

import type { Instant } from '../../core/model/contact.ts'
import type { Page, Paged } from './page.ts'

export const AUDIT_ACTIONS = [
  'sender_activated',
  'sender_deactivated',
  'dead_letter_replayed',
  'contact_erased',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]

export type AuditEntry = {
  readonly id: string
  readonly at: Instant
  /** The name that signed in to the console, or `api`. */
  readonly who: string
  readonly action: AuditAction
  /** The sender's address, the dead letter's id, or the shortened number of an erased contact. */
  readonly subject: string
}

/** Changes to senders and dead letters, with who made them. */
export interface Audit {
  recordAudit(organisation: string, entry: AuditEntry): Promise<void>
  /** Newest first. */
  audit(organisation: string, page: Page): Promise<Paged<AuditEntry>>
}

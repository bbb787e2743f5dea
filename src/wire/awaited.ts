/** The meaning of a `wait_for_contact` remedy: wait for any message, or for the contact's consent. */

import type { Reason } from '../core/model/verdict.ts'

/** `message`: any message of theirs. `agreement`: only their yes. */
type Awaited = 'message' | 'agreement'

const AWAITED: Readonly<Partial<Record<Reason, Awaited>>> = {
  contact_unreachable: 'message',
  session_closed: 'message',
  consent_pending: 'agreement',
  consent_refused: 'agreement',
  consent_revoked: 'agreement',
  not_correctable: 'agreement',
}

/** What to wait for after this refusal. Undefined: its sentence already says so. */
export const awaitedFor = (reason: string | undefined): Awaited | undefined =>
  reason !== undefined && Object.hasOwn(AWAITED, reason) ? AWAITED[reason as Reason] : undefined

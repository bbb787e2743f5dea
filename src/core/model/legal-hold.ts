/** A legal hold: while set, nothing of the contact is erased. */

import type { Instant } from './instant.ts'

export type LegalHold = { readonly at: Instant; readonly agent: string; readonly reason: string }

/** A person's change to the hold, and the reason. */
export type LegalHoldChange = Omit<LegalHold, 'at'> & { readonly status: 'set' | 'lifted' }

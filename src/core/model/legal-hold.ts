/** A legal hold: nothing of the contact is erased while it stands. */

import type { Instant } from './instant.ts'

export type LegalHold = { readonly at: Instant; readonly agent: string; readonly reason: string }

/** What a person asks for, and why. */
export type LegalHoldChange = Omit<LegalHold, 'at'> & { readonly status: 'set' | 'lifted' }

/** Records what a contact said about a purpose and notifies the CRM. */

import type { Address } from '../model/address.ts'
import type { PurposeConsent } from '../model/contact.ts'
import { purposeConsentOf, withPurposeConsent } from '../model/purpose.ts'
import { type Draft, tell } from './draft.ts'
import { failStopped } from './held.ts'

/** Records consent for a purpose; undefined withdraws a no without granting. Only a changed status is an event. */
export const recordPurposeConsent = (
  draft: Draft,
  purpose: string,
  purposeConsent: PurposeConsent | undefined,
  about: { readonly address: Address; readonly sender?: Address },
): void => {
  const { policy } = draft
  const before = purposeConsentOf(draft.contact, purpose, policy)
  draft.contact = withPurposeConsent(draft.contact, purpose, purposeConsent, policy)
  if (before?.status === purposeConsent?.status) return
  const { status = 'unasked', source = 'crm', basis, agent, message } = purposeConsent ?? {}
  tell(draft, 'purpose.changed', {
    ...about,
    ...(message !== undefined && { message }),
    detail: {
      purpose,
      status,
      by: source,
      ...(agent !== undefined && { agent }),
      ...(basis !== undefined && { basis }),
    },
  })
  if (status === 'revoked') failStopped(draft, purpose)
}

/** Records what a contact said about a purpose and notifies the CRM. */

import type { Address } from '../model/address.ts'
import type { PurposeWish } from '../model/contact.ts'
import { wishOf, withWish } from '../model/purpose.ts'
import { type Draft, tell } from './draft.ts'
import { failStopped } from './held.ts'

/** Records a wish; undefined withdraws a no without granting. Only a changed status is an event. */
export const recordWish = (
  draft: Draft,
  purpose: string,
  wish: PurposeWish | undefined,
  about: { readonly address: Address; readonly sender?: Address },
): void => {
  const { policy } = draft
  const before = wishOf(draft.contact, purpose, policy)
  draft.contact = withWish(draft.contact, purpose, wish, policy)
  if (before?.status === wish?.status) return
  const { status = 'unasked', source = 'crm', basis, agent, message } = wish ?? {}
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

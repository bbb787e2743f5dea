/** Nobody is written to who hasn't agreed, as the organisation's flow understands it. */

import { consentOf, retryAt } from '../../model/consent.ts'
import type { Approach, Rule } from './index.ts'

export const consentRule: Rule<Approach> = (contact, { at }, policy) => {
  const consent = consentOf(contact, policy)
  const { flow, requestIntervalMs } = policy.rules
  switch (consent.status) {
    case 'granted':
      return undefined
    case 'refused':
      return { reason: 'consent_refused', refusedAt: consent.at }
    case 'revoked':
      return { reason: 'consent_revoked', revokedAt: consent.at }
  }
  if (flow === 'disclaimer') return undefined
  if (flow === 'recorded') return { reason: 'consent_missing' }
  // Unasked: the request leaves together with the message that met this objection.
  return consent.requestedAt === undefined
    ? { reason: 'consent_pending', requestedAt: at, retryAt: at + requestIntervalMs }
    : {
        reason: 'consent_pending',
        requestedAt: consent.requestedAt,
        retryAt: retryAt(consent, policy, at),
      }
}

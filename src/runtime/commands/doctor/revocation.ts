/** Announces the FCC's rule on revoking consent until it is in force. */

import type { Directory } from '../../../config/schema.ts'
import { phoneOf } from '../../../core/model/address.ts'
import type { Instant } from '../../../core/model/contact.ts'

/** 47 CFR 64.1200(a)(10), the part postponed to 2027-01-31. */
const IN_FORCE_AT = Date.UTC(2027, 0, 31)

/** A notice for each US organisation whose policy limits a STOP further than the rule will allow. */
export const revocationNotices = (
  { organisations }: Directory,
  now: Instant,
): readonly string[] => {
  if (now >= IN_FORCE_AT) return []
  return organisations.flatMap(({ id, senders }) => {
    const isAmerican = senders.some(({ address }) => phoneOf(address)?.startsWith('+1'))
    const narrow = senders.find(
      ({ rules }) => rules.revocation === 'channel' || rules.consentScope !== 'organisation',
    )
    if (!isAmerican || !narrow) return []
    const { revocation, consentScope } = narrow.rules
    return [
      `${id}: from 2027-01-31 the FCC (47 CFR 64.1200(a)(10)) applies one STOP to all automated calls and texts of a business. The policy has revocation "${revocation}" and consentScope "${consentScope}", which limit a STOP further than that; "everywhere" and "organisation" comply.`,
    ]
  })
}

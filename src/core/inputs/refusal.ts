/** Refusals for a CRM whose webhook is answered before the decision. */

import type { OptInRequest, Outbound } from '../model/message/message.ts'
import type { Verdict } from '../model/verdict.ts'
import { type Draft, tell } from './draft.ts'
import { exactAddress } from './waiting.ts'

/** Reports the refusal by an event to a CRM whose webhook was answered before the verdict. */
export const tellRefusal = (
  draft: Draft,
  asked: Outbound | OptInRequest,
  verdict: Verdict,
): void => {
  const { id, to, agent, origin } = asked
  if (verdict.status !== 'refused' || origin?.refusals !== 'event') return
  tell(draft, 'message.refused', {
    address: exactAddress(draft.contact, asked),
    only: origin.connection,
    detail: { id, to, agent, verdict },
  })
}

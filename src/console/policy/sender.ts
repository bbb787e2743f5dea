/** The chosen sender of the policy pages. */

import type { Sender } from '../../config/schema.ts'
import type { Address } from '../../core/model/address.ts'
import { ownSender } from '../../http/v1/shared/lookup.ts'
import { withPlus } from '../../http/v1/shared/schemas.ts'
import type { PageContext } from '../kit/page-context.ts'

/** The sender that the address names; without one, the first. Throws `unknown_sender`. */
export const chosenSender = ({ caller, organisation, query }: PageContext): Sender => {
  const asked = withPlus(query('sender'))
  if (asked !== '') return ownSender(caller, asked as Address, 'sender')
  const [sender] = organisation.senders
  if (!sender) throw new Error(`no sender in ${organisation.id}`)
  return sender
}

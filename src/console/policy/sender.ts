/** The chosen sender of the policy pages. */

import type { Sender } from '../../config/schema.ts'
import type { PageContext } from '../kit/page-context.ts'

/** The sender that the address names, or the first. */
export const chosenSender = ({ organisation, query }: PageContext): Sender => {
  const asked = query('sender').replace(': ', ':+')
  const sender =
    organisation.senders.find(({ address }) => address === asked) ?? organisation.senders[0]
  if (!sender) throw new Error(`no sender in ${organisation.id}`)
  return sender
}

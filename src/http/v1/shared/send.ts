/** The one way of an agent's message from a request to the gate, whatever the request looks like. */

import type { Message, Outbound } from '../../../core/model/message.ts'
import type { Verdict } from '../../../core/model/verdict.ts'
import type { Caller } from '../../kit/route.ts'

export type Submitted = {
  readonly id: string
  readonly verdict: Verdict
  /** As it was decided; of a request that had been decided before, absent. */
  readonly message?: Message
}

/** Hands a message to the gate. */
export const submit = async (
  { gateway, organisation, at, id: makeId }: Caller,
  wish: Omit<Outbound, 'kind' | 'id' | 'at'>,
): Promise<Submitted> => {
  const id = makeId('msg')
  const handled = await gateway.handle(organisation.id, { kind: 'outbound', id, at, ...wish })
  if (!handled) throw new Error('a request of a known sender was about nobody')
  const message = handled.messages.find((one) => one.id === id)
  return { id, verdict: handled.verdict, ...(message && { message }) }
}

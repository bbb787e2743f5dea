/** Puts an agent's message through the gate, for every API that accepts one. */

import type { Sender } from '../../../config/schema.ts'
import type { Message, Written } from '../../../core/model/message/message.ts'
import type { Verdict } from '../../../core/model/verdict.ts'
import type { Handled } from '../../../engine/gateway.ts'
import type { Answer } from '../../kit/answer.ts'
import type { Caller } from '../../kit/route.ts'

export type Submitted = {
  readonly id: string
  readonly verdict: Verdict
  /** The stored message; absent when the same request was decided before. */
  readonly message?: Message
}

/** A message as a request asks for it, with the sender that it names. */
export type Submission = Omit<Written, 'kind' | 'id' | 'at' | 'sender'> & {
  readonly sender: Sender
}

/** Hands a message to the gate, which stores the answer with it where the caller has a `keep`. */
export const submit = async (
  { gateway, organisation, at, id: makeId, keep }: Caller,
  { sender, ...asked }: Submission,
  answer?: (submitted: Submitted) => Answer,
): Promise<Submitted> => {
  const id = makeId('msg')
  const outbound: Written = { kind: 'outbound', id, at, sender: sender.address, ...asked }
  const submitted = ({ verdict, messages }: Handled): Submitted => {
    const message = messages.find((one) => one.id === id)
    return { id, verdict, ...(message && { message }) }
  }
  const kept = answer && keep?.((handled) => answer(submitted(handled)))
  const handled = await gateway.handle(organisation.id, outbound, sender, kept)
  if (!handled) throw new Error('no contact for a request of a known sender')
  return submitted(handled)
}

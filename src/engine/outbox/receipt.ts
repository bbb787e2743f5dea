/** The receipt of one attempt to send a message. */

import type { Message, MessageStatus, Receipt, Send } from '../../core/model/message/message.ts'
import type { Order } from '../../ports/side.ts'
import type { Task } from '../../ports/store/outbox.ts'
import type { Dependencies } from '../contracts.ts'

type Attempted = {
  readonly parts: Pick<Dependencies, 'clock'>
  readonly task: Task
  readonly message: Message
  readonly order: Order<Send>
}

export type Evidence = Partial<
  Pick<Receipt, 'providerId' | 'code' | 'fault' | 'refusal' | 'isUndecided'>
>

export const receiptOf = (
  { parts, task, message, order }: Attempted,
  status: MessageStatus,
  { providerId, code, fault, refusal, isUndecided }: Evidence,
): Receipt => ({
  kind: 'receipt',
  id: `${task.id}:${task.attempt}:${status}`,
  at: parts.clock(),
  sender: message.sender,
  connection: task.connection,
  message: message.id,
  status,
  ...(order.effect.trace && { trace: order.effect.trace }),
  ...(providerId === undefined ? {} : { providerId }),
  ...(code === undefined ? {} : { code }),
  ...(fault === undefined ? {} : { fault }),
  ...(refusal === undefined ? {} : { refusal }),
  ...(isUndecided && { isUndecided }),
})

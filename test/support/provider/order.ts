/** A send as the outbox hands it to a provider's adapter. */

import type { Message } from '../../../src/core/model/message/message.ts'

type Parties = { readonly sender: string; readonly contact: string; readonly now: number }

/** Its first attempt, of a text; `changes` are those of the message. */
export const sendOrder = ({ sender, contact, now }: Parties, changes: Partial<Message> = {}) => {
  const message: Message = {
    id: 'msg_1',
    contact: 'c_1',
    direction: 'outbound',
    at: now,
    line: 'advisory',
    sender: sender as Message['sender'],
    address: contact as Message['address'],
    status: 'accepted',
    history: [{ status: 'accepted', at: now }],
    content: { kind: 'text', text: 'hello' },
    ...changes,
  }
  return {
    effect: { kind: 'send', id: 'e_1', message: message.id } as const,
    organisation: 'acme',
    contact: message.contact,
    at: now,
    attempt: 1,
    message,
  }
}

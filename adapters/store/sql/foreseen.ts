/**
 * The usual results of an input: stored messages and effects are differences from these. Never change the
 * result for an input that is handled here: rows already stored would be read differently.
 */

import type { Input, Message, Receipt } from '../../../src/core/model/message/message.ts'

export type Members = Readonly<Record<string, unknown>>
export type JournaledReceipt = Receipt & Pick<Input, 'trace'>

/** The message that an input alone implies. */
export const foreseen = (input: Input, contact: string): Members | undefined => {
  const { id, at } = input
  switch (input.kind) {
    case 'inbound': {
      const { sender, from: address, providerId, message: received } = input
      const [direction, status] = ['inbound', 'received']
      const history = [{ status, at }]
      const own = { id, contact, direction, at, sender, address, status, history }
      return { ...own, received, providerId }
    }
    case 'outbound': {
      const { sender, to: address, agent, content } = input
      const [direction, status] = ['outbound', 'accepted']
      const history = [{ status, at }]
      const own = { id, contact, direction, at, sender, address, status, history }
      return { ...own, agent, content, ...(content.kind === 'text' && { rendered: content.text }) }
    }
    default:
      return undefined
  }
}

/** The effect that an input alone implies at this position, if it is a `tell`. */
export const foreseenTell = (input: Input, place: number): Members => {
  const { id, at, trace } = input
  const own = { kind: 'tell', id: `${id}:${place + 1}`, at, ...(trace && { trace }) }
  switch (input.kind) {
    case 'inbound':
      return { ...own, sender: input.sender, address: input.from, message: id }
    case 'outbound':
      return { ...own, sender: input.sender, address: input.to, message: id }
    case 'receipt': {
      const { sender, message, status } = input
      return { ...own, type: 'message.status', sender, message, detail: { status, at } }
    }
    default:
      return own
  }
}

/** The message as a usual receipt leaves it. */
export const withStatus = (
  { status, at, code, connection, providerId }: JournaledReceipt,
  known: Message,
): Members => ({
  ...known,
  status,
  history: [
    ...known.history,
    {
      status,
      at,
      ...(code !== undefined && { code }),
      ...(connection !== undefined && { connection }),
    },
  ],
  ...(known.providerId === undefined && providerId !== undefined && { providerId }),
})

/** The event of a usual receipt: the first one with the provider's id tells that it was sent. */
export const tellOfStatus = (
  { id, at, trace, sender, status, providerId }: JournaledReceipt,
  known: Message,
  place: number,
): Members => {
  const { line, address, id: message } = known
  const isSent = known.providerId === undefined && providerId !== undefined
  return {
    kind: 'tell',
    id: `${id}:${place + 1}`,
    type: isSent ? 'message.sent' : 'message.status',
    at,
    line,
    sender,
    address,
    message,
    detail: isSent ? { status, providerId } : { status, at },
    ...(trace && { trace }),
  }
}

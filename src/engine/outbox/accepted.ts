/** Follow-ups of a send that the provider has accepted. */

import type { Sender } from '../../config/schema.ts'
import type { Address } from '../../core/model/address.ts'
import type { Message } from '../../core/model/message/message.ts'
import type { Provider } from '../../ports/provider.ts'
import type { Task } from '../../ports/store/outbox.ts'
import type { Dependencies, Handle } from '../contracts.ts'
import { connectionOf } from '../message-connection.ts'

type Accepted = {
  readonly parts: Dependencies
  readonly handle: Handle
  readonly task: Task
  readonly message: Message
  readonly sender: Sender
  readonly provider: Provider | undefined
}

/** The provider knows the recipient by further addresses: replies may come from those. */
export const recordIdentity = async (
  { parts, handle, task, message, sender }: Accepted,
  aliases: readonly Address[],
): Promise<void> => {
  await handle(
    task.organisation,
    {
      kind: 'preference',
      id: `${task.id}:${task.attempt}:identity`,
      at: parts.clock(),
      address: message.address,
      source: 'provider',
      sender: message.sender,
      aliases,
    },
    sender,
  )
}

/** The contact sees that an agent has read what they wrote. Best effort: an answer doesn't wait for it to work. */
export const markRead = async ({ parts, task, message, provider }: Accepted): Promise<void> => {
  if (!provider?.markRead) return
  const { store, http } = parts
  const recent = await store.messages(task.organisation, task.contact, { limit: 20 })
  const read = recent.items.find(
    ({ direction, sender }) => direction === 'inbound' && sender === message.sender,
  )
  // A message from an earlier connection has an id that this provider does not know.
  if (read && (connectionOf(read) ?? task.connection) === task.connection)
    await provider.markRead(read, http)
}

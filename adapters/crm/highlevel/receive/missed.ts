/** Finds agents' messages whose Delivery was lost; HighLevel doesn't document any retries. */

import type { Address } from '../../../../src/core/model/address.ts'
import type { Instant } from '../../../../src/core/model/contact.ts'
import type { Input } from '../../../../src/core/model/message/message.ts'
import type { Http } from '../../../../src/ports/http.ts'
import { type Json, listOf } from '../../../kit/json.ts'
import { messagesIn } from '../account/api.ts'
import type { Context } from '../context.ts'
import { deliverySchema, inputOfDelivery, recipientOf } from './delivery.ts'

/** The newest conversations; older ones were checked before. */
const MAX_CONVERSATIONS = '100'
const MAX_MESSAGES = '50'

/** Messages to this sender's provider since then that are still unprocessed. Throws `CallError`. */
export const missedMessages = async (
  context: Context,
  sender: Address,
  since: Instant,
  http: Http,
): Promise<readonly Input[]> => {
  const provider = context.config.providers[sender]
  if (provider === undefined) return []
  const inputs: Input[] = []
  for (const conversation of await recentConversations(context, since, http)) {
    const messages = await messagesOf(context, String(conversation.id), http)
    for (const message of messages) {
      if (message.conversationProviderId !== provider || !isMissed(message, since)) continue
      const input = await inputFor(context, conversation, message, sender)
      if (input) inputs.push(input)
    }
  }
  return inputs
}

const isMissed = ({ direction, status, dateAdded }: Json, since: Instant): boolean =>
  direction === 'outbound' && status === 'pending' && Date.parse(String(dateAdded)) >= since

/** Newest first, down to the given time. */
const recentConversations = async (
  { api, config }: Context,
  since: Instant,
  http: Http,
): Promise<readonly Json[]> => {
  const { json } = await api.call(
    {
      method: 'GET',
      path: '/conversations/search',
      query: {
        locationId: config.locationId,
        lastMessageDirection: 'outbound',
        sortBy: 'last_message_date',
        sort: 'desc',
        limit: MAX_CONVERSATIONS,
      },
      purpose: 'catch_up',
    },
    http,
  )
  return listOf(json.conversations).filter(
    ({ lastMessageDate }) => !(timeOf(lastMessageDate) < since),
  )
}

/** A number, or text; NaN when missing. */
const timeOf = (date: unknown): number =>
  typeof date === 'number' ? date : Date.parse(String(date))

const messagesOf = async ({ api }: Context, id: string, http: Http): Promise<readonly Json[]> => {
  const { json } = await api.call(
    {
      method: 'GET',
      path: `/conversations/${id}/messages`,
      query: { limit: MAX_MESSAGES },
      purpose: 'catch_up',
    },
    http,
  )
  // HighLevel lists the newest first.
  return messagesIn(json).toSorted((one, other) => timeOf(one.dateAdded) - timeOf(other.dateAdded))
}

/** The same input as from its Delivery, so that one that did arrive counts as a repeat. */
const inputFor = async (
  context: Context,
  conversation: Json,
  message: Json,
  sender: Address,
): Promise<Input | undefined> => {
  const { data: delivery } = deliverySchema.safeParse({
    type: 'SMS',
    messageId: message.id,
    contactId: message.contactId ?? conversation.contactId,
    phone: conversation.phone,
    message: message.body,
    attachments: message.attachments,
    userId: message.userId,
  })
  const to = delivery && (await recipientOf(context, delivery, sender))
  return delivery && to
    ? inputOfDelivery(context, delivery, { sender, to, at: timeOf(message.dateAdded) })
    : undefined
}

/** What agents wrote whose Delivery didn't reach us: HighLevel doesn't say that it repeats one. */

import type { Address } from '../../../../src/core/model/address.ts'
import type { Instant } from '../../../../src/core/model/contact.ts'
import type { Input } from '../../../../src/core/model/message/message.ts'
import type { Http } from '../../../../src/ports/http.ts'
import { type Json, messagesIn } from '../account/api.ts'
import type { Desk } from '../desk.ts'
import { deliverySchema, inputOfDelivery, recipientOf } from './delivery.ts'

/** The latest conversations; what is older than these has been looked at before. */
const MAX_CONVERSATIONS = '100'
const MAX_MESSAGES = '50'

/** Messages to this sender's provider since then that nobody has taken on yet. Throws `CallError`. */
export const missedMessages = async (
  desk: Desk,
  sender: Address,
  since: Instant,
  http: Http,
): Promise<readonly Input[]> => {
  const provider = desk.config.providers[sender]
  if (provider === undefined) return []
  const inputs: Input[] = []
  for (const conversation of await recentConversations(desk, since, http)) {
    const messages = await messagesOf(desk, String(conversation.id), http)
    for (const message of messages) {
      if (message.conversationProviderId !== provider || !isMissed(message, since)) continue
      const input = await inputFor(desk, conversation, message, sender)
      if (input) inputs.push(input)
    }
  }
  return inputs
}

const isMissed = ({ direction, status, dateAdded }: Json, since: Instant): boolean =>
  direction === 'outbound' && status === 'pending' && Date.parse(String(dateAdded)) >= since

/** The latest first, as long as something was said in them since then. */
const recentConversations = async (
  { api, config }: Desk,
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
  const all = Array.isArray(json.conversations) ? (json.conversations as readonly Json[]) : []
  return all.filter(({ lastMessageDate }) => !(timeOf(lastMessageDate) < since))
}

/** As a number or as a text; NaN where they don't say. */
const timeOf = (date: unknown): number =>
  typeof date === 'number' ? date : Date.parse(String(date))

const messagesOf = async ({ api }: Desk, id: string, http: Http): Promise<readonly Json[]> => {
  const { json } = await api.call(
    {
      method: 'GET',
      path: `/conversations/${id}/messages`,
      query: { limit: MAX_MESSAGES },
      purpose: 'catch_up',
    },
    http,
  )
  // They list the latest first.
  return messagesIn(json).toSorted((one, other) => timeOf(one.dateAdded) - timeOf(other.dateAdded))
}

/** The same input as its Delivery would have come to, so that one that did come is a repetition. */
const inputFor = async (
  desk: Desk,
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
  const to = delivery && (await recipientOf(desk, delivery, sender))
  return delivery && to
    ? inputOfDelivery(desk, delivery, { sender, to, at: timeOf(message.dateAdded) })
    : undefined
}

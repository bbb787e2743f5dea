/**
 * Marks what a contact wrote as read:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/mark-message-as-read
 */

import { LRUCache } from 'lru-cache'
import type { Message } from '../../../../src/core/model/message/message.ts'
import { HttpError } from '../../../../src/ports/errors.ts'
import type { Http } from '../../../../src/ports/http.ts'
import { type Account, graphUrl, requestOf } from '../account.ts'

/** Marks each message once, as far as this process remembers; repeats do no harm. */
export const createMarkRead = (account: Account) => {
  const marked = new LRUCache<string, true>({ maxSize: 10_000, sizeCalculation: () => 1 })
  return async ({ sender, providerId }: Message, http: Http): Promise<void> => {
    const number = account.senders.find(({ address }) => address === sender)
    if (!number || providerId === undefined || marked.has(providerId)) return
    const request = requestOf(account, 'mark_read')
    try {
      const { status } = await http({
        ...request,
        method: 'POST',
        timeoutMs: 3_000,
        url: graphUrl(account, `${number.phoneNumberId}/messages`),
        headers: { ...request.headers, 'content-type': 'application/json' },
        body: JSON.stringify({
          messaging_product: 'whatsapp',
          status: 'read',
          message_id: providerId,
        }),
      })
      if (status < 400) marked.set(providerId, true)
    } catch (error) {
      // The HTTP client has logged it, and the next answer tries again.
      if (!(error instanceof HttpError)) throw error
    }
  }
}

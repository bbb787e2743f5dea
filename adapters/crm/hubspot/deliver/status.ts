/** Shows a message's state in HubSpot: sent, read or failed. There is no "delivered". */

import type { Http } from '../../../../src/ports/http.ts'
import type { Context } from '../context.ts'

type Status = 'SENT' | 'READ' | 'FAILED'

/** HubSpot cuts off longer sentences. */
const MAX_ERROR = 1_000

/** Sets the state; repeating it does no harm. A message deleted in HubSpot has none. */
export const setStatus = async (
  { api, paths }: Context,
  message: string,
  statusType: Status,
  http: Http,
  errorMessage?: string,
): Promise<void> => {
  await api.call(
    {
      method: 'PATCH',
      path: `${paths.channel}/messages/${message}`,
      json: {
        statusType,
        ...(errorMessage && { errorMessage: errorMessage.slice(0, MAX_ERROR) }),
      },
      purpose: `message.${statusType.toLowerCase()}`,
      expect: [404],
    },
    http,
  )
}

/** The reason it wasn't sent. */
export const failMessage = (
  context: Context,
  message: string,
  sentence: string,
  http: Http,
): Promise<void> => setStatus(context, message, 'FAILED', http, sentence)

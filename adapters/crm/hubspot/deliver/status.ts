/** The state of a message, as HubSpot shows it: sent, read or failed. There is no "delivered". */

import type { Http } from '../../../../src/ports/http.ts'
import type { Desk } from '../desk.ts'

type Status = 'SENT' | 'READ' | 'FAILED'

/** Longer sentences are cut off by them. */
const MAX_ERROR = 1_000

/** Sets it; to set it again does no harm. One that was deleted over there has no state. */
export const setStatus = async (
  { api, paths }: Desk,
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

/** It wasn't sent, and this is why. */
export const failMessage = (
  desk: Desk,
  message: string,
  sentence: string,
  http: Http,
): Promise<void> => setStatus(desk, message, 'FAILED', http, sentence)

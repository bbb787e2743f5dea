/** The simulated account, and the ids that Telnyx assigns in it. */

import { createHash, type KeyObject } from 'node:crypto'
import type { EmulatorOptions } from '../../../../src/ports/emulator.ts'

export const API_URL = 'https://api.telnyx.com'

export type EmulatedAccount = EmulatorOptions & {
  readonly apiKey: string
  readonly privateKey: KeyObject
  readonly messagingProfileId: string
}

/** A UUID, always the same for the same text. */
export const uuidOf = (text: string): string => {
  const hex = createHash('sha256').update(text).digest('hex')
  return [8, 4, 4, 4, 12]
    .map((length, i, lengths) => {
      const start = lengths.slice(0, i).reduce((sum, one) => sum + one, 0)
      return hex.slice(start, start + length)
    })
    .join('-')
}

/** The URL for all webhooks; receipts are told apart by the message's own id. */
export const webhookUrl = ({ publicUrl, connection }: EmulatorOptions, message?: string): string =>
  `${publicUrl}/webhooks/${connection}${message === undefined ? '' : `?${new URLSearchParams({ message })}`}`

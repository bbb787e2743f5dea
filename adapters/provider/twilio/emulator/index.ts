/** Twilio in the sandbox: its webhooks, and the parts of its API that the adapter uses. */

import type { Emulator, EmulatorManifest } from '../../../../src/ports/emulator.ts'
import { API_URL, hex32, sidOf } from './account.ts'
import { createApi } from './api.ts'
import { failsLater } from './failures.ts'
import { createWebhooks } from './webhooks.ts'

export const emulator: EmulatorManifest = {
  channels: ['whatsapp', 'sms'],
  create: (options): Emulator => {
    const accountSid = `AC${hex32(options.connection)}`
    const authToken = hex32(crypto.randomUUID())
    const account = { ...options, accountSid, authToken }
    return {
      config: {
        accountSid,
        authTokens: [authToken],
        apiUrl: API_URL,
        contentUrl: 'https://content.twilio.com',
        allowPrivate: false,
      },
      senderFields: () => ({}),
      idOf: sidOf,
      ...createWebhooks(account),
      failsLater,
      answer: createApi(account),
    }
  },
}

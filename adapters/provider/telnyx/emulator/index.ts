/** Telnyx in the sandbox: its webhooks, and the parts of its API that the adapter uses. */

import { generateKeyPairSync } from 'node:crypto'
import type { Emulator, EmulatorManifest } from '../../../../src/ports/emulator.ts'
import { API_URL, uuidOf } from './account.ts'
import { createApi } from './api.ts'
import { createWebhooks } from './webhooks.ts'

export const emulator: EmulatorManifest = {
  channels: ['sms'],
  create: (options): Emulator => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const account = {
      ...options,
      apiKey: `KEY${crypto.randomUUID().replaceAll('-', '').toUpperCase()}`,
      privateKey,
      messagingProfileId: uuidOf(`profile ${options.connection}`),
    }
    return {
      config: {
        apiKey: account.apiKey,
        publicKey: publicKey
          .export({ format: 'der', type: 'spki' })
          .subarray(-32)
          .toString('base64'),
        messagingProfileId: account.messagingProfileId,
        apiUrl: API_URL,
        allowPrivate: false,
      },
      senderFields: () => ({}),
      idOf: uuidOf,
      ...createWebhooks(account),
      // The simulated phones have no late failures of a carrier.
      failsLater: () => false,
      answer: createApi(account),
    }
  },
}

/** Meta's Cloud API in the sandbox: its webhooks, and the parts of its API that the adapter uses. */

import type { Emulator, EmulatorManifest } from '../../../../src/ports/emulator.ts'
import { GRAPH_URL, GRAPH_VERSION, numberOf, phoneNumberIdOf, wamidOf } from './account.ts'
import { createApi } from './api.ts'
import { failsLater } from './failures.ts'
import { createWebhooks } from './webhooks.ts'

export const emulator: EmulatorManifest = {
  channels: ['whatsapp'],
  create: (options): Emulator => {
    const account = {
      ...options,
      businessAccountId: numberOf(`account ${options.connection}`),
      accessToken: `EAA${crypto.randomUUID().replaceAll('-', '')}`,
      appSecret: crypto.randomUUID().replaceAll('-', ''),
    }
    return {
      config: {
        businessAccountId: account.businessAccountId,
        accessToken: account.accessToken,
        appSecrets: [account.appSecret],
        verifyToken: crypto.randomUUID(),
        graphUrl: GRAPH_URL,
        graphVersion: GRAPH_VERSION,
        markAsRead: true,
        allowPrivate: false,
      },
      senderFields: (sender) => ({ phoneNumberId: phoneNumberIdOf(sender) }),
      idOf: wamidOf,
      ...createWebhooks(account),
      failsLater,
      answer: createApi(account),
    }
  },
}

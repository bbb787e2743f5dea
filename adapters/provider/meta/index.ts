/** Meta's Cloud API, for WhatsApp: https://developers.facebook.com/documentation/business-messaging/whatsapp */

import { defineProvider } from '../../../src/ports/adapter.ts'
import type { Provider } from '../../../src/ports/provider.ts'
import type { Clock } from '../../../src/ports/side.ts'
import type { Account } from './account.ts'
import { CAPABILITIES } from './capabilities.ts'
import { checkSenders, configSchema, senderSchema } from './config.ts'
import { diagnose } from './diagnosis.ts'
import { emulator } from './emulator/index.ts'
import { createFiling } from './filing.ts'
import { readMedia } from './media.ts'
import { MAX_BODY_BYTES, receive } from './receive/index.ts'
import { send } from './send/index.ts'
import { createMarkRead } from './send/mark-read.ts'
import { secretKey } from './signature.ts'
import { readTemplates } from './templates.ts'

export const meta = defineProvider({
  name: 'meta',
  config: configSchema,
  sender: senderSchema,
  // A user token may expire after sixty days.
  secrets: ({ appSecrets }) => appSecrets,
  check: checkSenders,
  create: ({ connection, publicUrl, config, senders, clock }) =>
    createMeta({
      ...config,
      connection,
      clock,
      publicUrl,
      senders: senders.map(({ address, fields: { phoneNumberId } }) => ({
        address,
        phoneNumberId,
      })),
    }),
  webhooks: () => [
    {
      path: '',
      purpose:
        'everything, as the callback URL of the app (WhatsApp › Configuration), with the verify token',
    },
  ],
  emulator,
})

/** One business account at Meta as a provider. */
export const createMeta = ({
  clock,
  ...account
}: Account & { readonly clock: Clock }): Provider => {
  const keys = account.appSecrets.map(secretKey)
  return {
    maxBodyBytes: MAX_BODY_BYTES,
    receive: async (webhook) => receive(account, keys, webhook),
    deliver: ({ message, attempt }, http) => send(account, http, message, attempt),
    // No `find`, because Meta lists no messages. The message's own status carries our id.
    ...(account.markAsRead && { markRead: createMarkRead(account) }),
    templates: (_, http) => readTemplates(account, http),
    filing: createFiling(account),
    // No list of inbound messages either. Meta repeats a webhook for seven days.
    missed: async () => [],
    media: (media, http) => readMedia(account, media, http),
    diagnose: (http) => diagnose(account, clock(), http),
    capabilities: (channel) => CAPABILITIES[channel],
  }
}

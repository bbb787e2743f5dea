/** Telnyx, for SMS and MMS: https://developers.telnyx.com/docs/messaging */

import { defineProvider } from '../../../src/ports/adapter.ts'
import type { Provider } from '../../../src/ports/provider.ts'
import type { Clock } from '../../../src/ports/side.ts'
import type { Account } from './account.ts'
import { CAPABILITIES } from './capabilities.ts'
import { checkSenders, configSchema } from './config.ts'
import { diagnose } from './diagnosis.ts'
import { emulator } from './emulator/index.ts'
import { find, missed } from './lookup.ts'
import { readMedia } from './media.ts'
import { MAX_BODY_BYTES, receive } from './receive/index.ts'
import { send } from './send.ts'
import { createVerifier } from './signature.ts'

export const telnyx = defineProvider({
  name: 'telnyx',
  config: configSchema,
  secrets: ({ apiKey }) => [apiKey],
  check: checkSenders,
  create: ({ connection, publicUrl, config, senders, clock }) =>
    createTelnyx({
      ...config,
      connection,
      clock,
      publicUrl,
      senders: senders.map(({ address }) => address),
    }),
  webhooks: () => [
    {
      path: '',
      purpose: 'everything, as the webhook URL of the messaging profile, with API version 2',
    },
  ],
  emulator,
})

/** One account at Telnyx as a provider. */
export const createTelnyx = ({
  clock,
  ...account
}: Account & { readonly clock: Clock }): Provider => {
  const verify = createVerifier(account.publicKey)
  return {
    maxBodyBytes: MAX_BODY_BYTES,
    receive: async (webhook) => {
      await verify(webhook)
      return receive(account, webhook)
    },
    deliver: ({ message, at }, http) => send(account, http, message, at),
    find: ({ message }, http) => find(account, http, message),
    // Text messages need no approval, so Telnyx has no templates.
    templates: async () => [],
    missed: (sender, since, http) => missed(account, http, sender, since, clock()),
    media: (media, http) => readMedia(account, media, http),
    diagnose: (http) => diagnose(account, http),
    capabilities: (channel) => CAPABILITIES[channel],
  }
}

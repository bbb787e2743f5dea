/** Meta for the provider contract. */

import { createHmac } from 'node:crypto'
import type { Webhook } from '../../../src/ports/side.ts'
import type { Skip } from '../../contract/checks.ts'
import type { ProviderHarness } from '../../contract/provider.ts'
import {
  ACCOUNT,
  CONTACT,
  envelopeOf,
  messageOf,
  messagesValue,
  metaJson,
  NOW,
  SENDER,
  startMeta,
} from './meta.ts'
import { serverHarness, withoutHeader } from './server.ts'

export const META_SKIPS: readonly Skip[] = [
  {
    reason: 'Meta signs the body alone, not the address',
    tests: ['a signature for one address does not open another'],
  },
  {
    reason: 'Meta has no list of messages to look in, so nothing is ever found or called absent',
    tests: [
      'find finds the message of an attempt in doubt',
      'find says absent when there is nothing like it',
      'find doesn’t return another message',
      'missed brings a message under the id that its webhook has',
    ],
  },
]

export const openMeta = async (): Promise<ProviderHarness> => {
  const server = await startMeta()
  return {
    ...serverHarness(server),
    provider: server.provider,
    sender: SENDER,
    contact: CONTACT,
    now: NOW,
    secrets: [ACCOUNT.accessToken, ACCOUNT.verifyToken, ...ACCOUNT.appSecrets],
    inbound: ({ id, text, extra = {} }) =>
      signed({
        messages: [
          messageOf({ ...extra, id: `wamid.${id}`, type: 'text', text: { ...extra, body: text } }),
        ],
        ...extra,
      }),
    delivered: ({ id, message }) =>
      signed({
        contacts: undefined,
        statuses: [
          {
            id: `wamid.${id}`,
            status: 'delivered',
            timestamp: String(NOW / 1000),
            recipient_id: '15550100777',
            biz_opaque_callback_data: message,
          },
        ],
      }),
    unsigned: (webhook) => withoutHeader(webhook, 'x-hub-signature-256'),
    keep: () => {},
  }
}

const signed = (parts: Readonly<Record<string, unknown>>): Webhook => {
  const text = metaJson(envelopeOf({ field: 'messages', value: messagesValue(parts) }))
  const signature = createHmac('sha256', ACCOUNT.appSecrets[1]).update(text).digest('hex')
  return {
    connection: ACCOUNT.connection,
    route: 'root',
    method: 'POST',
    url: `${ACCOUNT.publicUrl}/webhooks/${ACCOUNT.connection}`,
    headers: new Headers({ 'x-hub-signature-256': `sha256=${signature}` }),
    body: new TextEncoder().encode(text),
    at: NOW,
  }
}

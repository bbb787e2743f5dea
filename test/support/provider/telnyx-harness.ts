/** Telnyx for the provider contract. */

import type { Skip } from '../../contract/checks.ts'
import type { ProviderHarness } from '../../contract/provider.ts'
import { serverHarness, withoutHeader } from './server.ts'
import {
  ACCOUNT,
  CONTACT,
  eventOf,
  inboundOf,
  type Json,
  NOW,
  outboundOf,
  SENDER,
  startTelnyx,
  WEBHOOK_URL,
  webhookOf,
} from './telnyx.ts'

export const TELNYX_SKIPS: readonly Skip[] = [
  {
    reason: 'Telnyx signs the time and the body, not the address',
    tests: ['a signature for one address does not open another'],
  },
  {
    reason: 'what waits in Telnyx’s queue is in no list, so nothing is ever called absent',
    tests: [
      'find says absent when there is nothing like it',
      'find doesn’t return another message',
    ],
  },
]

const receivedOf = (id: string, text: string, at: number, extra: Json = {}) =>
  [
    'message.received',
    inboundOf({ ...extra, id: `m-${id}`, text, received_at: new Date(at).toISOString() }),
    { ...extra, id: `e-${id}` },
  ] as const

export const openTelnyx = async (): Promise<ProviderHarness> => {
  const server = await startTelnyx()
  return {
    ...serverHarness(server),
    provider: server.provider,
    sender: SENDER,
    contact: CONTACT,
    now: NOW,
    secrets: [ACCOUNT.apiKey],
    inbound: ({ id, text, extra }) => webhookOf(...receivedOf(id, text, NOW, extra)),
    delivered: ({ id, message }) =>
      webhookOf(
        'message.finalized',
        outboundOf('delivered', { id, webhook_url: `${WEBHOOK_URL}?message=${message}` }),
        { id: `e-${id}` },
      ),
    unsigned: (webhook) => withoutHeader(webhook, 'telnyx-signature-ed25519'),
    keep: (messages) => {
      const outbound = messages.filter(({ direction }) => direction === 'outbound')
      server.state.api.detail_records = {
        data: outbound.map(({ id }) => ({
          record_type: 'message_detail_record',
          uuid: id,
          status: 'delivered',
          delivery_status_webhook_url: `${WEBHOOK_URL}?message=msg_1`,
        })),
      }
      const inbound = messages.filter(({ direction }) => direction === 'inbound')
      server.state.api.webhook_deliveries = {
        data: inbound.map(({ id, text, at }) => ({
          status: 'failed',
          webhook: eventOf(...receivedOf(id, text, at)).data,
        })),
      }
    },
  }
}

/** Twilio for the provider contract. */

import type { ProviderHarness } from '../../contract/provider.ts'
import { serverHarness, withoutHeader } from './server.ts'
import { ACCOUNT, CONTACT, NOW, resourceOf, SENDER, startTwilio, webhookOf } from './twilio.ts'

const FIELDS = { AccountSid: ACCOUNT.accountSid, ApiVersion: '2010-04-01' }

export const openTwilio = async (): Promise<ProviderHarness> => {
  const server = await startTwilio()
  return {
    ...serverHarness(server),
    provider: server.provider,
    sender: SENDER,
    contact: CONTACT,
    now: NOW,
    secrets: [
      ...ACCOUNT.authTokens,
      ...ACCOUNT.authTokens.map((token) => btoa(`${ACCOUNT.accountSid}:${token}`)),
    ],
    inbound: ({ id, text, extra = {} }) =>
      webhookOf('messages', {
        ...FIELDS,
        MessageSid: id,
        SmsStatus: 'received',
        From: CONTACT,
        To: SENDER,
        Body: text,
        NumMedia: '0',
        ...extra,
      }),
    delivered: ({ id, message }) =>
      webhookOf(
        'status',
        { ...FIELDS, MessageSid: id, MessageStatus: 'delivered', From: SENDER, To: CONTACT },
        { query: `?message=${message}` },
      ),
    unsigned: (webhook) => withoutHeader(webhook, 'x-twilio-signature'),
    keep: (messages) => {
      server.state.messages = messages.map(({ id, direction, text, at }) => {
        const date = new Date(at).toUTCString()
        const common = { sid: id, body: text, date_created: date, date_sent: date }
        return direction === 'inbound'
          ? resourceOf({ ...common, direction, from: CONTACT, to: SENDER, status: 'received' })
          : resourceOf({ ...common, direction: 'outbound-api', status: 'sent' })
      })
    },
  }
}

/** Twilio, for WhatsApp and SMS: https://www.twilio.com/docs/messaging */

import { type Address, channelOf } from '../../../src/core/model/address.ts'
import type { Input } from '../../../src/core/model/message/message.ts'
import { defineProvider } from '../../../src/ports/adapter.ts'
import { WebhookError } from '../../../src/ports/errors.ts'
import type { Provider } from '../../../src/ports/provider.ts'
import type { Webhook } from '../../../src/ports/side.ts'
import type { Account } from './api.ts'
import { CAPABILITIES } from './capabilities.ts'
import { configSchema } from './config.ts'
import { diagnose } from './diagnosis.ts'
import { emulator } from './emulator/index.ts'
import { isConversation, toInbound, unsupportedKind } from './inbound.ts'
import { find, missed } from './lookup.ts'
import { readMedia } from './media.ts'
import { send } from './send.ts'
import { type Params, readSigned, tokenKey } from './signature.ts'
import { toReceipt } from './status.ts'
import { createFiling } from './templates/filing.ts'
import { readTemplates } from './templates/index.ts'

export const twilio = defineProvider({
  name: 'twilio',
  config: configSchema,
  secrets: ({ authTokens }) => authTokens,
  create: ({ connection, publicUrl, config, senders, wait }) =>
    createTwilio({
      ...config,
      connection,
      publicUrl,
      senders: senders.map(({ address }) => address),
      wait,
    }),
  webhooks: () => [
    {
      // Without the fragment, Twilio tries only once.
      path: '/messages#rc=5&rp=all',
      purpose:
        '“A message comes in” at the number, “Webhook URL for incoming messages” at the WhatsApp sender, or the Integration of its Messaging Service (HTTP POST)',
    },
  ],
  emulator,
})

export type TwilioOptions = Account & {
  /** The senders for the doctor. */
  readonly senders: readonly Address[]
  readonly wait: (ms: number) => Promise<void>
}

/** One account at Twilio as a provider. */
export const createTwilio = ({ senders, wait, ...account }: TwilioOptions): Provider => {
  const keys = account.authTokens.map(tokenKey)
  return {
    receive: async (webhook) => {
      const { params, query } = readSigned(webhook, keys)
      if (params.get('AccountSid') === account.accountSid && isConversation(params))
        return { inputs: [], unsupported: [unsupportedKind(params)], answer: MESSAGE_ANSWER }
      const missing = REQUIRED.find((name) => !params.get(name))
      if (missing) throw new WebhookError('malformed', `${missing} is missing`)
      if (!SID.test(params.get('MessageSid') ?? ''))
        throw new WebhookError('malformed', 'MessageSid is not a SID')
      if (params.get('AccountSid') !== account.accountSid)
        throw new WebhookError('malformed', 'AccountSid belongs to another account')
      const isInbound = isMessage(webhook, params)
      const input = isInbound
        ? toInbound(params, webhook.at)
        : toReceipt(params, query.get('message'), webhook.at)
      return {
        inputs: input ? [input satisfies Input] : [],
        ...(isInbound && !input && { unsupported: [unsupportedKind(params)] }),
        answer: webhook.route === 'status' ? STATUS_ANSWER : MESSAGE_ANSWER,
      }
    },
    deliver: ({ message, at }, http) => send(account, http, message, at),
    find: ({ message, takenIds }, http) => find(account, http, message, takenIds ?? []),
    templates: (sender, http) => readTemplates(account, channelOf(sender), http),
    filing: createFiling(account),
    missed: (sender, since, http) => missed(account, http, sender, since),
    media: (media, http) => readMedia(account, wait, media, http),
    diagnose: (http) => diagnose(account, senders, http),
    capabilities: (channel) => CAPABILITIES[channel],
  }
}

/** The id goes into headers, cursors and rows; apart from that, Twilio may change its form. */
const SID = /^\w{1,64}$/
const REQUIRED = ['MessageSid', 'AccountSid', 'From', 'To']

/** TwiML without instructions: all answers go through the gate. */
const MESSAGE_ANSWER = {
  status: 200,
  headers: { 'content-type': 'text/xml' },
  body: '<Response/>',
}
const STATUS_ANSWER = { status: 204 }

/** Recognises the type from the webhook itself: the two URLs may have been swapped. */
const isMessage = (webhook: Webhook, params: Params): boolean => {
  if (params.has('MessageStatus')) return false
  const status = params.get('SmsStatus')
  return status === undefined ? webhook.route !== 'status' : status === 'received'
}

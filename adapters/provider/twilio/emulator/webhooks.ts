/** Webhooks as Twilio posts them: https://www.twilio.com/docs/messaging/guides/webhook-request */

import { createHmac } from 'node:crypto'
import { channelOf, factsOf, identityOf, phoneOf } from '../../../../src/core/model/address.ts'
import type {
  Delivery,
  EmulatedWebhook,
  Emulator,
  PhoneAction,
  ReceiptStatus,
} from '../../../../src/ports/emulator.ts'
import { fromAddress } from '../address.ts'
import { API_URL, type EmulatedAccount, hex32, sidOf } from './account.ts'
import { failureOf } from './failures.ts'

type Fields = Readonly<Record<string, string>>

export const createWebhooks = (account: EmulatedAccount): Pick<Emulator, 'inbound' | 'receipt'> => {
  const root = `${account.publicUrl}/webhooks/${account.connection}`
  const post = (url: string, fields: Fields): EmulatedWebhook => ({
    url,
    headers: {
      'user-agent': 'TwilioProxy/1.1',
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'i-twilio-idempotency-token': crypto.randomUUID(),
      'x-twilio-signature': signatureOf(account.authToken, url, fields),
    },
    body: new URLSearchParams(fields).toString(),
  })
  return {
    inbound: (action) => post(`${root}/messages`, inboundFields(account, action)),
    receipt: (message, status) => {
      // SMS has no read receipts.
      if (status.status === 'read' && !factsOf(message.to).hasSession) return undefined
      const url = `${root}/status?message=${encodeURIComponent(message.message)}`
      return post(url, receiptFields(account, message, status))
    },
  }
}

/** https://www.twilio.com/docs/usage/security#validating-requests */
const signatureOf = (token: string, url: string, fields: Fields): string => {
  const data = Object.keys(fields)
    .sort()
    .map((name) => `${name}${fields[name]}`)
    .join('')
  return createHmac('sha1', token).update(`${url}${data}`, 'utf8').digest('base64')
}

const inboundFields = (account: EmulatedAccount, action: PhoneAction): Fields => {
  const { id, from, to, text, replyTo, button, list, location, forwarded } = action
  const hasSession = factsOf(from).hasSession
  const scoped = action.aliases.find((alias) => phoneOf(alias) === undefined)
  return {
    SmsMessageSid: id,
    SmsSid: id,
    MessageSid: id,
    AccountSid: account.accountSid,
    ApiVersion: '2010-04-01',
    SmsStatus: 'received',
    From: fromAddress(from),
    To: fromAddress(to),
    Body: text,
    NumSegments: '1',
    NumMedia: String(action.media.length),
    ...(hasSession ? chatFields(action) : { FromCountry: 'US', ToCountry: 'US' }),
    ...mediaFields(account, action),
    ...(button && { ButtonText: button.text, ButtonPayload: button.payload ?? button.text }),
    ...(list && { ListId: list.id, ListTitle: list.title ?? list.id }),
    ...(location && {
      Latitude: String(location.latitude),
      Longitude: String(location.longitude),
      ...(location.label && { Label: location.label }),
      ...(location.address && { Address: location.address }),
    }),
    ...(replyTo && {
      OriginalRepliedMessageSid: replyTo.id,
      OriginalRepliedMessageSender: fromAddress(replyTo.isOurs ? to : from),
    }),
    ...(forwarded && { [forwarded === 'often' ? 'FrequentlyForwarded' : 'Forwarded']: 'true' }),
    ...(scoped && { ExternalUserId: `${channelOf(scoped)}:${identityOf(scoped)}` }),
  }
}

/** WhatsApp messages have a profile and a type; SMS has neither. */
const chatFields = (action: PhoneAction): Fields => ({
  ProfileName: 'A customer',
  WaId: identityOf(action.from).replace('+', ''),
  MessageType: typeOf(action),
})

const typeOf = ({ form, media, button, list, location }: PhoneAction): string => {
  if (form !== 'message') return form
  if (button) return 'button'
  if (list) return 'interactive'
  if (location) return 'location'
  const [kind = 'text'] = media[0]?.contentType?.split('/') ?? (media.length > 0 ? ['image'] : [])
  return ['image', 'video', 'audio', 'text'].includes(kind) ? kind : 'document'
}

const mediaFields = (account: EmulatedAccount, { id, media }: PhoneAction): Fields =>
  Object.fromEntries(
    media.flatMap(({ url, contentType }, i) => {
      const path = `Messages/${id}/Media/ME${hex32(`${id} ${url}`)}`
      return [
        [`MediaUrl${i}`, `${API_URL}/2010-04-01/Accounts/${account.accountSid}/${path}`],
        [`MediaContentType${i}`, contentType ?? 'image/png'],
      ]
    }),
  )

const receiptFields = (
  account: EmulatedAccount,
  { message, from, to }: Delivery,
  status: ReceiptStatus,
): Fields => {
  const sid = sidOf(message)
  const word = status.status
  const failure = status.status === 'failed' ? failureOf(status.fault) : undefined
  return {
    SmsSid: sid,
    MessageSid: sid,
    AccountSid: account.accountSid,
    ApiVersion: '2010-04-01',
    From: fromAddress(from),
    To: fromAddress(to),
    SmsStatus: word,
    MessageStatus: word,
    ...(failure && { ErrorCode: String(failure.code), ErrorMessage: failure.message }),
    ...(factsOf(to).hasSession && { ChannelInstallSid: `XE${hex32(account.connection)}` }),
  }
}

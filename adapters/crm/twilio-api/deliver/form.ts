/**
 * Messages and their statuses in the form of Twilio's webhooks:
 * https://www.twilio.com/docs/messaging/guides/webhook-request,
 * https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
 */

import {
  type Address,
  type Channel,
  channelOf,
  identityOf,
  phoneOf,
} from '../../../../src/core/model/address.ts'
import type {
  Message,
  MessageStatus,
  Received,
  Tell,
} from '../../../../src/core/model/message/message.ts'
import type { Order } from '../../../../src/ports/side.ts'
import { failureOf } from '../codes.ts'
import { formatAddress, statusOf } from '../names.ts'
import { segmentsOn } from '../segments.ts'
import { sidOf } from '../sid.ts'
import type { Form } from './sign.ts'

export type Account = {
  readonly accountSid: string
  /** The line of each messaging service. */
  readonly messagingServices: Readonly<Record<string, string>>
}

/** An inbound message. `link` gives the address of a file on our own host, by its number. */
export const receivedForm = (
  { effect, message, quoted }: Order<Tell> & { readonly message: Message },
  account: Account,
  link: (index: number) => string,
): Form => {
  const sid = sidOf(message)
  const { messagingServices: services } = account
  const received = effect.detail?.withheld === true ? WITHHELD : (message.received ?? WITHHELD)
  return present({
    ...accountOf(account),
    MessagingServiceSid: Object.keys(services).find((sid) => services[sid] === message.line),
    MessageSid: sid,
    SmsMessageSid: sid,
    SmsSid: sid,
    SmsStatus: 'received',
    NumSegments: String(segmentsOn(message.address, received.text ?? '')),
    From: formatAddress(message.address),
    To: formatAddress(message.sender),
    ...RECEIVED[channelOf(message.address)](message.address, received),
    Body: received.text ?? received.button?.text ?? received.list?.title ?? '',
    ...receivedMediaFields(received, link),
    ...placeOf(received),
    ...referralOf(received, link),
    ...placesOf(received),
    ...quoteOf(received, quoted),
  })
}

/** The status callback of an outbound message; undefined when Twilio has none for it. */
export const statusForm = (
  { effect, message }: { readonly effect: Tell; readonly message: Message },
  account: Account,
): Form | undefined => {
  const status = wordFor(effect, message)
  if (status === undefined) return undefined
  const sid = sidOf(message)
  return present({
    ...accountOf(account),
    MessagingServiceSid: message.origin?.service,
    MessageSid: sid,
    SmsSid: sid,
    MessageStatus: status,
    SmsStatus: status,
    From: formatAddress(message.sender),
    To: formatAddress(message.address),
    ...CALLED_BACK_ABOUT[channelOf(message.address)](message.address),
    ...((status === 'failed' || status === 'undelivered') && errorOf(message)),
  })
}

type Draft = Readonly<Record<string, string | undefined>>

const present = (draft: Draft): Form =>
  Object.fromEntries(
    Object.entries(draft).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )

const accountOf = ({ accountSid }: Account): Draft => ({
  ApiVersion: '2010-04-01',
  AccountSid: accountSid,
})

/** Withholds the contact's words without consent, but shows that there were some. */
const WITHHELD: Received = { form: 'message', type: 'text', media: [] }

const whatsappOf = (address: Address, received: Received): Draft => {
  const { type, profileName, button, list, flow, forwarded } = received
  const phone = phoneOf(address)
  return {
    WaId: phone?.slice(1),
    ExternalUserId: phone === undefined ? address : undefined,
    ProfileName: profileName,
    MessageType: type,
    ButtonText: button?.text,
    ButtonPayload: button?.payload,
    ListId: list?.id,
    ListTitle: list?.title,
    InteractiveData: flow?.data,
    Forwarded: forwarded && 'true',
    FrequentlyForwarded: forwarded === 'often' ? 'true' : undefined,
  }
}

/** Members that Twilio's webhook has only on one channel. */
const RECEIVED: Readonly<Record<Channel, typeof whatsappOf>> = {
  whatsapp: whatsappOf,
  sms: () => ({}),
}

/** Members that its status callbacks have only on one channel. */
const CALLED_BACK_ABOUT: Readonly<Record<Channel, (to: Address) => Draft>> = {
  whatsapp: (to) => ({ ChannelPrefix: 'whatsapp', ChannelToAddress: identityOf(to) }),
  sms: () => ({}),
}

const receivedMediaFields = ({ media }: Received, link: (index: number) => string): Draft => ({
  NumMedia: String(media.length),
  ...Object.fromEntries(
    media.flatMap(({ contentType }, index) => [
      [`MediaUrl${index}`, link(index)],
      [`MediaContentType${index}`, contentType ?? 'application/octet-stream'],
    ]),
  ),
})

const placeOf = ({ location }: Received): Draft =>
  location
    ? {
        Latitude: String(location.latitude),
        Longitude: String(location.longitude),
        Label: location.label,
        Address: location.address,
      }
    : {}

const placesOf = ({ fromPlace, toPlace }: Received): Draft => ({
  FromCity: fromPlace?.city,
  FromState: fromPlace?.state,
  FromZip: fromPlace?.zip,
  FromCountry: fromPlace?.country,
  ToCity: toPlace?.city,
  ToState: toPlace?.state,
  ToZip: toPlace?.zip,
  ToCountry: toPlace?.country,
})

const referralOf = (
  { referral = {}, adMedia, media }: Received,
  link: (index: number) => string,
): Draft =>
  Object.fromEntries(
    Object.entries({ ...referral, ...(adMedia && { mediaUrl: link(media.length) }) }).map(
      ([name, value]) => [`Referral${name.charAt(0).toUpperCase()}${name.slice(1)}`, value],
    ),
  )

/** The CRM knows only our SIDs. */
const quoteOf = ({ replyTo }: Received, quoted: Message | undefined): Draft => ({
  OriginalRepliedMessageSid: quoted && sidOf(quoted),
  OriginalRepliedMessageSender: quoted ? formatAddress(quoted.sender) : replyTo?.sender,
})

/**
 * Twilio's word for the message's state at that time. Twilio sends no callback for the first status either,
 * because the request's answer contains it; a waiting message is `queued` when it leaves.
 */
const wordFor = ({ type, detail }: Tell, message: Message): string | undefined => {
  if (type === 'message.released') return 'queued'
  if (type !== 'message.sent' && type !== 'message.status') return undefined
  const word = statusOf({ ...message, status: detail?.status as MessageStatus })
  if (!CALLED_BACK.has(word)) return undefined
  // Later statuses have callbacks of their own.
  return type === 'message.sent' ? 'sent' : word
}

const CALLED_BACK: ReadonlySet<string> = new Set([
  'sent',
  'delivered',
  'read',
  'failed',
  'undelivered',
  'canceled',
])

const errorOf = (message: Message): Draft => {
  const failure = failureOf(message)
  return failure ? { ErrorCode: String(failure.code), ErrorMessage: failure.sentence } : {}
}

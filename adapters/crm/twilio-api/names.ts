/** Addresses and statuses in Twilio's words: https://www.twilio.com/docs/messaging/api/message-resource */

import {
  type Address,
  channelOf,
  identityOf,
  parseAddress,
} from '../../../src/core/model/address.ts'
import { CHANNEL_NAMES, type Channel } from '../../../src/core/model/channel.ts'
import type { Message } from '../../../src/core/model/message/message.ts'

/** Twilio's prefix before the identity. */
const PREFIXES: Readonly<Record<Channel, string>> = { whatsapp: 'whatsapp:', sms: '' }
const BARE = CHANNEL_NAMES.find((channel) => PREFIXES[channel] === '') ?? ''

/** `whatsapp:+1…` stays so; an SMS number has no prefix at Twilio. */
export const formatAddress = (address: Address): string =>
  `${PREFIXES[channelOf(address)]}${identityOf(address)}`

/**
 * A client's address, which may contain spaces and dashes; undefined when it is none. A number without `+` is
 * American if it starts with North America's 1, or if `isDomestic` says that ten digits are: elsewhere they
 * may be a stranger's number.
 */
export const readAddress = (text: string, isDomestic: boolean): Address | undefined => {
  const [, channel = BARE, identity = ''] = /^(?:([a-z]+):)?(.*)$/is.exec(text) ?? []
  // A bare `+` in a form is a space, and some clients forget to encode it.
  const lost = /^ \d/.test(identity) ? `+${identity.slice(1)}` : identity
  const number = lost.replace(/^\+?[\d().\- ]+$/, digits)
  const full = isDomestic && TEN_DIGITS.test(number) ? `+1${number}` : number
  return parseAddress(`${channel.toLowerCase()}:${full.replace(ELEVEN_DIGITS, '+$&')}`)
}

/** A number in North America: https://www.twilio.com/docs/glossary/what-e164 */
export const isAmerican = (address: Address): boolean => /^\+1\d{10}$/.test(identityOf(address))

const TEN_DIGITS = /^[2-9]\d{9}$/
const ELEVEN_DIGITS = /^1[2-9]\d{9}$/

const digits = (number: string) => number.replace(/[().\- ]/g, '')

/** Twilio's word for a message's state. A message that waits for consent or for its time is `accepted`. */
export const statusOf = ({ status, verdict, history }: Message): string => {
  if (status === 'held' && verdict?.status === 'held' && verdict.reason === 'scheduled')
    return 'scheduled'
  const hasLeft = history.some((entry) => entry.status === 'queued' || entry.status === 'sent')
  return status === 'failed' && hasLeft ? 'undelivered' : STATUSES[status]
}

const STATUSES: Readonly<Record<Message['status'], string>> = {
  held: 'accepted',
  received: 'received',
  accepted: 'queued',
  queued: 'queued',
  unknown: 'sending',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
  expired: 'failed',
  cancelled: 'canceled',
}

/** Twilio's form of addresses: a plain number is SMS, others name their channel. */

import {
  type Address,
  channelOf,
  identityOf,
  parseAddress,
} from '../../../src/core/model/address.ts'
import { CHANNEL_NAMES, type Channel } from '../../../src/core/model/channel.ts'

/** Twilio's prefix before the identity. */
const PREFIXES: Readonly<Record<Channel, string>> = { whatsapp: 'whatsapp:', sms: '' }
const BARE = CHANNEL_NAMES.find((channel) => PREFIXES[channel] === '')

/** Undefined for channels we don't carry (`rcs:`, `messenger:`) and for text that is no address. */
export const toAddress = (text: string | null | undefined): Address | undefined =>
  text ? parseAddress(text.includes(':') ? text : `${BARE}:${text}`) : undefined

/** `sms:+1…` → `+1…`; `whatsapp:+1…` keeps its prefix. */
export const fromAddress = (address: Address): string =>
  `${PREFIXES[channelOf(address)]}${identityOf(address)}`
